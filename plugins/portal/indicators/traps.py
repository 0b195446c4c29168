"""Guards: quantities in form that state no amount — dates, levels, slogans, idioms."""

from __future__ import annotations

import re
from collections.abc import Callable

from portal.indicators.compounds import is_compound
from portal.indicators.durations import is_calendar
from portal.indicators.measures import EVENTS, PEOPLE, PLACES
from portal.indicators.numbers import Span
from portal.indicators.tagging import tokens
from portal.regions import gazetteer
from portal.text.lists import words
from portal.text.numerals import value_of

#: A quotation this short without a comma is a name or slogan (“三个清单”), not reported speech.
NAME_IN_QUOTES = 14

_QUOTED = re.compile(r"[“\"「『]([^“”\"「」『』\n]{1,60})[”\"」』]")
_TITLED = re.compile(r"《[^《》\n]{1,120}》")
_LIST_NUMBER = re.compile(r"^\s*[(（]?\d{1,2}\s*(?:[、)）]|\.(?!\d))")

#: Unit and next character that make another word: 5部门, 2人才.
_OTHER_WORDS = words("""
部门 部委 部队 部署 部分 部长 部级 家庭 家属 家长 家乡 家园 项目 人才 人民 人大 人格 人生 条件 条例 名单 名录 名师 处理 处级 处长
处置 起来 台风 台湾 本科 本地 间隔 次数 位于 位置 年级 年轻 年代 年度 年均 年底 年初 年末 年内 度假 米饭 里程 头发 天气 天然 天津
天空 日报 日电 日起 日前 日讯 日晚 日上 日下 日至 日在 日常 周年 周边 周末 周岁 周刊 秒杀 面对 面向 个性 张家
封控 户籍 户口 户外 位数 块链 届全 种植 种业 只有 只要 对口 对一 对外 例如 片区 片警 门头 车道 包括 包含 包联 包保 包片 包村 包户 包干 包扎 包装 眼看 起步 分之 斤两 件套 层级 升级 升学
节能 节日 节水 节约 场景 场所 款式 期间 期货 批准 遍布 具体 套餐 道路 门户 门槛 头部 尾款 盏茶 根据 群众 群体 集团 集中 集体
口径 口头 级别 箱包 层面 回合 首先 首次 首个 首批 首都 首届 首创 首家 首位 棚户 棚改 节气 人群 人流 类似 部省 页面 单元 单位 单独 米兰 座谈 组织 株洲 户型 克服 克难 升高 升至 轮车 方面 方向 方案 方式 方法 方针 方阵 方位 方便 方言 方块 方格 方舱 方圆
""")
_OTHER = frozenset(_OTHER_WORDS)

#: Before the number: what makes it an ordinal, a denominator or part of a code.
_ORDINAL = re.compile(
    r"(?:第|每|之|其|(?<![目提之以年史限])前|(?:排名|名次|位列|位居|排位|倒数)[^,。的]{0,3}|末|[A-Za-z+＋/#№]|[a-zA-Z]-|No\.?|逢|(?<![选聘担兼信责])任|平均每|负)\s?$"
)
_LEVEL = re.compile(r"^(?:级|级联|线|星级|号|届|楼|单元|时|点|分(?!钟|之)|大|化|字|方|维)")
_SLOGAN_NOUNS = re.compile(
    r"^(?:维护|意识|自信|确立|务必|全面(?!覆)|凡是|善于|坚持|统筹|革命|伟大|先行|引领|强化|聚焦|围绕|结合|到位|最美)"
)
#: 对八个重点村分片包联: places are counted, not spoken of.
_COUNTED_PLACE = re.compile(
    r"(?:行政|自然|重点|贫困|示范|失联|受灾|试点|相邻|辖区|城市|农村|中心|老旧|乡村){0,2}(?:村(?!民|级|子里)|社区|街道|乡镇|镇街|小区|县区|县市区|网格|单元|楼栋|院落|楼院|片区)"
)
#: 一个党总支、9个党支部: the first of a list of counts.
_OPENS_LIST = re.compile(r"[\u4e00-\u9fff]{2,14}[、和,]\d+个")
#: 1个中心、10个站点、N个微阵地: the reading of a scheme 1+10+N.
_SCHEME = re.compile(r"(?:、[^、,。;]{1,12}){0,3}、[NXn][个支名家项处+]")
#: 20个行政村、三个社区: a later one.
_IN_LIST = re.compile(r"\d个(?:[\u4e00-\u9fff]{1,10}[、和]|、[\u4e00-\u9fff]{1,8})$")
#: 十二届市委三次全会: a session.
_SESSION = re.compile(r"[\u4e00-\u9fff]{0,4}?(?:全会|全体(?:\(扩大\))?会议|代表大会|代表会议|党代会)")
#: 组建八个工作组 counts; 建立五个机制 is a way of speaking.
_SET_UP = re.compile(
    r"(?:组建|成立|新建|新设|新增|建成|设立|下设|划分|划分为|分成|设置|增设|开设|培育|评选出?|选派|派出)了?$"
)
_ABSTRACT = re.compile(
    r"[\u4e00-\u9fff]{0,6}?(?:机制|方面|体系|层面|环节|维度|清单|模式|统一|制度|平台|目标|任务|关系|作用|优势|理念|格局|抓手|板块|阶段|步骤|专项)"
)
#: 举办两期 counts; 一、二期 is part of a name.
_HELD = re.compile(r"(?:举办|开办|开展|推出|培训|组织|出版|刊发|共|已)[^,。;]{0,10}$")
_SELF_EMPLOYED = re.compile(r"个体(?:户|工商|经营|诊所|种植|养殖)")
_CLOSER = re.compile(r"(?:等|这|那|上述|以下|如下|几|哪)\s?$")
_VAGUE_UNITS = frozenset(
    (
        "个",
        "种",
        "条",
        "项",
        "对",
        "件",
        "张",
        "门",
        "把",
        "段",
        "片",
        "块",
        "步",
        "层",
        "类",
        "例",
        "支",
        "套",
        "头",
        "部",
        "组",
    )
)
_IDIOM = re.compile(
    r"(?=[三最零一二四五六七八九十两百千万成\d])(?:三番[五两]次|成[百千]上[千万]|最后一(?:公里|米|百米)|零距离|一公里|24小时(?!内|以内|之内|到场|办结|响应|回复|答复|反馈|受理)|365天|"
    r"(?:[一二三四五六七八九十两]|百|千|万)[家户人个](?:灯火|企兴|万户)|[二三两四五]家班子|[一二两三四五]句话|一个(?:不|都|样|劲)|一(?:次性|人一|户一|村一|家一|件件|个个|家人|口气|块儿?|起(?!案|事|纠|火|诈|交)|天天|步步)|"
    r"八小时(?:以外|之外|内外)|\d{1,2}小时(?:以外))"
)
_WINDOW = re.compile(r"^分钟(?:[\u4e00-\u9fff]{0,6})(?:圈|商圈|之内可达)")


#: 他说:“去年分红3万元”, what was said however short.
_SAYS = re.compile("[说道称讲答][,:]?$")


def spans_of_names(text: str) -> list[tuple[int, int]]:
    """Document titles and quoted names; a number inside is part of the name."""
    found = [match.span() for match in _TITLED.finditer(text)]
    for match in _QUOTED.finditer(text):
        inside = match[1]
        if (
            len(inside) <= NAME_IN_QUOTES
            and not _SAYS.search(text, max(match.start() - 3, 0), match.start())
            and not re.search("[。!?;,:]", inside)
            or "+" in inside
            and len(inside) <= 2 * NAME_IN_QUOTES
            and "。" not in inside
        ):
            found.append(match.span())
    return sorted(found)


def is_trap(text: str, span: Span, line_start: int) -> str | None:
    """Why the span states no amount, or None where it may be a figure."""
    for reason, guard in _GUARDS.items():
        if guard(text, span, line_start):
            return reason
    return None


def _list_number(text: str, span: Span, line_start: int) -> bool:
    match = _LIST_NUMBER.match(text[line_start : line_start + 12])
    return bool(match) and span.core < line_start + match.end()  # type: ignore[union-attr]


def _other_word(text: str, span: Span, line_start: int) -> bool:
    end = span.end
    unit = span.unit
    if unit == "个" and _SELF_EMPLOYED.match(text, end - 1):
        return True
    return (
        bool(unit)
        and not span.after
        and unit[-1:] + text[end : end + 1] in _OTHER
        and unit not in ("个百分点", "%", "人次")
        and not (unit in ("家", "名", "户", "位", "人", "台", "张") and _word_follows(text, end))
    )


def _word_follows(text: str, end: int) -> bool:
    """14家|乡镇卫生院, 14名|师生: what follows the unit is a word of its own."""
    return len(tokens(text[end : end + 6])[0].word) > 1


_OF_THEM = re.compile(r"[之其]\s?$")


def _ordinal(text: str, span: Span, line_start: int) -> bool:
    before = text[max(line_start, span.start - 6) : span.start]
    if span.unit == "%" and before.rstrip().endswith("前"):
        return False  # 积分居前10%的
    return bool(_ORDINAL.search(before)) and not _OF_THEM.search(before[:-1])


_ESTATE = re.compile(r"(?:小区|花园|家园|公寓|[苑府湾庭])$")


#: 红旗社区12组
_VILLAGE = re.compile("[村社队屯区组湾寨庄镇乡]$")
#: 分成5组, 来自3组: groups that are counted; a village has a 3组 of its own.
_GROUPED = re.compile(
    r"(?:分[成为]?|[共有设])$|(?:安排|派出|抽调|吸引|来自|出动|警力|组织|[邀约]请|招募)[了内]?$|(?<![村社队屯区])[,;、]$"
)
_OF_VILLAGE = re.compile("[村居]民|人居|[组村]长|地块|群众|[与和、,]")


def _address(text: str, span: Span, line_start: int) -> bool:
    """芙蓉小区8栋: a house of an estate; 前进村3组: a part of a village."""
    if span.unit == "组":
        many = (value_of(span.low) or 0) >= 10 and not _VILLAGE.search(text, max(line_start, span.start - 1), span.start)
        told = many or span.more or span.before or _GROUPED.search(text, max(line_start, span.start - 3), span.start)
        return not told or not many and bool(_OF_VILLAGE.match(text, span.end))
    return span.unit in ("栋", "幢", "座") and bool(_ESTATE.search(text, max(line_start, span.start - 4), span.start))


#: 全省16市, 覆盖32城: places counted without a measure word.
_ALL_PLACES = re.compile(
    r"(?:全[国省市区县州镇]|[等共]|入驻|覆盖|遍布|辐射|惠及|涉及|进驻|来自|下?辖|主办,|\d[县市区镇乡]|、[\u4e00-\u9fff]{1,6})\s?$"
)


def _place(text: str, span: Span, line_start: int) -> bool:
    return span.unit in PLACES and not _ALL_PLACES.search(text, max(line_start, span.start - 7), span.start)


#: A number of a mobile phone that stands right before a word: 联系电话:13800000000所在地.
_PHONE = re.compile(r"\d{11,}")


def _code(text: str, span: Span, line_start: int) -> bool:
    """Phone numbers, scores, times and dates: 0558-2235046, 9:30, 2020-11-10."""
    before, after = text[max(line_start, span.start - 1) : span.start], text[span.end : span.end + 1]
    digits = span.low.replace(",", "")
    leading_zero = len(digits) > 1 and digits.startswith("0") and not digits.startswith("0.")
    if before == ":" and not text[max(line_start, span.start - 2)].isdigit():
        before = ""
    if _PHONE.fullmatch(digits):
        return True
    return before in (":", "-", "/", ".", "_") or leading_zero or (after in ("+", "/") and not span.unit)


def _idiom(text: str, span: Span, line_start: int) -> bool:
    low = max(line_start, span.start - 3)
    for match in _IDIOM.finditer(text[low : span.end + 8]):
        if match.start() + low < span.end and match.end() + low > span.core:
            return True
    return bool(_WINDOW.match(text[span.end - len(span.unit) : span.end + 10]))


#: 每幢楼由一名干部任楼长, 一名民警任楼警: a standard.
_FOR_EACH = re.compile(r"每(?:个|幢|栋|户|村|社区|网格|小区|所|支|条|层|楼|片|站)[^,。;]{0,12}(?:由|配备?|安排|选派|确定|有|设|明确)(?:[^。;]{0,40}、)?$|一个[\u4e00-\u9fff]{2,4}(?:配备?|有|设|由)?$")
#: 一名领导挂帅、一个部门牵头、一套方案推进: ways of speaking, each with its one.
_ONE_BY_ONE = re.compile("[^,。;、]{2,12}、一[个套张支本份]")
#: 说了半天,两人便和好了: those spoken of, not how many.
_THE_TWO = re.compile("[便就都又也很一握坐][^,。;\\d]")
_OPENS_CLAUSE = re.compile("(?:^|[,。;:“])$")
_GOES_BY = re.compile("党员(?:就是|一面)")
_ONCE = re.compile(r"(?:每|一)(?:周|月|年|天|日|季度|季|半年|半月|学期|两周|旬|个月|个季度|星期|小时)[^,。;]{0,14}$")


def _chinese_word(text: str, span: Span, line_start: int) -> bool:
    """Chinese numerals are words more often than amounts: 一个, 两种, 三个双向, 这六项."""
    if not span.chinese or span.unit == "%":
        return False
    before, after = text[max(line_start, span.start - 20) : span.start], text[span.end : span.end + 6]
    value = value_of(span.low) if span.low not in ("百", "千", "万") else 100
    if value is None or span.unit == "方" or span.low == "二":
        # 四方, 八方 are sides; 二轮 and 二期 are ordinals, since two of a thing are 两.
        return True
    if span.unit == "篇" and after.startswith("文章") and "做" in before:
        return True  # 做好“前、中、后”三篇文章
    if span.unit == "个" and (_OPENS_LIST.match(text, span.end) or value > 1 and _IN_LIST.search(before)):
        return False
    if span.unit == "次" and _SESSION.match(text, span.end):
        return True
    if span.unit == "个" and value > 1 and _COUNTED_PLACE.match(text, span.end) and not _CLOSER.search(before):
        return False
    if re.match(r"一[组片格岗档队员体栋]", after):
        return True  # 十户一组
    if value == 1 and span.unit in PEOPLE and _FOR_EACH.search(text, max(line_start, span.start - 60), span.start) and not _GOES_BY.match(after):
        return bool(_ONE_BY_ONE.match(text, span.end))
    if span.unit == "人" and value < 4 and _OPENS_CLAUSE.search(before) and _THE_TWO.match(after):
        return True
    if value == 1 or span.unit == "倍":
        return span.unit != "倍" and not (span.unit in ("次", "场", "轮", "期", "批", "堂", "节") and _ONCE.search(before) and not after.startswith("性"))
    if span.unit not in ("个", "户", *PEOPLE, *EVENTS) and re.match("[村镇](?!民|级)", after) and value < 10:
        return True  # 四滴村
    if any(gazetteer.named(text[span.core : span.core + size]) for size in (4, 3)):
        return True  # 五家渠市, 六盘水
    if re.search(r"(?<![人户次总个])数$|几$", before) or span.unit == "期" and value < 10 and not _HELD.search(before):
        return True
    if _CLOSER.search(before) and not span.more or span.unit not in EVENTS and _SLOGAN_NOUNS.match(after):
        return True
    if span.unit in _VAGUE_UNITS and value < 10 and not span.before and not span.high:
        return not (span.unit == "个" and _SET_UP.search(before) and not _ABSTRACT.match(text, span.end))
    if re.match(r"[一二两三四五六七八九]{2}", span.low):
        return True
    return span.unit in ("天", "餐", "顿", "年", "里", "头", "面", "口", "斤", "尾", "眼", "层", "节") and value <= 10 and not (span.unit == "年" and span.before)


#: 浏览次数:1523次: what a page says of itself.
_PAGE_VIEWS = re.compile(r"(?:浏览|阅读|点击|访问|人气|已阅|查看)(?:次数|量|数)?\s?[:(]\s?$")


def _page_views(text: str, span: Span, line_start: int) -> bool:
    return bool(_PAGE_VIEWS.search(text, max(line_start, span.start - 8), span.start))


def _rhetorical(text: str, span: Span, line_start: int) -> bool:
    """0个, 1+1, 双数 slogans in Arabic digits: 1个中心, 3大板块."""
    after = text[span.end : span.end + 4]
    if span.unit in ("个", "支", "名", "家", "项", "处") and _SCHEME.match(text, text.find("、", span.end, span.end + 13)):
        return True
    if value_of(span.low) == 1 and not span.high and span.unit == "个" and not span.before:
        return bool(re.match(r"中心|核心|平台|主|目标|支点|引领", after))
    if span.unit == "个" and re.match(r"[多半]?小时|月|星期|百分点|年头|春秋|日夜|昼夜|交易日|比赛日|自然日", after):
        return True
    return (
        after[:1] == "+"
        or after[:1] == "字"
        and after[1:2] not in ("路", "幕")
        or text[span.start - 1 : span.start] == "+"
    )


_POWER = re.compile("电|能耗|光伏|充")


def _degree(text: str, span: Span, line_start: int) -> bool:
    """20度 of weather and 45度 of an angle; electricity says so nearby."""
    if span.unit != "度":
        return False
    return not _POWER.search(text[max(line_start, span.start - 30) : span.end + 12])


#: 得54.5分, 加2分, 满分100分: points, where 9时30分 is a minute and 分类 another word.
_SCORED = re.compile(r"(?:[得记加扣减评计打积]|满分|最高|最低|最多|封顶|分数?|分值|成绩|考核|测评|平均|总计|提高|提升|上升|下降|[满占到至为由从])(?:了|仅|只|共)?\s?$")
_OF_CLOCK = re.compile(r"[时点:度]\s?$")
_NO_SCORE = re.compile(r"[之钟秒\d别类布为成公局区部析管散支级期批组工会享配离包段寸店厂行校院点红流发解清外歧不心赴头片舱洪场]")


def _minute(text: str, span: Span, line_start: int) -> bool:
    if span.unit != "分":
        return False
    before = max(line_start, span.core - 6)
    if _BOUND_OF_SCORE.match(text, span.end - len(span.after)):
        return False
    if span.chinese or _NO_SCORE.match(text, span.end) or _OF_CLOCK.search(text, before, span.core):
        return True
    return not (span.before or span.after or span.high or _SCORED.search(text, before, span.core))


#: 90分以上为优, 以100分为满分.
_BOUND_OF_SCORE = re.compile("以[上下](?:的?为|[的,。;、])|为满分")
#: 锦旗176面: flags are counted so, and little else that is not 面积.
_FACED = re.compile(r"[旗鼓墙镜牌](?:[^,。;、\d]{0,4})$")
_FACES = re.compile(r"(?:[\u4e00-\u9fff]{0,4}?)[旗鼓墙镜]")


def _face(text: str, span: Span, line_start: int) -> bool:
    if span.unit != "面":
        return False
    if text.startswith("积", span.end):
        return True
    return not (_FACED.search(text, max(line_start, span.start - 7), span.start) or _FACES.match(text, span.end))


def _compound(text: str, span: Span, line_start: int) -> bool:
    return is_compound(text, span)


def _level(text: str, span: Span, line_start: int) -> bool:
    return not span.unit and bool(_LEVEL.match(text[span.end : span.end + 3]))


#: Reason -> guard; the first that holds names the trap. Those that find most traps come first.
_GUARDS: dict[str, Callable[[str, Span, int], bool]] = {
    "ordinal or denominator": _ordinal,
    "calendar": is_calendar,
    "Chinese numeral as a word": _chinese_word,
    "part of another word": _other_word,
    "list ordinal": _list_number,
    "code": _code,
    "address": _address,
    "place": _place,
    "idiom": _idiom,
    "slogan": _rhetorical,
    "page views": _page_views,
    "level": _level,
    "degree": _degree,
    "minute": _minute,
    "face": _face,
    "compound": _compound,
}

#: Reasons that what stands around a quantity decides.
OF_CONTEXT = frozenset(["calendar", "minute", "face"])
