"""Where the names of streets, towns and villages begin, told by the words around them."""

from __future__ import annotations

import re

from portal.indicators.named import own_name
from portal.indicators.tagging import Token, tokens
from portal.regions import gazetteer
from portal.regions.detect import Mention
from portal.regions.local_names import is_town

#: Characters before a name that are cut into words with it.
BEFORE = 6
#: The longest name of a town or community that is extended to the left, in characters.
LONGEST = 9

#: A name that occurs this often is one, whatever its words.
OFTEN = 3

_LOCAL = ("town", "community")
#: Words that open no name: adverbs, pronouns, prepositions and counts, but 万里街道, 一面坡镇.
_NO_OPENING = re.compile(r"^[已又再就刚曾]/|../[dpcurlif]$|[个位条批轮次支名家些]/m$|年/t$|^[比按据把被让]/p$")
#: Words for places of a kind, not names: 上半年|城镇|新增就业.
_KINDS = frozenset(["城镇", "乡镇"])
_ENDS_LEVEL = re.compile(r"[省市区县旗州盟镇乡村]$|街道$|社区$")
#: The office of a street stands for the street.
_OFFICE = re.compile(r"街道办(?:事处)?")
_CHAINED = re.compile(
    r"(?:街道|(?<![乡小城古集])镇|(?<![城家返下还回思离故侨三])乡)(?=[\u4e00-\u9fff]{1,6}?(?:社区|村(?!民|里|干|务|级)))"
)


def settled(text: str, mention: Mention) -> Mention | None:
    """A local name that begins where a word does, extended to the left where it begins inside a name.

    推进|乡村 and 志愿者|都|走村 are no names; of 平|凉路街道 the name is 平凉路街道.
    """
    if "街道办" in mention.name:
        mention = mention._replace(name=_OFFICE.sub("街道", mention.name))
    mention = _without_verb(text, mention)
    if mention.level not in _LOCAL or mention.above and gazetteer.named(mention.above[0]):
        return mention
    if is_town(mention.name, text):
        return mention
    base = max(0, mention.start - BEFORE)
    words = tokens(text[base : mention.end + 2])
    if _is_verb(words, mention.start - base, mention.name) and text.count(mention.name) < OFTEN:
        return None
    if any(word.word in _KINDS and base + word.end == mention.end for word in words):
        return None
    for word in words:
        start, end = base + word.start, base + word.end
        if start < mention.start < end:
            return _extended(text, mention, word, start, end)
        if start == mention.start:
            return None if _NO_OPENING.search(word.word + "/" + word.flag) else mention
    return mention


#: Verbs that streets and villages are named after.
_VERBS_IN_NAMES = frozenset(
    [
        "解放",
        "前进",
        "跃进",
        "进步",
        "奋进",
        "奋斗",
        "翻身",
        "振兴",
        "光复",
        "创业",
        "团结",
        "联合",
        "胜利",
        "建设",
        "和平",
        "发展",
        "开发",
    ]
)


def _is_verb(words: tuple[Token, ...], at: int, name: str) -> bool:
    """动员|街道, 想|问问|街道: only verbs before the suffix."""
    stem = [word for word in words if at <= word.start and word.end <= at + len(name)]
    verbs = [word for word in stem if word.flag in ("v", "vn")]
    if not stem or verbs[:1] != stem[:1] or len(verbs) < len(stem) - 1:
        return False
    return any(len(verb.word) > 1 and verb.word not in _VERBS_IN_NAMES for verb in verbs)


def _without_verb(text: str, mention: Mention) -> Mention:
    """The street of a mention whose community is none: 李家街道|依托|社区."""
    own = mention.end - len(own_name(mention.name))
    street = mention.above[-1] if mention.above else ""
    if mention.level != "community" or not street.endswith("街道") or not text.endswith(street, mention.start, own):
        return mention
    if not _is_verb(tokens(text[own : mention.end + 2]), 0, text[own : mention.end]):
        return mention
    return mention._replace(end=own, name=street, level="town", code=None, above=mention.above[:-1])


def _extended(text: str, mention: Mention, word: Token, start: int, end: int) -> Mention | None:
    if word.word in ("街道", "乡镇"):
        return mention
    name = text[start : mention.start] + mention.name
    if mention.end <= end or word.flag[0] not in "nt" or len(name) > LONGEST or word.flag == "n":
        return None
    return mention._replace(start=start, name=name) if not mention.above else mention


def chain_starts(text: str, start: int, end: int) -> list[int]:
    """Where towns begin that a community follows: 晏北街道贵和社区 in the middle of a clause."""
    found = []
    for suffix in _CHAINED.finditer(text, start, end):
        at = _left(text, suffix.start(), suffix.end(), start)
        if at is not None:
            found.append(at)
    return found


def _left(text: str, at: int, stop: int, floor: int) -> int | None:
    """Where the name begins whose suffix stands at an offset; None where there is none."""
    base = max(floor, at - BEFORE)
    words = tokens(text[base : stop + 2])
    whole = next((word for word in words if base + word.start < at and base + word.end == stop), None)
    if whole:  # 太平镇 is one word of the dictionary
        return base + whole.start
    before = [word for word in words if base + word.end <= at]
    if not before or base + before[-1].end != at:
        return None
    begin = at
    for word in reversed(before):
        if _ENDS_LEVEL.search(word.word) or word.flag[0] in "pcuxrwd" or len(word.word) > 1 and word.flag[0] in "vmq":
            break
        begin = base + word.start
        if len(word.word) > 1:
            break
    return begin if at - begin >= 2 else None
