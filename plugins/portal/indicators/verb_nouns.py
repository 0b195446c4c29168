"""Verbs that are as often part of a noun: 培训|班, 值守|点, 老人|助餐|服务."""

from __future__ import annotations

import re

from portal.text.lists import words

#: Words of the lexicon that are often the modifier or head inside a noun phrase.
NOMINAL = frozenset(
    words("""组织 参加 参与 管理 服务 建设 发展 工作 培训 帮扶 救助 调解 治理 活动 执行 表彰 奖励 引导 志愿为 整改 排查 处置 运行 运营 经营 生产 种植 养殖 加工 销售 采购 落实 监督 推进 推广
    反映 捐赠 捐款 改造 改建 扩建 新建 新增 创建 构建 规范 统一 调整 优化 提升 增长 下降 增加 减少 开放 启动 配置 设置 设立 安置 招聘 招募 招商 配备 选派 联系 联合 结合 表扬 慰问 走访 资助
    覆盖 包联 联建 转移 转化 搬迁 整合 合并 评选 评定 收集 征集 申报 上报 推选 带头 带动 上岗 在岗 返乡 常驻 派驻 挂职 居住 生活在 学 用 谈 讲 说 问 看 听 对 向 以 为 因 同 比 进 到 被 在 会 要 不 未 无
    从 应 可 能 近 超 约 达 有 就 才 便 即 再 共 共同 积极 主动 自愿 免费 无偿 义务 基本 初步 全面 集中 累计 平均 人均 每人 每年 安装 联调 互助 发放 引进 引入 孵化 培养 培育 审批 办理 受理 处理 解决 检查 上线 运用 承诺 承接
    发挥 完善 健全 实施 通过 利用 依托 投入 坚守 值守 参战 驰援 采取 收购 购买 购置 开设 开通 开业 开工 竣工 投产 落户 入户 入驻 入住 签约 挂牌 下沉 先后""")
)

#: Characters that make a noun of the verb before them: 冲锋队, 值守点, 参战人员.
_GROWS = re.compile(r"员|者|队|站|点(?!亮)|室|组(?!建|织)|岗|所(?!有|在)|率(?!先|领)|证|费|款|人员|人士|类|型(?!号)|式|件(?![次数])")
_HEADS = re.compile(r"中心|机构|单位|部门|平台|项目|阵地|委员会|机制|制度|办公室|会|党|的")

#: Heads that make one noun of the verb before them: 居民|议事|厅, 老人|助餐|服务, against 村庄|失去|联系.
_COMPOUND = re.compile(
    r"(?:[人兵工民生队会厅点站室员组岗团证费款率数量区村者园所馆]|中心|活动|项目|平台|基地|工程|机构|单位|人群|群体|家庭|场所|设施|设备|车辆|企业|公司|制度|机制|计划|方案|问题|案件|事项|矛盾|纠纷|资金|经费|补贴|"
    r"干部|儿童|女性|妇女|青年|党员|代表|群众|骨干|工作|服务|课程|讲师|对象|资源|力量|文化|技术|产品|品牌|产业|路线|网络|场地|体系|任务|系统|热线|渠道|清单|专区|专线|窗口|板块|环节|主题|岗位|职责|能力|经验|案例|典型|模式|标准|成果|作品|线索|情况|信息|意见)$"
)


def grows(rest: str) -> bool:
    """Whether what follows a verb makes a noun of it: 冲锋|队, 值守|点."""
    return bool(_GROWS.match(rest))


def heads(word: str) -> bool:
    """Whether a word is a head that takes a verb for its modifier: 管理|机构, 服务|中心."""
    return bool(_HEADS.fullmatch(word))


def closes_compound(word: str) -> bool:
    """Whether a noun after a verb closes a compound of both: 居民议事|厅, against 村庄失去|联系."""
    return bool(_COMPOUND.search(word))
