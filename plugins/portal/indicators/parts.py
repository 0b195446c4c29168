"""Figures that a name alone would put among others they must not stand with.

100个社区 of a project are not the communities of the province; 33名党员 among 58名微格长 not those of the
community; 16.72万套 behind 棚户区 are no 老旧小区, though the verb is shared. A missing row is a smaller fault than a
wrong comparison, so what is not shown to be a whole is left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from portal.text.lists import words

if TYPE_CHECKING:
    from portal.indicators.groups import Entry

_KINDS = words("城市 农村 城镇 老旧 行政 自然 综合 全科 基层 辖 全部 专职 专兼职 在职 常住 户籍 两新 非公")
#: Things every place has a whole number of; a count of them by that name alone may be of all or of a few.
_STOCK = words(
    "社区 街道 乡镇 镇街 镇 乡 村 行政村 自然村 村社区 小区 居民小区 住宅小区 网格 微网格 楼栋 楼院 楼宇 县 区 市 县区 县市区 省辖市 "
    "党员 党支部 党总支 党委 党组织 党小组 居民 居民户 村民 人口 户 家庭 志愿者 网格员 微网格员 网格长 楼栋长 干部 社区干部 社区工作者 企业 单位 "
    "机关 学校 医院 商户 商圈 物业企业 物业服务企业 社会组织 老人 老年人 儿童 事项"
)
_BARE = re.compile(f"(?:{'|'.join(_KINDS)})*(?:{'|'.join(sorted(_STOCK, key=len, reverse=True))})")
#: All there are …
_ALL = re.compile(
    r"全[国省市县区旗镇乡村街](?![域面])|下?辖|总[数共计]|(?<!安)全部|所有|划分|分为|分成|合计|普查|登记在册|在册|实有|核定|配备|配有|配齐|(?:[数數]量?|总量)[为是达到共约有]*$"
)
#: … or those there are, unless they are those of some work told before.
_HAS = re.compile(r"共有|现有|拥有|设有|建有|成立|组建|(?<!所)有")
_WORK = re.compile(
    r"实施|开展|推进|推行|推广|试点|工程|行动|项目|评选|评定|选出|抽取|抽查|调研|走访|参与|参加|其中|改造"
)
#: Heads of columns of plain counts, and of those that say that all are counted.
_COUNT_HEAD = re.compile(r"(?:总)?(?:数量?|数值|个数|合计|总计)(?:[(（].*[)）])?")
_WHOLE_HEAD = re.compile(r"全[国省市县区旗镇乡村街]|辖|总")
#: Said of all by what follows: 49个社区中45个…, 以244个街道为分母.
_DENOMINATOR = re.compile(r"^[^,，。;；、\d]{0,10}(?:为分母|中(?![心间])|当中|里(?=[,，]))")
_CLAUSE = re.compile(r"[,，;；。:：(（]")
_STATEMENT = re.compile(r"[;；。]")

#: Words before a number that name nothing.
_FILLER = re.compile(
    r"(?:19|20)\d\d年|[今去当]年|年均|月均|日均|平均|累计|共计|总计|合计|约|近|超过?|达到?|已|均|各|分别|其中|以及|和|及|与|共|有|为|是|新|再|还|也|的|了|至|到|由|从|增至|增加|减少|提高|降低|下降|增长|上升|各类|等"
)
_LONGEST_ITEM = 12
_ITEM = re.compile(
    rf"[\d个件套户名人次项处家座条台张%万亿余多][、和及与](?P<item>[^,，、;；。:：\d%]{{2,{_LONGEST_ITEM}}})$"
)
_ENDS = re.compile(r"^\s*(?:[,，、;；。:：)）]|$)")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def is_part(entry: Entry, core: str) -> bool:
    """Whether a count by the bare name of a thing is not shown to count all of them.

    Args:
        core: the stem of the figure's name.
    """
    if entry.kind not in ("count", "people") or not _BARE.fullmatch(core):
        return False
    if entry.whole or entry.region and entry.region.endswith(core):
        return True
    before, after = entry.sentence[: entry.offset], entry.sentence[entry.offset + len(entry.text) :]
    statement = _STATEMENT.split(before)[-1]
    clause = _CLAUSE.split(statement)[-1]
    if _DENOMINATOR.match(after):
        return False
    if "其中" in clause:
        return True
    if entry.sentence.strip() == entry.text:  # a table's cell: its row names the thing, or the head says all
        return not (_COUNT_HEAD.fullmatch(entry.head) or _WHOLE_HEAD.search(entry.head))
    if _ALL.search(clause):
        return False
    return not _HAS.search(clause) or bool(_WORK.search(statement))


def names_another(entry: Entry) -> bool:
    """Whether the thing named right before the number, as the next item of a list, is none that its name knows:
    改造老旧小区6594个、棚户区16.72万套."""
    before, after = entry.sentence[: entry.offset], entry.sentence[entry.offset + len(entry.text) :]
    item = _ITEM.search(before, max(0, len(before) - _LONGEST_ITEM - 3)) if _ENDS.match(after) else None
    if not item:
        return False
    noun = "".join(_HAN.findall(_FILLER.sub("", item["item"])))
    return len(noun) >= 2 and sum(character in entry.name for character in noun) < 0.5 * len(noun)
