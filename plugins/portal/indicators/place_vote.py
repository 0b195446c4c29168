"""The vote of a text's mentions for the place that it is about."""

from __future__ import annotations

import re
from collections import Counter

from portal.indicators.named import LEVEL_SUFFIX, RANKS, Named, own_name
from portal.regions import gazetteer
from portal.regions.detect import Mention

#: Weights of a mention in the vote for the document's own place.
TITLE, LEAD, OPENING, ELSEWHERE = 8.0, 3.0, 2.0, 1.0

#: Share of a mention's weight that goes to the places written above it.
ABOVE = 0.3

#: Below this share of all weight a place is one of many: the text is a round-up without a place of its own.
LEAST_SHARE = 0.2

#: A place inside the heaviest one takes its place from this share of its weight on.
NEARLY = 0.8

#: A place from which help went to the heaviest one is what the text is about from this share of its weight on.
HELPERS = 0.7

#: A town or village a text is about is named in this share of it already.
EARLY = 0.35

#: Share of the mentions of villages that one needs for 村民 to be its own.
MOSTLY = 0.6

#: Words for the nation that a body of the whole country in the lead counts for.
CENTRAL_WEIGHT = 3
_GENERIC = re.compile(r"[全该我本](?P<level>省|市|区|县|旗|州|镇|乡|村|街道|社区|街)(?!域|面)")
GAZETTEER = ("province", "city", "county")

#: So many bodies of a city make the text the city's.
BODIES = 3

#: Half a word for the province each.
_PROVINCIAL = re.compile(r"省(?:属|内|外|际|直|委|政府|以下|人大|人民政府|政协)")

#: 市委, 区直: half a word for the city or county each.
_BODIES = re.compile(r"(?P<level>[市区县])(?:委|政府|直|纪委|级|财政)")

#: Words for the whole country; a text full of them has no smaller place.
_NATIONAL = re.compile(
    r"全国(?!性|重点|劳|人大|两会|首|第|政协|统一|百|[“《]|[\u4e00-\u9fff]{0,6}(?:示范|先进|优秀|文明|模范|标兵|最美|名单))|我国|各地"
)
_VILLAGE = re.compile(r"村民|村里|该村|村内|全村|我们村|村委")


class Vote:
    """Weights of places, with those written above them."""

    def __init__(self, text: str) -> None:
        self.text = text
        #: Firms named after places, and sentences of the lead with a body of the whole country.
        self.firms = self.central = 0
        #: Offsets of the members of long lists.
        self.peers: set[int] = set()
        #: How often the text says 全市 or 我区, and 市委 or 区直, by level.
        self._generic = Counter(_GENERIC.findall(text))
        self._bodies = Counter(_BODIES.findall(text))
        self.counts: dict[str, int] = {}
        self.first: dict[str, int] = {}
        self.weights: dict[str, float] = {}
        self.kept: dict[str, Named] = {}
        self.led: set[str] = set()
        #: Places that others went to help.
        self.helped: set[str] = set()

    def add(self, place: Named, weight: float) -> None:
        """Count a mention."""
        self.weights[place.name] = self.weights.get(place.name, 0.0) + weight
        if place.name not in self.kept or place.code or place.above:
            self.kept[place.name] = place
        for above in place.above:
            self.weights[above] = self.weights.get(above, 0.0) + weight * ABOVE
            self.kept.setdefault(above, Named.known(above))

    def count(self, mention: Mention) -> None:
        """Count a mention under its own name; 廿里镇上宇村 is one of 上宇村."""
        own = own_name(mention.name)
        self.counts[own] = self.counts.get(own, 0) + 1
        self.first.setdefault(own, mention.start)

    def support(self, text: str) -> None:
        """全市 and 我区 speak for the likeliest place of their level."""
        counts = dict(self._generic)
        counts["省"] = counts.get("省", 0) + len(_PROVINCIAL.findall(text)) // 2
        for level, count in counts.items():
            if not count:
                continue
            fitting = [n for n in self.weights if n.endswith(LEVEL_SUFFIX[level])]
            fitting = [n for n in fitting if n not in self.helped] or fitting
            if not fitting and level == "省":
                self._add_province(min(count, 8))
            if fitting:
                self.weights[max(fitting, key=lambda n: self.weights[n])] += min(count, 8)

    def _add_province(self, weight: float) -> None:
        """全省 where no province is named: the one most of the named places lie in."""
        provinces: dict[str, float] = {}
        for name, place in self.kept.items():
            if place.code:
                provinces[place.code[:2]] = provinces.get(place.code[:2], 0.0) + self.weights[name]
        region = gazetteer.by_code(max(provinces, key=lambda code: provinces[code]) + "0000") if provinces else None
        if region:
            self.add(Named(region.name, region.level, region.code, ()), weight + OPENING)

    def is_weak(self) -> bool:
        """Whether no place opens a sentence."""
        return max(self.weights.values(), default=0.0) < OPENING

    def winner(self) -> Named | None:
        """The heaviest place; None where the text is a round-up, a firm's or the nation's."""
        early = {
            n: w
            for n, w in self.weights.items()
            if n in self.led or self.kept[n].level in GAZETTEER or self._is_early(n)
        }
        early = self._helpers(early) or early
        alone = self._without_peers({n: self.counts.get(own_name(n), 0) for n in early})
        early = {n: w for n, w in early.items() if n in alone} or early
        top = max((early or self.weights).values())
        tied = [name for name, weight in (early or self.weights).items() if weight == top]
        best = next((n for n in tied if any(self._covers(self.kept[o], self.kept[n]) for o in tied if o != n)), tied[0])
        place = self.kept[best]
        if best not in self.led and (
            self._share(place) < LEAST_SHARE
            or place.level in GAZETTEER
            and self.firms > self.counts.get(own_name(best), 0)
        ):
            return None
        nation = len(_NATIONAL.findall(self.text)) + CENTRAL_WEIGHT * self.central * (best not in self.led)
        if place.level in GAZETTEER and nation > 2 * self._spoken_of(place):
            return None
        return self._within(best) or self.local(place) or place

    def _helpers(self, weights: dict[str, float]) -> dict[str, float]:
        """The places that went to help others, where they weigh enough to be what the text is about."""
        home = {name: weight for name, weight in weights.items() if name not in self.helped}
        return home if max(home.values(), default=0.0) >= HELPERS * max(weights.values(), default=0.0) else {}

    def _within(self, best: str) -> Named | None:
        """A place inside the heaviest one that weighs nearly as much is what the text is about."""
        inside = [
            name
            for name, place in self.kept.items()
            if best in place.above
            and self.weights[name] >= NEARLY * self.weights[best]
            and (name in self.led or self._is_early(name))
        ]
        return self.kept[max(inside, key=lambda name: self.weights[name])] if inside else None

    def local(self, outer: Named) -> Named | None:
        """The town or village a text is about: named early and more often than the place around it.

        村民 and 该村 speak for the village, where one is named far more often than others.
        """
        local = {
            name: self.counts[own_name(name)]
            for name, place in self.kept.items()
            if place.level in ("town", "community")
            and RANKS[place.level] > RANKS[outer.level]
            and self._is_early(name)
            and self._may_lie_in(place, outer.name)
        }
        if not local:
            return None
        local = self._without_peers(local)
        if not local:
            return None
        best = max(local, key=lambda name: (local[name], RANKS[self.kept[name].level], len(self.kept[name].above)))
        spoken = local[best]
        if best.endswith("村"):
            villages = sum(count for name, count in self.counts.items() if name.endswith("村"))
            if spoken >= MOSTLY * villages:
                spoken += len(_VILLAGE.findall(self.text)) // 2
        return self.kept[best] if local[best] >= 2 and spoken > self._spoken_of(outer) else None

    def _without_peers(self, local: dict[str, int]) -> dict[str, int]:
        """Villages but not those of which the text names several alike often: they are examples."""
        own = {own_name(name): count for name, count in local.items() if self.kept[name].level == "community"}
        most = max(own.values(), default=0)
        if sum(count >= NEARLY * most for count in own.values()) < 2:
            return local
        return {name: count for name, count in local.items() if own_name(name) not in own}

    def employer(self, place: Named) -> Named:
        """The city around a county, where the bodies that a text speaks of are the city's: 市直, 市委."""
        city = place.above[-1] if place.above and place.level == "county" else ""
        return Named.known(city) if city.endswith("市") and self._bodies["市"] >= BODIES else place

    def _is_early(self, name: str) -> bool:
        return self.first.get(own_name(name), len(self.text)) <= EARLY * len(self.text)

    def _spoken_of(self, place: Named) -> int:
        """How often a place is named or meant by 我区."""
        generic = sum(count for level, count in self._generic.items() if place.name.endswith(LEVEL_SUFFIX[level]))
        bodies = sum(count for level, count in self._bodies.items() if place.name.endswith(level))
        generic += bodies // 2
        return self.counts.get(place.name, 0) + generic

    def _may_lie_in(self, place: Named, around: str) -> bool:
        """Whether a place is written below another, or is a local one that is written below none."""
        outer = self.kept[around]
        if RANKS[place.level] <= max(RANKS[outer.level], RANKS["county"]):
            return around in place.above and RANKS[place.level] > RANKS[outer.level]
        known = [above for above in place.above if self.kept[above].level in GAZETTEER]
        return not known or around in known or any(self._covers(outer, self.kept[above]) for above in known)

    @staticmethod
    def _covers(outer: Named, inner: Named) -> bool:
        return bool(outer.code and inner.code and inner.code.startswith(outer.code.rstrip("0")))

    def _share(self, place: Named) -> float:
        """The weight of a place and those in or above it, of all places the gazetteer has."""
        if not place.code:
            return self.weights[place.name] / sum(self.weights.values())
        total = family = 0.0
        for name, weight in self.weights.items():
            other = self.kept[name]
            if other.level in GAZETTEER:
                total += weight
                codes = (place.code.rstrip("0"), (other.code or "").rstrip("0"))
                family += (
                    weight if other.code and (codes[0].startswith(codes[1]) or codes[1].startswith(codes[0])) else 0
                )
        return family / total if total else 1.0
