"""Names of standards: what a sum is paid for, and the bands that objects fall into."""

from __future__ import annotations

import re

from portal.indicators.agents import is_agent
from portal.indicators.clauses import Place
from portal.indicators.measures import AREAS, PEOPLE
from portal.indicators.noun_phrase import noun_after
from portal.indicators.numbers import Span
from portal.indicators.phrases import clean, trim_head, trim_tail

_DIMENSION = re.compile(
    r"(?:按照?|根据|依据|以)(?P<what>[^,。;:按]{2,16}?)(?=确定|划分|分为|分成|分|核定|给予|设定|制定|安排|,|:|$)"
)
_GOVERNED = re.compile(r"^的(?:[^,。;]{0,14}?(?:每|给予|补助|奖励|按|配|设|安排|核定|支持|一次性)[^,。;]{0,6})?$")
_MONEY_NOUN = re.compile(
    r"(?P<noun>[\u4e00-\u9fff]{2,22}?(?:标准|经费|补贴|补助|津贴|奖励|奖金|资金|报酬|待遇|工资|费用|金额|额度|底线))(?=[,、:。]|$)"
)
_OF_STANDARD = re.compile(
    r"^(?:、[^,。;]{0,40}?)?的(?:最低|最高|统一)?标准[,、]?(?:[^,。;]{0,8}?)(?:落实|拨付|安排|发放|列支|保障|配套|核拨|足额|给予|支付|设立|配备|预算)+(?P<what>[\u4e00-\u9fff]{2,24})"
)
_BANDS = {"户": "户数", "人": "人数", "名": "人数", "元": "金额", "个": "数量", "家": "数量", "分": "分数"}


def is_band(span: Span, place: Place, spans: list[Span], index: int) -> bool:
    """Whether the span classes objects (3000户以下的, 不足1000户的社区) rather than counts them."""
    if not place.right_full.startswith("的") or not (span.after or span.high or span.before):
        return False
    if place.right_full == "的":
        return True
    siblings = sum(bool(s.after or s.high) and s.unit == span.unit for s in spans)
    if siblings > 1 or not place.before_figure:
        return siblings > 1
    return bool(_GOVERNED.match(place.right) or spans[index + 1].before)


def band_name(place: Place, unit: str, sentence: str) -> str:
    """社区常住人口规模档 from 按照社区常住人口规模确定…, else what follows 的."""
    found = [match["what"] for match in _DIMENSION.finditer(place.head + place.left)]
    if found and not re.search(r"\d|标准|要求|原则", found[-1]):
        what = clean(trim_head(found[-1]))
        return what + ("档" if what.endswith(("规模", "档", "等级")) else "规模档")
    noun, _ = noun_after(place.right[1:] or trim_head(place.left))
    noun = clean(noun) if not re.match(r"每|不|给|按|一次", noun) else ""
    size = "面积" if unit in AREAS else _BANDS.get(unit, "数量") if unit not in PEOPLE else "人数"
    return f"{noun}规模档" if noun else f"{size}档"


def set_for(place: Place, unit: str, left: str) -> str:
    """每个社区配备社工标准 of 每个社区不少于8名的标准配备社工, 农村户数标准 of 农村100户的尺度; "" for other figures."""
    each, standard = _EACH.search(place.left), _SET.match(place.right_full)
    if each and standard:
        what = "" if place.right_full[standard.end() : standard.end() + 1].isdigit() else clean(standard["what"])
        verb = "配备" if standard["verb"] == "核定" else standard["verb"]
        return f"{each['each']}{verb}{what}标准" if len(each["each"]) + len(what) <= 20 else ""
    given = _GIVEN.search(place.left) if unit in PEOPLE and place.right_full.startswith("的标准") else None
    if given:
        return f"{given['each']}{given['verb']}标准"
    scale = _SCALE.match(place.right_full) if unit in _BANDS and unit != "元" else None
    pieces = [piece for piece in re.split("一?般?按照?|以", left) if piece] if scale else []
    what = clean(trim_head(trim_tail(pieces[-1]))) if pieces else ""
    return f"{what}{_BANDS[unit]}标准" if 2 <= len(what) <= 12 and not what.startswith("每") else ""


_EACH = re.compile("(?P<each>每[一个名户百千万十亩支家条位]{0,2}[\u4e00-\u9fff]{1,10}?)(?:至少|不少于|均|应|须|按)*$")
#: 每万人口配备|18人的标准
_GIVEN = re.compile(
    "(?P<each>每[一个名户百千万十亩支家条位]{0,2}[\u4e00-\u9fff]{1,10}?)(?P<verb>配备|选配|配置|选派|设置)$"
)
_SET = re.compile(
    "的(?:标准|比例|要求|规模)(?P<verb>配备|选配|配齐|配足|配置|核定|设置|划分|选聘|聘用|招聘|设立)(?:了|好)?(?P<what>[\u4e00-\u9fff]{0,8}?)(?=[,。;、]|\\d|$)"
)
#: 社区300户、农村100户左右、安置点80户|的尺度划分
_SCALE = re.compile("(?:、[^,。;]{2,40}?\\d+[户人名个家](?:左右|以[上下内])?)?的(?:尺度|标准|规模|规格|原则)")


def listed_amount(place: Place, left: str) -> str:
    """党员商户最高授信 of 党员商户最高50万元、一般商户最高30万元授信: what all sums of a list are."""
    found = _OF_ALL.match(place.right_full)
    if not found:
        return ""
    who = (
        clean(trim_head(trim_tail(re.split("按照?", left)[0])))
        if "按" in left[1:]
        else clean(trim_head(trim_tail(left)))
    )
    most = "最高" if left.endswith(("最高", "最多")) else ""
    what = found["what"] + ("额度" if found["what"].endswith(("授信", "贷款")) else "")
    name = f"{who.removesuffix('最高').removesuffix('最多')}{most}{what}"
    return name if 2 <= len(who) <= 14 and len(name) <= 24 else ""


_OF_ALL = re.compile(
    r"(?:、[^,。;、]{0,12}?\d[\d.]*[万亿]?元)+(?:不等)?的?(?:[一二两三四五]档)?(?P<what>[\u4e00-\u9fff]{0,4}(?:补贴|补助|津贴|授信|贷款|贴息|罚款))(?=[,。;、并]|$)"
)


def paid_for(place: Place, left: str) -> str:
    """考取专科的奖学金 of 考取专科的给予500元奖学金: who gets a sum tells it from the next one's."""
    gives = _GIVES.match(left)
    listed = _LISTED.match(place.right_full) if gives else None
    what = clean(noun_after(listed["what"] if listed else place.right)[0]) if gives else ""
    if not gives or not 2 <= len(what) <= 10 or not what.endswith(_PAYMENTS):
        return ""
    before = _LAST_PIECE.split(place.head.rstrip(","))[-1]
    who = clean(trim_head(gives["who"] or (before if is_agent(before) and "的" in before else "")))
    return f"{who}的{what}" if 2 <= len(who) <= 14 and not re.search(r"\d", who) else ""


_GIVES = re.compile(
    "(?:(?P<who>[^,。;]{2,16}?)的?)?[,]?(?:每[人户名个])?(?:一次性)?(?:再|各|将|可)?(?:给予|奖励|补助|补贴|发放|资助|奖补|予以)$"
)
#: 10万元、6万元、3万元|奖补
_LISTED = re.compile(r"(?:[、和][^,。;、]{0,12}?\d[\d.]*[万亿]?元)+的?(?P<what>[\u4e00-\u9fff]{2,10})")
_PAYMENTS = ("奖学金", "助学金", "奖金", "补贴", "补助", "奖励", "资助", "津贴", "补助金", "救助金", "慰问金", "奖补")
_LAST_PIECE = re.compile("[,。;:、]")


def amount_name(place: Place, unit: str, left: str) -> str:
    """What a standard sum is for, looked up around it; "" where nothing is said."""
    found = _OF_STANDARD.match(place.right_full + place.tail) or _OF_STANDARD.match(_after_list(place))
    by = _BY.search(left)
    if by:
        return clean(trim_head(by["what"])).removesuffix("标准") + "标准"
    subject = clean(trim_head(trim_tail(re.split("按照|按", left)[-1])))
    if found:
        what = clean(found["what"])
        shared = subject[-2:]
        what = re.sub(rf"^{re.escape(shared)}(?:党组织)?", "", what) if len(shared) == 2 else what
        return clean(f"{subject}{what}")[-26:] + "标准" if len(subject + what) <= 26 else f"{what[-24:]}标准"
    if len(subject) >= 2 and not _EACH_ALONE.fullmatch(subject):
        return ""
    nouns = list(_MONEY_NOUN.finditer(re.sub(r"\d[^,。;]*", "", place.head)))
    return clean(trim_head(re.split("确定|制定|明确|落实|提高|发放|按照", nouns[-1]["noun"])[-1])) if nouns else ""


#: 工作经费按每村每年|6万元足额拨付
_BY = re.compile(
    "(?P<what>[\u4e00-\u9fff]{2,12}?(?:经费|补贴|补助|津贴|报酬|工资|奖金|费用|补偿))按照?(?:每[\u4e00-\u9fff]{1,2}){1,2}$"
)
#: 落实工作经费,每个支部每年|不低于3000元
_EACH_ALONE = re.compile("每[个名户村人]?[\u4e00-\u9fff]{0,6}?(?:每年|每月)?")
_BASE = re.compile(
    r"^每[一二两三五十百千万\d]*[户人名个位所支][\u4e00-\u9fff]{0,4}?(?:拥有|配备|占有|不低于)?(?=[\u4e00-\u9fff]{4})"
)


def without_base(noun: str) -> str:
    """每百户居民拥有综合服务设施面积 → 综合服务设施面积."""
    found = re.match(r"^每[^,。]{1,8}?(?:拥有|配备|占有|享有)", noun)
    return noun[found.end() :] if found else _BASE.sub("", noun)


def _after_list(place: Place) -> str:
    """What follows the list that the figure opens: …10万元、县市的社区每年不低于5万元的标准."""
    text = place.right_full + place.tail
    match = re.match(r"、[^,。;]*?\d[\d.]*[万亿]?[\u4e00-\u9fff㎡%]{1,3}(?=的(?:最低|统一)?标准)", text)
    return text[match.end() :] if match else ""
