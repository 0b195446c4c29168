"""What is left of a figure's name when everything its other fields say is taken off.

网格数, 全省网格总数 and 安徽省网格数 leave 网格. Stems are compared, never shown.
"""

from __future__ import annotations

import re
from functools import lru_cache

from portal.indicators.measures import PEOPLE
from portal.text.fold import fold
from portal.text.lists import words
from portal.text.skeleton import dense

#: Units that measure the same thing, by the one that stands for them; everything else stands for itself.
_SAME_UNIT = {
    **dict.fromkeys(PEOPLE, "人"),
    **dict.fromkeys(("平方", "平米", "㎡", "m²"), "平方米"),
    **dict.fromkeys(("平方千米", "km²"), "平方公里"),
    **dict.fromkeys(("千米", "km"), "公里"),
    **dict.fromkeys(("元人民币", "人民币", "块钱"), "元"),
    "千克": "公斤",
    "百分点": "个百分点",
    "日": "天",
    "工作日": "个工作日",
    "小时": "个小时",
    "星期": "周",
    "个星期": "周",
}

_MARKS = re.compile(r"[\s“”\"'‘’「」『』《》<>〈〉()（）\[\]【】·,、。:;]")
#: 全省, 我市, 该区 before a name; 全区域 and 全市场 are other words.
_WHOLE = re.compile(r"(?:[全我本该][省市县区州盟旗镇乡国](?![域间场民委])|各地|全街道|本街道|该街道|该社区)")
#: Times that say no more than the period; 五年 and 上半年 stay, since a sum of five years is another figure.
_TIME = re.compile(
    r"(?:(?:截至|到)?(?:(?:19|20)\d\d|[今去当上本])年(?:年?[底末]|全年|度)?|全年|目前|截至目前|年初以来)"
)
_FILLER = re.compile(r"(?:共计|共有|总共|总计|合计|累计|已经|已有|现有|现已|已|全部|一共|约)")
_PLANNED = re.compile(r"(?:计划|目标|预期|力争|拟)(?:任务|新)?|^(?:将|要)")
#: 数 and its kin at the end say what the unit says.
_COUNT_END = re.compile(r"(?:总人数|人数|总户数|户数|总数量|数量|总数|数目|个数|件数|数)$")
_EVENT_END = re.compile(r"(?:总?人次数?|总?场次数?|总?次数)$")
_SHARE_END = re.compile(r"(?:所占|占)?(?:比例|比重|占比|百分比|占)$")
_SHARES = ("%", "‰")

#: Names that only their article makes clear: nothing to compare them by.
_VAGUE = frozenset(
    words("""
    人 户 人口 资金 经费 投资 金额 补贴 补助 面积 占比 比例 增幅 降幅 增长率 比率 倍数 人次 次 场次 时长 时间 标准 机构 中心 站点 项目 清单 材料 数字 事项
    服务 活动 措施 制度 机制 问题 方案 文件 岗位 部门 单位 小组 组 队伍 平台 系统 地区 省市 省 市 县 区 村 楼 房屋 企业 指标 任务 内容 方面 环节
    学生 老师 教师 志愿者 村民 老人 老年人 儿童 孩子 队员 人员 工作人员 嫌疑人 犯罪嫌疑人 同志 选手 专家 记者 医生 民警 职工 工人 农民 员工
    游客 乘客 旅客 受伤 遇难 失联 国家 工作组 县市区 全会 会议 现金 全长 长度 高度 宽度 距离 占地 占地面积 建筑面积 总建筑面积 总面积 降雨量
    案例 典型 经验 做法 权力 职权 职责 工作 情况 规模 数量 总量 群众 居民 干部 诉求 事件 案件 纠纷 矛盾 信息 需求 章 条 全文 文章 委员 书记 成员 代表
    """)
)
#: The share of places that do something, where the name does not say what.
_SHARE_OF_PLACES = frozenset(f"{noun}占比" for noun in words("社区 街道 网格 小区 乡镇 村居 村社区 街道社区 城市社区"))
#: What a law threatens with is no state of affairs to compare places by.
_PENALTY = re.compile(r"罚款|罚金|处罚|并?处(?:资金|倍数)?$|违法所得|逾期|拒不|责令|情节(?:严重|较轻)|并?处.{0,6}资金$")
_VERBS = words("""
    建成 新建 建立 建设 成立 组建 设立 设置 配备 配置 核定 选派 选配 安排 新增 增加 减少 下降 上升 提高 降低 增长 压减 取消 清理 完成 完工 开工 改造 实施 推行
    开展 举办 召开 组织 参与 参加 参训 培训 收回 发出 发放 发现 办理 办结 解决 化解 调解 受理 处理 处置 治理 整治 覆盖 走访 服务 帮助 带动 吸纳 投入 使用 落实
    落成 征集 收集 印发 出台 制定 明确 赋予 下放 承接 整合 优化 打造 培育 引进 引入 签订 发布 提供 实现 达到 达 有 为 是 的 和 了 数 计 共 约 再 还 新 可 均
""")
_ONLY_VERBS = re.compile(f"(?:{'|'.join(_VERBS)})+")


def unit_class(unit: str) -> str:
    """The unit that stands for all that measure the same: 名 and 位 are 人, 平米 is 平方米."""
    return _SAME_UNIT.get(unit, unit)


@lru_cache(maxsize=65536)
def stem(name: str, unit: str, places: tuple[str, ...] = (), period: str = "", plan: bool = False) -> str:
    """The bare name, folded; "" where nothing but a count is left (人数).

    Args:
        name: as on the card.
        unit: decides which endings say nothing new.
        places: names of the figure's place, longest first, which may open the name.
        period: the figure's period, which may open the name too.
        plan: whether 计划 and 目标 are taken off, the figure being known as a plan.
    """
    text = _bare(name)
    if plan:
        text = _PLANNED.sub("", text)
    text = _without_openings(text, _openings(places, period))
    text = re.sub(r"(?<!目)的(?!士)", "", text)
    if unit in _SHARES:
        return _SHARE_END.sub("", text) + "占比" if _SHARE_END.search(text) else text
    cut = _EVENT_END.sub("", text) if unit in ("人次", "场次", "次", "场") else _COUNT_END.sub("", text)
    return cut.removesuffix("总")


def asked_as(core: str, unit: str) -> str:
    """A stem as people ask for it: 建立党支部的网格占比 and 建立党支部的网格 are asked for alike, 社区户数 and 社区数 not."""
    plain = dense(core)
    bare = plain.removesuffix("占比") or plain
    return bare + "户" if unit == "户" and not bare.endswith("户") else bare


def _bare(text: str) -> str:
    return _MARKS.sub("", fold(text))


@lru_cache(maxsize=4096)
def _openings(places: tuple[str, ...], period: str) -> tuple[str, ...]:
    return tuple(bare for text in (*places, period) if (bare := _bare(text)))


def _without_openings(text: str, openings: tuple[str, ...]) -> str:
    while True:
        before = text
        for opening in openings:
            if text.startswith(opening) and _may_open(opening, text):
                text = text[len(opening) :].removeprefix("的")
        for pattern in (_WHOLE, _TIME, _FILLER):
            match = pattern.match(text)
            if match and match.end() < len(text):
                text = text[match.end() :].removeprefix("的")
        if text == before:
            return text


def _may_open(opening: str, text: str) -> bool:
    """A short name of a place may be the start of another word: 海南 of 海南街道 is left alone."""
    return len(text) > len(opening) and text[len(opening)] not in "省市县区镇乡村街"


@lru_cache(maxsize=65536)
def tells_something(core: str) -> bool:
    """Whether a stem says by itself what is measured, so that figures of different articles may be compared."""
    if len(core) < 2 or "%" in core or core in _VAGUE or _ONLY_VERBS.fullmatch(core) or _PENALTY.search(core):
        return False
    if core in _SHARE_OF_PLACES:
        return False
    bare = re.sub(r"(?:占比|增幅|降幅|率|资金)$", "", core)
    return bool(bare) and bare not in _VAGUE and not _ONLY_VERBS.fullmatch(bare)
