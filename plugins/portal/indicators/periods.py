"""The explicit time that governs a figure."""

from __future__ import annotations

import re

#: How far back a governing time is looked for, in characters: bounds the work on endless sentences.
MAX_LOOK_BACK = 600

_YEAR = r"(?:(?:19|20)\d\d年|[去今明前]年|本世纪)"
_PART_OF_DAY = r"(?:[上下中]午|晚上?|凌晨|清晨|早上?|傍晚|夜里?)"
_HOUR = r"(?:\d{1,2}(?:时|点)(?:\d{1,2}分)?)"
_DAY = rf"(?:\d{{1,2}}(?:[-—–~至到、]\d{{1,2}})*[两三]?日(?:[-—–~至到、]\d{{1,2}}日)*{_HOUR}?(?:[-—–~至到]\d{{1,2}}日{_HOUR}?)?)"
_MONTH = rf"(?:\d{{1,2}}[-—–~至到]\d{{1,2}}月|\d{{1,2}}月|[一二三四五六七八九十]{{1,2}}月(?=份|以来|\d))(?:份)?(?:{_DAY}|[底末初]|[上中下]旬)?"
#: 全年 as an adverb; 全年无休 and 全年十大任务 tell no time.
_WHOLE_YEAR = r"全年(?!龄|任务|目标|计划|无休|不休|各?[十\d]|重点|工作)"
_PART = rf"(?:[上下]半年|[第前]?[一二三四1-4]季度|(?<!提)前[一二三四五六七八九十\d]{{1,2}}个?月|年?底|年?末|年?初|{_WHOLE_YEAR}|春节|暑期|暑假|寒假|国庆|汛期)"
_SINCE = r"(?:以?来(?!自|到|看|说|信|访|电)|起(?!初|草|点|步)|开始|至今|以后|之后|以前|之前)"
_POINT = rf"(?:{_YEAR}(?:{_MONTH}|{_PART})?|{_MONTH}|(?:今年)?{_PART})"

#: What every explicit time opens with, tested before its many forms are.
_OPENS = r"[\d今去明前本上下第入暑开换过近最这一二三四五六七八九十两春寒国端中清元次翌汛年全“\"党当]"
#: Explicit times; the longest reading at a place wins by order.
_EXPLICIT = re.compile(
    rf"(?=[自从截到于在]|{_OPENS})(?:自|从|截至|截止到?|到|于|在)?(?={_OPENS})"
    rf"(?P<time>(?:[今去]年)?(?:(?:暑期|暑假|入[夏汛冬秋春伏]|开[学春]|换届)以来|入[夏汛冬秋春伏]后)|[今去]年[春夏秋冬](?:天|季)?"
    rf"|(?:{_YEAR})?[“\"]?(?:五一|七一|八一|十一|国庆|端午|中秋|清明|元旦|春节)[”\"]?(?:小长假|长假|假期|黄金周|前夕|期间)+"
    rf"|{_YEAR}?\d{{1,2}}月(?:、\d{{1,2}}月)+(?!\d)"
    rf"|(?:{_YEAR}|(?:19|20)\d\d)[-—–~至到一]{{1,2}}{_YEAR}(?:{_MONTH}|{_PART})?"
    rf"|{_POINT}[-—–~至到]{{1,2}}{_POINT}"
    rf"|(?:\d{{1,2}}月{_DAY}、)+\d{{1,2}}月{_DAY}"
    rf"|{_YEAR}(?:{_MONTH}|{_PART})?(?:间|期间|前(?=,))?{_SINCE}?"
    rf"|{_MONTH}{_SINCE}?|[次翌]年(?=,|[^\d,。;]{{0,12}}\d)"
    rf"|(?:[上下]半年|[第前]?[一二三四1-4]季度|(?<![提])前[一二三四五六七八九十\d]{{1,2}}个?月|{_WHOLE_YEAR}|年初|去年底|年底|年末|(?<![\d一二两三四五六七八九十百多半每])年内|上年(?!度)){_SINCE}?"
    rf"|[一二三四五六七八九十两]{{1,2}}年间"
    rf"|(?:过去|近|最近|这)?(?:[一二三四五六七八九十两\d]{{1,2}}年|[一二三四五六七八九十两\d]{{1,2}}个月)(?:多)?来"
    rf"|(?:过去|近|最近|这)的?(?:[一二三四五六七八九十两]{{1,2}}|\d{{1,2}})(?:年|个月)(?!代)"
    rf"|(?<=截至){_DAY}|(?<![\d月、到至~—–-])\d{{1,2}}日(?:{_HOUR}?[-—–~至到]\d{{1,2}}日{_HOUR}?|(?={_PART_OF_DAY}|{_HOUR}|[,)])|以来)|(?<![第每\d十前后近满续])[两三四五六七八九十]年(?=累计|共(?!同|建(?![成立设])|治|享)|新增|完成|实现)"
    rf"|[“\"]?十[二三四五]五[”\"]?(?:时期|期间|末)?(?![^,。;]{{0,8}}?(?:规划|纲要))(?!开局|收官){_SINCE}?"
    rf"|党的十[八九]大{_SINCE}|党的二十大{_SINCE}|本(?:学年|学期|季度)|当年(?!度)|本[年月周](?!度))"
)

#: Recurring bases of rates and standards.
_RECURRING = re.compile(
    r"每个?(?:年度?|月|周|天|日|季度?|半年|学期|学年|晚|小时|旬|星期|两周|半个?月|个季度|两个?月|三个?月|[三五两]年)"
    r"|(?<![一二三四两])[年月周日]均|(?<![\d年今上本去当该明])年度(?=[^计报总规工目考会大重任绩积评预决先优表])|逐年|平均[每一][年月天日]"
    r"|(?<![\d一二三四五六七八九十本当上次个半每同满按前全])月(?=工资|薪|收入|租金|补贴|补助|报酬|津贴)"
)
_RECURRING_FORM = {
    "年均": "每年",
    "月均": "每月",
    "周均": "每周",
    "日均": "每日",
    "月": "每月",
    "年度": "每年",
    "每年度": "每年",
    "逐年": "每年",
}
_NO_PERIOD = re.compile(r"^(?:近|最近)年来|^近年")
_CLAUSE = re.compile(r"[,。;!?]")
#: A semicolon ends a sentence of the other stages; times are carried past it to the full stop.
_FULL_STOPS = "。!?\n"
#: After a date: it says when the news was sent or told, not when the work was done.
_TOLD = re.compile(
    rf"{_PART_OF_DAY}?(?:\s?(?:电|讯|消息|报道)|\)?,?\s?(?:[^,。]{{0,4}}记者|从[^,。]{{2,30}}获悉|[^,。]{{0,24}}?(?:获悉|了解到|介绍|通报(?!批评|表扬)|发布(?!会)|印发|公布|公告|启幕)))"
)
_BASED = re.compile(r"的?基础上|(?:出台|发布|颁布|印发|建成|成立|创办|修建|始建)的")
#: A time that only says how high something is: 达到近3年以来的最高峰, 入汛以来最强降雨.
_RECORD = re.compile(r"(?:以?来)?的?(?:最|首次|新高|新低|第[一二三\d]|同期|相比)")
#: A date of birth, founding or entry dates the body, not the work.
_FOUNDED = re.compile(r"(?:成立|始建|创建|创立|设立|创办|建成|建|出生|生|组建|毕业)于$")
#: 于4月启动,: the date of an event told in its own clause.
_EVENT = re.compile(
    r"[^,。;\d]{0,8}?(?:启动|开工|竣工|完工|开业|开放|投产|投用|施行|落成|上线|开馆|开通|通车|挂牌|揭牌)(?!以?来|至今|后)[^,。;\d]{0,2}[,;]"
)
#: 从去年的77.4%提高到: the time of the first figure of a change.
_OF_FIRST = re.compile(
    r"的?\d[\d.,]*[^,。;\d]{1,4}?[^,。;\d]{0,4}(?:提高|提升|上升|增加|增长|扩大|下降|降低|减少|压减|缩短|[升增降减])[^,。;\d]{0,2}[到至为]"
)
_LASTS = re.compile(r"(?:持续|延续|延[长伸]|采?收|卖|开放|忙|排|吃)$")
#: After a time, in a later clause: what is counted now no longer belongs to it.
_NOW = re.compile(r"[,;](?:[^,;]{0,6})(?:截[至止]到?目前|到目前为止|目前|如今|现在|眼下|现已|现有)")
#: How long something took, told in its own clause: 五年写了540本,.
_LENGTH = re.compile(r"[一二两三四五六七八九十]{1,2}年间?")
#: After a span of time: what is counted now was lately told or done.
_LATELY = re.compile(r"近日|日前")
#: No recurring base is without one of these.
_BASE_WORD = re.compile("[每均逐度]|月[工薪收租补报津]")
#: No explicit time is without one of these.
_TIME_WORD = re.compile("[假年月季来至以周日度五]")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d年")
#: 一周|一次.
_EVERY = re.compile(r"一个?(?P<base>[年月周天]|季度|学期)$")
_TIMES = re.compile(r"[一二两三四五六七八九十\d]+[次场期回]")
_CAREER = re.compile(r"(?:成立|始建|创办|建院|建校|入伍|参军|退休|转业|出生|毕业|入党|参加工作)(?!以?来|后)")
#: 活动开展以来: a time told by an event of the work.
_SINCE_EVENT = re.compile(
    r"(?:[自从](?P<since>[^,。;\d自从]{2,14}(?:开展|实施|启动|运行|成立|开工|开业|上线|投用|推行|建成)以来))|"
    r"(?P<time>(?:活动|工作|行动|项目|计划|工程|专项|中心|平台|机制|制度|协会|支队|试点|服务|队伍)?(?:开展|实施|启动|运行|成立|开工|开业|上线|投用|推行|建成)以来)|"
    r"(?:^|[,;:“(])\s*[自从]?(?P<event>[^,。;:\d“”()\s]{2,12}(?<!年)(?<!一直)(?<!长期)(?<!上任)(?<!就任)(?<!参加工作)(?<!从[教医警业政])以来)(?=,)"
)


def floor_of(text: str, sentence_start: int, start: int) -> int:
    """Where the full sentence of a figure begins, at most :data:`MAX_LOOK_BACK` before it."""
    floor = max(start - MAX_LOOK_BACK, 0)
    return max(floor, *(text.rfind(stop, floor, sentence_start) + 1 for stop in _FULL_STOPS))


def recurring_form(written: str) -> str:
    """每年 for 年均 and 年度."""
    found = written.replace("平均一", "每").replace("平均", "").replace("个", "")
    return _RECURRING_FORM.get(found, found)


def told(rest: str) -> bool:
    """Whether what follows a time says that news was sent or told then."""
    return bool(_TOLD.match(rest))


def founded(head: str, match: re.Match[str]) -> bool:
    """Whether a time dates a body or a career rather than the work."""
    rest = head[match.end() :]
    return bool(_FOUNDED.search(head[: match.start() + 1]) or _CAREER.match(rest) or _BASED.match(rest))


#: What may stand between a date and 以来: the event that it is the date of.
_SINCE_SHORT = re.compile(r"[^,。;、\d]{1,10}?(?:以来|至今)")
_SINCE_LONG = re.compile(r"[^,。;\d]{1,40}?(?:以来|至今)")


def canonical(match: re.Match[str], head: str) -> str | None:
    """The time as a card shows it; None for 近年来."""
    # 自2018年初启动以来: the event between the date and 以来 is no part of the period.
    named = _SINCE_LONG if match[0].startswith(("自", "从")) else _SINCE_SHORT
    since = not match["time"].endswith("来") and named.match(head, match.end())
    # A scanner reads the dash between years as 一.
    time = match["time"].replace("年一", "年-") + ("以来" if since else "")
    return time if not _NO_PERIOD.match(time) else None


def period_of(text: str, sentence_start: int, start: int, end: int) -> str | None:
    """The time that governs the figure at ``start``: the recurring base before it, else the last
    explicit time before it up to the full stop."""
    floor = floor_of(text, sentence_start, start)
    head = text[floor:start]
    recurring = _recurring(head, text[start:end], text[end : end + 1])
    if recurring:
        return recurring
    every = _EVERY.search(head) if _TIMES.match(text, start) else None
    if every:
        return "每" + every["base"]
    if text[end : end + 1] == "/" and text[end + 1 : end + 2] in tuple("年月日天周"):
        return "每" + text[end + 1]
    explicit, part = None, head.rfind(";")
    for match in _EXPLICIT.finditer(head) if _TIME_WORD.search(head) else ():
        rest = head[match.end() :]
        day = match["time"].endswith(("日", "时", "分", "点"))
        if _of_other_figure(head, match):
            continue
        if _in_title(head, match) or explicit and _of_name(head, match, explicit):
            continue
        if explicit and match["time"].endswith("年间") and match.start() == explicit.end():
            continue
        if explicit and _until(explicit) and _BARE_YEAR.fullmatch(match["time"]) and rest[:1] != "度":
            continue
        if match.start() < part and _of_one_part(head, match):
            continue
        if not founded(head, match) and not (day and told(rest)) and not _elsewhere(head, match, rest):
            explicit = match
    if not explicit:
        event = _last(_SINCE_EVENT, head) if "以来" in head else None
        return (event["since"] or event["time"] or event["event"]) if event else None
    found = canonical(explicit, head)
    ongoing = _until(explicit) or str(found).endswith(("来", "起", "以后", "开始", "至今"))
    if _LATELY.search(head, explicit.end()):
        return None
    if _LENGTH.fullmatch(explicit["time"]) and head.find(",", explicit.end()) > explicit.end():
        return None
    if _spoken(head, explicit):
        return None
    if head.startswith("每年", max(explicit.start() - 2, 0)) and not explicit.start("time") < 2:
        return "每年"
    return None if not ongoing and _NOW.search(head, explicit.end()) else found


def _spoken(head: str, explicit: re.Match[str]) -> bool:
    """Whether the figure is told in a speech that began after a day: 9月3日,业主说:“现在…."""
    opened = max(head.rfind(mark, explicit.end()) for mark in "“「")
    return opened > max(head.rfind("”"), head.rfind("」")) and bool(_DAY_TOLD.search(explicit["time"]))


#: 对近三年信访量大的31个村: a time inside what says which are meant.
_ABOUT = re.compile("[对把将](?:那些|其中)?$")
#: 比2018年, 较改革前的2018年, 基于2018年项目: the time of what a figure is held against or rests on.
_COMPARED = re.compile("(?:[比较同继]|基于|鉴于|依据|参照|对照|[比较][^,。;\\d]{2,8}[前初]的)$")
#: Right behind a time: the one figure that it dates.
_ITS_OWN = re.compile(r"的[约近超]?\d[\d.,]*[万亿]?[^\d,。;]")
_DAY_TOLD = re.compile("[日上午晚凌晨时分]$")
_CLAUSE_OPENS = re.compile(r"(?:^|[,。;:、\s(“])[截至到在于自从]*$")
_EVENT_HELD = re.compile(
    r"(?:度)?[^,。;\d]{2,40}?(?:举行|举办|召开|启动|开幕|开班|开营|开赛|落幕|闭幕|收官|结业|揭晓|发布|公布)"
)


def _of_other_figure(head: str, match: re.Match[str]) -> bool:
    """Whether a time dates another figure alone: 由2020年的316件减为…, 比2018年减少…, 继2021年之后."""
    rest = head[match.end() :]
    if _ITS_OWN.match(rest) or rest.endswith("的") and "," not in rest and _ABOUT.search(head, 0, match.start()) and head[match.start()] != "在":
        return True
    compared = _COMPARED.search(head, 0, match.start("time"))
    return bool(compared) and not re.fullmatch("的[约近超]?", rest)


def _in_title(head: str, match: re.Match[str]) -> bool:
    """《关于2023年度重点项目的通知》: whether a time is part of a document's name."""
    return head.rfind("《", 0, match.start()) > head.rfind("》", 0, match.start())


def _of_name(head: str, match: re.Match[str], explicit: re.Match[str]) -> bool:
    """Whether a year after a day belongs to the name of an event or of a group: 7月8日,2023年读书节在…举行;
    5月2日,协会为2023年度优秀学生…."""
    if not _DAY_TOLD.search(explicit["time"]) or not _BARE_YEAR.fullmatch(match["time"]):
        return False
    inside = not _CLAUSE_OPENS.search(head, max(match.start() - 4, 0), match.start())
    return inside or bool(_EVENT_HELD.match(head, match.end()))


def _of_one_part(head: str, match: re.Match[str]) -> bool:
    """Whether a time in an earlier part of a sentence of several (…;…;) holds for that part alone: it
    opens neither the sentence nor is a clause of its own."""
    before = head[: match.start()]
    if re.search(r";|\d[\d.,]*[万亿]?[余多]?(?![年月日时分点\d.,—~至-])", before):
        return True
    own = head.startswith(",", match.end()) and (not before or before.endswith((",", ":")))
    return not own and bool(re.search("[^,。;:]{7,}[,:]", before))


def _until(match: re.Match[str]) -> bool:
    return match[0].startswith("截")


def _elsewhere(head: str, match: re.Match[str], rest: str) -> bool:
    """Whether a time belongs to something else: to an event, to the first figure of a change, or
    to how long something lasts (采收到12月份)."""
    lasts = match[0].startswith("到") and not rest.startswith("的") and _LASTS.search(head[: match.start()])
    event = match[0].startswith("于") or match["time"].endswith("月")
    return bool(lasts or _RECORD.match(rest) or event and _EVENT.match(rest) or _OF_FIRST.match(rest))


def _recurring(head: str, figure: str, after: str) -> str | None:
    """The base of a rate or standard: it holds in its own clause, and in the next where that goes on with a verb of giving."""
    if not _BASE_WORD.search(head):
        return None
    match = _last(_RECURRING, head)
    if not match:
        return None
    rest = head[match.end() :]
    clauses = _CLAUSE.split(rest)
    if _in_name(head, match) or len(clauses) > 1 and not _goes_on(clauses, figure):
        return None
    if _other_figure(clauses[-1], match, figure + after) or match[0] == "年度" and _EXPLICIT.search(head):
        return None
    return recurring_form(match[0])


def base_of_head(head: str) -> str | None:
    """每日 of 每日开放时长, the head of a column."""
    match = _RECURRING.match(head)
    return recurring_form(match[0]) if match else None


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for match in pattern.finditer(text):
        found = match
    return found


#: 每年提供岗位20个,发放报酬7万元: the second is of each year too; what was solved or built is told once.
_GIVING = re.compile("(?:并|再|还|另)?(?:发放|投入|支付|支出|补助|补贴|奖励|提供|收入|可?增收|实现收入|获得|产出|消耗|节约)")


#: 由每村每年16万元提高至22万元,社区由30万元…: one change beside the other.
_CHANGE = re.compile(r"^(?:[^,]{0,8}[由从])?\d[^,]*[至到为]\d|[由从](?:\d|$)")


_RATE = re.compile("[%成]")
#: 每季度平均营业额50万元,还提供岗位30个: an average is of its own figure.
_OF_MEAN = ("平均", "人均", "户均")


def _goes_on(clauses: list[str], figure: str) -> bool:
    if len(clauses) != 2 or ";" in clauses[0] or clauses[0].startswith(_OF_MEAN):
        return False
    alike = bool(_RATE.search(clauses[0])) == bool(_RATE.search(figure))
    changes = alike and all(_CHANGE.search(clause) for clause in clauses)
    return changes or bool(re.search(r"\d", clauses[0]) and _GIVING.match(clauses[1]))


def _other_figure(rest: str, match: re.Match[str], onward: str) -> bool:
    """Whether a base is that of another figure: after an average, of any that comes between; in a list, of the one
    before a band (每年12万元、3000户以上的)."""
    if match[0].endswith("均") or match[0] in ("逐年", "月"):
        return bool(re.search(r"\d", rest))
    return "、" in rest and bool(re.search(r"\d", rest)) and onward.endswith("的")


#: “每月一题”: a quotation so short without a comma is a name.
_NAME = re.compile("[“\"『「][^“”\"『』「」,。;]{0,13}[”\"』」]")


def _in_name(head: str, match: re.Match[str]) -> bool:
    """Whether a base is a part of a quoted name."""
    opened = max(head.rfind(mark, max(match.start() - 13, 0), match.start()) for mark in "“『「")
    found = _NAME.match(head, opened) if opened >= 0 else None
    return bool(found and found.end() >= match.end())
