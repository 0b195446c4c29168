"""Nouns that act: people, bodies and things that may be the subject of a predicate."""

from __future__ import annotations

from portal.text.lists import words

#: A noun head after which even a verbal noun opens the predicate.
_AGENTS = tuple(
    words("""
人员 群众 居民 村民 党员 干部 书记 主任 委员 代表 志愿者 网格员 网格长 民警 队员 学生 教师 医生 职工 员工 工人 农民 农户 贫困户 住户 用户 商户 企业 公司 单位 部门 社区
街道 乡镇 镇街 村庄 行政村 村 小区 网格 楼栋 支部 党支部 党组织 党委 党总支 党小组 组织 团队 队伍 力量 车 船 发电机 服务队 突击队 工作组 小组 机构 协会 商会 合作社 家庭
老人 儿童 妇女 青年 人才 专家 市 县 区 乡 镇 市委 县市区 人 项目 企 警力 骨干 建筑 楼 楼宇 楼房 房屋 道路 河道 医院 学校 幼儿园 车辆 线路 站点 场所 工程 案件 法规
条例 邻居 诉求 问题 事项 纠纷 隐患 矛盾 先锋 所长 组长 队长 队 家长 业主 租户 骑手 司机 教练 律师 法官 医师 护士 者 员 师 选手 同学 同志 师生 官兵 民兵 侦察兵 哨兵
游客 市民 老师 教授 学者 嘉宾 作品 产品 设备 课题 任务 指标 企业家 朋友 孩子 领导 们 高校 群体 人群 门店 商店 书店 药店 饭店 网店 酒店 超市 餐厅 品种 伙伴 学员 基金会 代表队 贫困村 户
""")
)


def is_agent(noun: str) -> bool:
    """Whether a noun may be the subject of what follows: 党员, 小组, 企业."""
    return noun.endswith(_AGENTS)
