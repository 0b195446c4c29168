"""The place a whole document speaks of, voted by its mentions."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from portal.indicators import place_lists, place_names
from portal.indicators.named import RANKS, Named
from portal.indicators.place_vote import ELSEWHERE, GAZETTEER, LEAD, OPENING, TITLE, Vote
from portal.indicators.tagging import tokens
from portal.regions import detect
from portal.regions.detect import Mention, Places
from portal.text.lists import words
from portal.text.sentences import Sentence

#: So many peers make a list of examples.
LIST = 4

#: Longer sentences are no prose: their places are left out so that time stays bounded.
MAX_SENTENCE = 5000

#: Sentences that may begin with a byline.
BYLINES = 2

#: Where the meetings of the whole country are held.
CAPITAL = "北京市"
_DATE = r"(?:去年|今年|当年|年初|(?:19|20)\d\d年度?(?:\d{1,2}月(?:\d{1,2}日(?:[-—–~至到、](?:\d{1,2}月)?\d{1,2}日)?)?)?\S{0,8}?(?:以来|起|底|初|末|,)?|\d{1,2}月(?:\d{1,2}日(?:[-—–~至到、](?:\d{1,2}月)?\d{1,2}日)?)?|\d{1,2}日(?:[-—–~至到、]\d{1,2}日)?|\d{1,2}[时点](?:\d{1,2}分)?许?)(?:[上下中]午|晚上?|凌晨|清晨)?(?:\d{1,2}[时点](?:\d{1,2}分)?许?)?"

#: 新华社北京8月3日电: it ends within :data:`DISPATCH_WITHIN` characters.
_DISPATCH = (
    r"[^,。;\n]{0,20}?(?:新华社|中新网|中新社|人民网|本报|网|讯)[^,。;\n]{0,16}?\d日?(?:电|讯)(?:\s?\([^()]{0,40}\))?"
)
DISPATCH_WITHIN = 80
_NUMBERED = (
    r"[\s“”\"'(（•·■◆▲●【】*]*(?:\d{1,2}[.、]\s?|[一二三四五六七八九十]{1,2}[、是]|\([一二三四五六七八九十\d]{1,2}\))?"
)
_LEADS = (
    r"比如|例如|譬如|如|其中|同时|此外|另外|目前|现在|如今|近日|日前|连日来|近年来|近期|据悉|据了解|据介绍|据统计|"
    r"记者从|记者在|走进|来到|位于|在|对于|以来|获悉|国网|驻|从|据|"
    rf"自(?!然)|截至|由|[上下]一步|随后|此前|(?:附近|周边|邻近|相邻)的|{_DATE}"
)
_LEAD_IN = re.compile(rf"{_NUMBERED}(?:(?:{_LEADS})[\s,]*){{0,5}}")
_LEAD_IN_DISPATCH = re.compile(rf"{_NUMBERED}(?:(?:{_DISPATCH}|{_LEADS})[\s,]*){{0,5}}")


def lead_in(text: str, start: int, end: int | None = None) -> int:
    """Where what may stand before the place that opens a clause ends: 近日,|某某镇…."""
    stop = start + DISPATCH_WITHIN
    sent = text.find("讯", start, stop) >= 0 or text.find("电", start, stop) >= 0
    found = (_LEAD_IN_DISPATCH if sent else _LEAD_IN).match(text, start, len(text) if end is None else end)
    return found.end() if found else start


#: Page furniture stands in lines shorter than this.
CHROME = 60
_CHROME = re.compile(r"主办单位|承办单位|地址:|版权|备案|ICP|责任编辑|来源:|官网\)|供稿|编辑:|作者:|技术支持|记者站")
#: Before the place a report was sent from, in the middle of a line: 本报|北京8月11日电.
_SENT_BY = re.compile(r"(?:新华社|中新网|中新社|人民网|本报|央视网)$")
_SENT = re.compile(r"\s?(?:\d{4}年)?\d{1,2}月\d{1,2}日[电讯]")
#: 图源:北京市发改委; 望湖街道供图.
_MADE_BY = re.compile(r"(?:图源|供图|摄影|来源)[:/ ]?$")
_MADE = re.compile(r"[^,。;:!?\s]{0,12}?(?:供图|摄影报道)")
_DATELINE = re.compile(r"(?:新华社|中新网|中新社|人民网|本报|据|讯).{0,12}?(?:电|讯)")


#: Bodies of the whole country; what they do has no smaller scope.
_MINISTRIES = words(
    "教育 公安 民政 财政 水利 农业农村 商务 文化和旅游 住房和城乡建设 住建 应急管理 人力资源和社会保障 "
    "人社 交通运输 自然资源 生态环境 工业和信息化 工信 科技 司法 退役军人事务 外交"
)
_PARTY = "中央(?:纪委|宣传部|精神文明|组织部|文明办|军委|网信办|政法委|财政|有关部门)"
CENTRAL = re.compile(
    rf"{_PARTY}|中共{_PARTY}|国务院|国家[\u4e00-\u9fff]{{2,8}}[局委署]|共青团中央|中组部|中宣部|中央政法委|"
    rf"全国(?:总工会|妇联|工商联|老龄办)|{'|'.join(f'{name}部(?!门|署)' for name in _MINISTRIES)}|"
    r"中国[\u4e00-\u9fff]{1,10}(?:协会|学会|联合会|基金会|研究会|总会)(?![\u4e00-\u9fff]{2,4}[省市区县])|中央广播电视总台(?![\u4e00-\u9fff]{2,3}总站)"
)


@dataclass
class Found:
    """What a document says of places.

    Args:
        place: its own place, None where it has none.
        mentions: places named, by sentence number.
    """

    place: Named | None = None
    mentions: dict[int, list[Mention]] = field(default_factory=dict)


def document_place(text: str, title: str, sentences: list[Sentence]) -> Found:
    """The mentions of a text and the place most of their weight falls on."""
    context = title + "\n" + text
    known = detect.local_names(context)
    found = Found(mentions=_mentions(Places(text, context, known), sentences))
    other = place_lists.shadowed(text, found.mentions.values())
    if other:
        for number, mentions in found.mentions.items():
            found.mentions[number] = [other.get(mention, mention) for mention in mentions]
    vote = Vote(text)
    vote.firms = _drop_firms(text, found)
    for mention in Places(title, context, known).between(0, len(title)):
        vote.add(Named.of(mention), TITLE)
        vote.led.add(mention.name)
    lead = _lead_paragraphs(sentences)
    vote.central = sum(
        _is_central(text, s, found.mentions.get(number, []))
        for number, s in enumerate(sentences)
        if s.paragraph in lead
    )
    for number, mentions in found.mentions.items():
        sentence = sentences[number]
        opening = (
            sentence_opening(text, sentence.start, mentions) if number < BYLINES else lead_in(text, sentence.start)
        )
        listed = _listed(text, mentions)
        vote.peers.update(mention.start for mention in listed)
        for mention in mentions:
            if number < BYLINES and _REPORTED.match(text, mention.end) or _is_venue(text, mention):
                continue
            if (
                mention.level == "province"
                and _HOSTS.match(text, mention.end)
                or _AWARDED.search(text, max(sentence.start, mention.start - 6), mention.start)
            ):
                continue
            if mention.level in GAZETTEER and _DESTINATION.search(
                text, max(sentence.start, mention.start - 5), mention.start
            ):
                vote.add(Named.of(mention), ELSEWHERE / 2)
                vote.helped.update((*mention.above, mention.name))
                continue
            opens = opening >= mention.start or mention is mentions[0] and _is_seat(text, sentence, mention)
            if not opens and sentence.paragraph in lead and sentence.opens:
                opens = _opens_clause(text, sentence, mention.start)
            opens = opens and mention not in listed
            leads = opens and sentence.paragraph in lead
            vote.add(Named.of(mention), (OPENING if opens else ELSEWHERE) + (LEAD if leads else 0))
            vote.count(mention)
            if leads:
                vote.led.add(mention.name)
    vote.support(text)
    found.place = _named_in_passing(text, sentences, found, vote) if vote.is_weak() else vote.winner()
    return found


#: Before the place that what a text is about lies in: 总部|位于|株洲市.
_SEAT = re.compile(
    r"(?:总部|校区|院区|园区|校园|本部|集团|公司|医院|学校|大学|学院)[^,。;]{0,6}(?:位于|坐落于?|地处|设在)$"
)


def _is_seat(text: str, sentence: Sentence, mention: Mention) -> bool:
    """Whether the body that a sentence is about has its seat in a place."""
    return bool(_SEAT.search(text, max(sentence.start, mention.start - 16), mention.start))


def _is_central(text: str, sentence: Sentence, mentions: list[Mention]) -> bool:
    """Whether a sentence names a body of the whole country; 国家税务总局|钟山区税务局 is of its place."""
    body = CENTRAL.search(text, sentence.start, sentence.end)
    return bool(body) and not any(mention.start == body.end() for mention in mentions)  # type: ignore[union-attr]


def _listed(text: str, mentions: list[Mention]) -> list[Mention]:
    """Places that are some of :data:`LIST` or more peers: 贵州、河北、湖北…11个省份."""
    found: list[Mention] = []
    run: list[Mention] = []
    for mention in mentions:
        if run and text[run[-1].end : mention.start] != "、":
            run = []
        run.append(mention)
        if len(run) >= LIST:
            found += run if len(run) == LIST else [mention]
    return found


def _drop_firms(text: str, found: Found) -> int:
    """Leave out places that are part of the name of a firm, also of one named in full elsewhere
    (江苏韩泰 of 江苏韩泰轮胎有限公司); how many they were."""
    parts = {m for mentions in found.mentions.values() for m in mentions if is_company(text, m)}
    if not parts:
        return 0
    firms = {text[m.start : m.end + 2] for m in parts if len(tokens(text[m.end : m.end + 2])) > 1}
    count = 0
    for number, mentions in list(found.mentions.items()):
        kept = [m for m in mentions if m not in parts and text[m.start : m.end + 2] not in firms]
        count += len(mentions) - len(kept)
        if kept:
            found.mentions[number] = kept
        else:
            del found.mentions[number]
    return count


def _opens_clause(text: str, sentence: Sentence, at: int) -> bool:
    """Whether a place opens a clause of the sentence: 面对强降雨,某某镇…."""
    start = max(text.rfind(",", sentence.start, at) + 1, sentence.start)
    body = text[lead_in(text, start, at) : at]
    return not body or bool(CENTRAL.fullmatch(body))


#: 记者 张三 通讯员 李四近日,: names run into the text.
_BYLINE = re.compile(
    r"[^,。;:\n]{0,40}(?:记者|通讯员|实习生)\s?[^,。;:\n\d]{2,20}?(?=(?:今天|昨[天日]|近日|日前|连日|近年|今年|\d{1,2}月))"
)

#: 通讯员 张三 李四|大悟县: names run into the place.
_NAMES = re.compile(r"[^,。;:\n]{0,40}(?:记者|通讯员|实习生)[\s\u4e00-\u9fff]{2,20}")


def sentence_opening(text: str, start: int, mentions: list[Mention]) -> int:
    """Where what may stand before the first place of one of the first sentences ends, with its byline."""
    byline = _BYLINE.match(text, start, start + DISPATCH_WITHIN)
    opening = lead_in(text, byline.end() if byline else start)
    first = mentions[0].start if mentions else opening
    return first if first > opening and _NAMES.fullmatch(text, start, first) else opening


#: After a place at the end of a byline: 潍坊报道.
_REPORTED = re.compile(r"\s?(?:报道|电|讯)")

#: After a place whose bodies only back what others do: 在|海淀区商务局的支持下.
BACKED = re.compile(r"[^,。;]{0,16}?(?:指导|支持|领导|带领|帮助|协助|统筹|部署|推动|关心|见证|号召|组织)之?下")

#: After a place that is where a meeting was held, not what it was about.
VENUE = re.compile(
    r"[^,。;]{0,16}?(?:举行|举办|召开|启动|开幕|闭幕|收官|落幕|开赛|揭牌|揭晓|开营|结营|开班|签约)(?!的)|"
    + BACKED.pattern
)
_IN = re.compile(r"(?<![存实现正所])[在于]\s?$")

#: Before a place that is named in passing all the same: 为此,长沙市…, 记者 张三8月2日,武汉市…, 家住在宝山区….
_IN_PASSING = re.compile(r"(?:[,;:。!?()]|(?<![存实现正所])在|走进|来到|由|住|《|[连近]日来?|天)\s?$")

#: After a province that only called the press together.
_HOSTS = re.compile(r"(?:人民)?政府新闻办")
#: Before the place that people of another one went to help.
_DESTINATION = re.compile(r"(?:驰援|支援|奔赴|赶赴|开赴|援助|前往|赴)(?:灾区)?$")
#: Before the name of an honour: 荣获|山东省青年志愿服务先进集体.
_AWARDED = re.compile(r"(?:荣?获|获得|获评|[评列选]为|授予|入[选围])[“《]?$")

#: So many firms named make the text one of a firm.
OF_FIRM = 3
_OF_FIRM = re.compile(r"公司|集团|基金会|证券")


def _is_venue(text: str, mention: Mention) -> bool:
    """在海口举行: where a meeting was held, not what it was about."""
    return mention.level in GAZETTEER and bool(
        _IN.search(text, max(0, mention.start - 2), mention.start) and VENUE.match(text, mention.end)
    )


def _named_in_passing(text: str, sentences: list[Sentence], found: Found, vote: Vote) -> Named | None:
    """The place of a text in which none opens a sentence: the first that opens a clause or says where,
    else the one named most, the smaller of two."""
    if vote.central:
        return None
    others: list[Named] = []
    of_firm = bool(vote.firms) or len(_OF_FIRM.findall(text)) >= OF_FIRM
    for number, mentions in sorted(found.mentions.items()):
        for mention in mentions:
            if _REPORTED.match(text, mention.end) or mention.start in vote.peers:
                continue
            if (of_firm or mention.name == CAPITAL) and _is_venue(text, mention):
                continue
            place = Named.of(mention)
            if _IN_PASSING.search(text, max(sentences[number].start, mention.start - 4), mention.start):
                return vote.local(place) or vote.employer(place)
            others.append(place)
    if of_firm:
        others = [place for place in others if place.level not in GAZETTEER]
    if not others:
        return None
    return max(others, key=lambda place: (vote.weights.get(place.name, 0.0), RANKS[place.level]))


def _mentions(places: Places, sentences: list[Sentence]) -> dict[int, list[Mention]]:
    """Places by the number of their sentence."""
    starts = [sentence.start for sentence in sentences]
    found = {}
    for number in sorted({bisect_right(starts, at) - 1 for at in places.starts()}):
        sentence = sentences[number]
        mentions = _of_sentence(places, sentence) if sentence.end - sentence.start <= MAX_SENTENCE else []
        if mentions:
            found[number] = mentions
    return found


def _of_sentence(places: Places, sentence: Sentence) -> list[Mention]:
    """Places of a sentence, also local ones that open a clause; none in page furniture and datelines."""
    text = places.text
    line = text[sentence.start : sentence.end]
    if len(line) < CHROME and _CHROME.search(line):
        return []
    dateline = _DATELINE.match(line)
    start = sentence.start + (dateline.end() if dateline else 0)
    found = places.between(start, sentence.end)
    for at in _openings(places, sentence):
        if at >= start and not any(m.start <= at < m.end for m in found):
            local = detect.local_at(text, at, sentence.end, places.context)
            if local and not any(m.start < local.end and local.start < m.end and m.end != local.end for m in found):
                found = [m for m in found if m.end != local.end]  # 莲花村 of 迤那镇莲花村
                found.append(local)
    whole = (place_names.settled(text, mention) for mention in found)
    kept = (mention for mention in whole if mention and not _is_credit(text, mention))
    return place_lists.without_examples(text, sorted(kept, key=lambda m: m.start))


def _is_credit(text: str, mention: Mention) -> bool:
    """Whether a place is only where a report was sent from or who made the picture."""
    before = text[max(0, mention.start - 4) : mention.start]
    return bool(
        _SENT.match(text, mention.end)
        and _SENT_BY.search(before)
        or _MADE_BY.search(before)
        or _MADE.match(text, mention.end)
    )


#: A word that a place may follow in the middle of a clause.
_BEFORE_PLACE = re.compile(
    r"(?<![存实现正所])在|所在的|走进|来到|位于|前往|抵达|到达|走访|地处|奔赴|推进|联合|组织|从|以|由|[为对]|[该本][省市区县旗镇乡]|该街道"
)


#: The longest name of a town or village with the word that leads to it, in characters.
_REACH = 12
_CLAUSE = re.compile(r"[^,;:。!?()]+")


def _openings(places: Places, sentence: Sentence) -> list[int]:
    """Offsets at which a local name may begin: before its suffix, after what opens a clause or leads to a place."""
    text = places.text
    if not places.suffixes_between(sentence.start, sentence.end):
        return []
    found = set(place_names.chain_starts(text, sentence.start, sentence.end))
    for clause in _CLAUSE.finditer(text, sentence.start, sentence.end):
        begin, end = clause.span()
        near = places.suffixes_between(begin, end)
        if near:
            found.add(lead_in(text, begin, end))
        for at in near:
            found.update(word.end() for word in _BEFORE_PLACE.finditer(text, max(begin, at - _REACH), at))
    return sorted(found)


def _lead_paragraphs(sentences: list[Sentence]) -> set[int]:
    """The first two lines long enough to be text."""
    long: list[int] = []
    for sentence in sentences:
        if sentence.end - sentence.start >= 20 and sentence.paragraph not in long:
            long.append(sentence.paragraph)
        if len(long) == 2:
            break
    return set(long)


#: A public service is its place's, not a firm named after it: 国网泉州供电公司.
_SERVICE = "供电|农商|农信|电力|自来水|水务|燃气|公交"
_FIRM = re.compile(
    rf"(?![\u4e00-\u9fff]{{0,4}}(?:{_SERVICE}))[\u4e00-\u9fff]{{2,16}}?(?:公司|集团|事务所|银行|出版社|基金会)"
)
_FIRM_BEFORE = re.compile(r"(?:总台|中铁|中建|中交|中电建|中冶|华能|中石[化油])[\u4e00-\u9fff]{0,2}$")


def is_company(text: str, mention: Mention) -> bool:
    """Whether a short name of a place opens or stands in the name of a firm."""
    written = text[mention.start : mention.end]
    full = written.endswith(("省", "市", "区", "县", "旗", "镇", "乡", "村", "街道", "社区", "自治州"))
    return not full and bool(
        _FIRM.match(text, mention.end) or _FIRM_BEFORE.search(text[max(0, mention.start - 6) : mention.start])
    )
