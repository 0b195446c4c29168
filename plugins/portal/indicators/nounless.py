"""Figures that no noun follows: 38人参加…, 40条因台风暂时停航."""

from __future__ import annotations

import re

from portal.indicators.clause_nouns import PEOPLE_NOUN, tail_noun, without_verb
from portal.indicators.clauses import Place
from portal.indicators.leads import lead_of
from portal.indicators.measures import EVENTS, PEOPLE
from portal.indicators.noun_phrase import noun_after
from portal.indicators.phrases import MAX_NAME, clean, last_noun, trim_tail
from portal.indicators.predicates import predicate_of
from portal.indicators.tagging import MAX_TAGGED, tokens
from portal.indicators.verb_nouns import NOMINAL

#: 120人参与的大型表演: what they take part in.
_DOING = re.compile("(参与|参加|组成|出席|报名|规模)的")
#: 发生一起|3人受伤: one event, which is no noun of the figure.
_ONE = re.compile("(?:发生)?一[起支名个次位]$")
#: 将两人|控制: what stands before 将 did it.
_HANDLED = re.compile("[将把对为给向](?:这|那|其中|其余|其他|另外?)?$")
#: Longest name made of a predicate and the noun before the figure, in code points.
_LONGEST = 24


def without_noun(left: str, rest: str, place: Place, unit: str, inherited: str) -> str:
    """38人参加…, 40条因台风暂时停航: what was done, of the noun before where there is one.

    Args:
        left: what stands before the figure in its clause.
        rest: what follows it.
        inherited: noun of the figure before it in the sentence, "" where there is none.
    """
    led, counted = _before(left, place)
    predicate = _done(rest)
    if not counted and unit in PEOPLE and len(predicate) > 1 and predicate in inherited:
        return predicate
    if predicate and len(predicate) + len(counted) > _LONGEST:
        counted = last_noun(counted, _LONGEST - len(predicate))
    if len(counted) >= 2 and predicate:
        return f"{predicate}的{counted}"
    if len(counted) >= 2 and place.after_figure and not place.listed and unit in PEOPLE:
        return counted
    whole = f"{predicate}的{without_verb(inherited.rsplit('的', 1)[-1])}"
    if predicate and len(whole) <= MAX_NAME - 2 and _of_inherited(left, place, unit, inherited):
        return whole
    noun = noun_after(rest[1:])[0]
    return clean(led + (predicate or _whole(rest) or clean(noun and rest[: 1 + len(noun)]))) or "数量"


def _before(left: str, place: Place) -> tuple[str, str]:
    """The verb that leads to the figure, and the noun that stands before it where no verb leads."""
    lead = lead_of(place.left)
    led = "" if place.after_figure and not place.listed else lead.verb
    if led or _HANDLED.search(place.left):
        return led, ""
    counted = _ONE.sub("", _last_noun(without_verb(clean(tail_noun(trim_tail(left))))))
    cut = tokens(counted)
    if counted and cut[-1].flag in ("v", "vn") and (place.after_figure or len(cut) == 1):
        return ("" if place.after_figure else counted), ""
    return "", counted


def _done(rest: str) -> str:
    """参与大型表演 of 120人参与的大型表演, else the predicate."""
    doing = _DOING.match(rest)
    return doing[1] + clean(noun_after(rest[doing.end() :])[0]) if doing else predicate_of(rest)


def _of_inherited(left: str, place: Place, unit: str, inherited: str) -> bool:
    """150名党员…,38人参加: the predicate tells some of those counted before; people stay people."""
    if trim_tail(left) or not inherited or unit in EVENTS or place.after_figure:
        return False
    last = tokens(inherited[-MAX_TAGGED:])[-1].word
    return bool(PEOPLE_NOUN.search(last)) == (unit in PEOPLE or unit in ("户", "家"))


def _last_noun(phrase: str) -> str:
    """师生 of 院长带领师生: the noun after the last verb."""
    cut = tokens(phrase)
    for token in reversed(cut[1:-1]):
        if token.flag == "v" and len(token.word) > 1 and token.word not in NOMINAL and len(phrase) - token.end >= 2:
            return phrase[token.end :]
    return phrase


def _whole(rest: str) -> str:
    """A short predicate as it stands: 赶往现场."""
    phrase = re.split("[,。;:、]", rest)[0]
    return clean(phrase) if 3 <= len(phrase) <= 12 and not re.search(r"\d", phrase) else ""
