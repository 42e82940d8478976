"""Finding by what one types: stems, compounds, synonyms and slips of the finger.

An index is made once of texts and asked often; nothing here remembers what was asked.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log
from types import MappingProxyType

from rapidfuzz import process
from rapidfuzz.distance import OSA

from staasted.core.finding.words import (
    LONGEST_QUERY,
    MOST_TOKENS,
    SHORTEST_PART,
    parts,
    stems,
    tokens,
)

SAME, SYNONYM, PART, BEGINS, SLIP, SLIPS = 1.0, 0.8, 0.7, 0.6, 0.5, 0.35
WHOLE = 10.0
"""How sure a kind of hit is: the word, what means the same, a part of it, its beginning, one slip
of the finger, two of them; and what is added where the query is a whole name. Source: decision
0036."""

PREFIX, INSIDE = 3, 5
ONE_SLIP, TWO_SLIPS = 4, 7
"""From how many letters on a beginning, a word inside another, one slip and two slips are looked
for. Source: same."""

Texts = Sequence[tuple[str, float]]
"""What an entry says, each text with its weight."""


@dataclass(frozen=True, slots=True)
class FindWords:
    """A language's words about words: its stemmer (as Snowball names it), what is not looked for,
    what means the same, and parts that compounds are made of beside the entries' own."""

    stemmer: str
    skipped: frozenset[str]
    same: Mapping[str, tuple[str, ...]]
    made_of: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that was found, and how well; the number orders and is never shown.

    ``share`` is how much of the words asked for it has, at least 0 and at most 1. A compound of
    which it has one part alone is no word it has.
    """

    slug: str
    fit: float
    share: float = 1.0


class HitKind(StrEnum):
    """How a word was found: itself, what means the same, a part, its beginning, or misspelt."""

    WORD = "word"
    SYNONYM = "synonym"
    PART = "part"
    BEGINS = "begins"
    NEAR = "near"


KINDS = {
    SAME: HitKind.WORD,
    SYNONYM: HitKind.SYNONYM,
    PART: HitKind.PART,
    BEGINS: HitKind.BEGINS,
    SLIP: HitKind.NEAR,
    SLIPS: HitKind.NEAR,
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One word that was asked for and where an entry has it: the surest, and then the loudest.

    ``loud`` is the weight of the text it stands in, less where it is a part of a word there.
    """

    word: str
    how: HitKind
    loud: float


@dataclass(frozen=True, slots=True)
class FindIndex:
    """Every stem with the entries that say it and how loudly; made by ``index_made``.

    ``whole`` are an entry's loudest texts, its names.
    """

    order: tuple[str, ...]
    says: Mapping[str, Mapping[str, float]]
    known: frozenset[str]
    stem_of: Mapping[str, str]
    whole: Mapping[str, frozenset[str]]
    words: FindWords

    def find(self, query: str) -> tuple[Found, ...]:
        """Return the entries a query finds, the best first, equals in their own order.

        Only the first 200 characters and twelve words are looked at. Never raises.
        """
        asked = self.asked(query)
        fits: defaultdict[str, float] = defaultdict(float)
        hit: defaultdict[str, int] = defaultdict(int)
        whole: defaultdict[str, int] = defaultdict(int)
        for word in asked:
            meant = self._meant(word)
            for slug, fit in self._fits(meant).items():
                fits[slug] += fit
                hit[slug] += 1
            for slug in self._has(word, meant):
                whole[slug] += 1
        for slug in self.whole.get(" ".join(tokens(query[:LONGEST_QUERY])), ()):
            fits[slug] += WHOLE
            whole[slug] = len(asked)
        place = {slug: number for number, slug in enumerate(self.order)}
        share = {slug: (hit[slug] or 1) / (len(asked) or 1) for slug in fits}
        found = [
            Found(slug, round(fit * share[slug], 6), whole[slug] / (len(asked) or 1))
            for slug, fit in fits.items()
        ]
        return tuple(sorted(found, key=lambda each: (-each.fit, place[each.slug])))

    def asked(self, query: str) -> tuple[str, ...]:
        """Return the words of a query that are looked for, folded; empty where none is."""
        said = tokens(query[:LONGEST_QUERY])
        words = dict.fromkeys(word for word in said if word not in self.words.skipped)
        return tuple(words)[:MOST_TOKENS]

    def hits(self, query: str, slug: str) -> tuple[Hit, ...]:
        """Return why an entry was found: each word of the query it has, in the query's order."""
        found = []
        for word in self.asked(query):
            ways = [
                (sure, self.says[stem][slug])
                for stem, sure in self._meant(word).items()
                if slug in self.says[stem]
            ]
            if ways:
                sure, loud = max(ways)
                found.append(Hit(word, KINDS[sure], loud))
        return tuple(found)

    def _has(self, word: str, meant: Mapping[str, float]) -> set[str]:
        """Return the entries that have the word, or every part of it."""
        found = {slug for stem, sure in meant.items() if sure != PART for slug in self.says[stem]}
        pieces = [self.says.get(stem, {}) for stem in self._stems(parts(word, self.known))]
        return found.union(set.intersection(*map(set, pieces)) if pieces else ())

    def _fits(self, meant: Mapping[str, float]) -> dict[str, float]:
        """Return how well what a word may mean fits each entry: its best stem there."""
        best: dict[str, float] = {}
        for stem, sure in meant.items():
            said = self.says[stem]
            rare = log(1 + len(self.order) / len(said))
            for slug, loud in said.items():
                best[slug] = max(best.get(slug, 0.0), sure * rare * loud)
        return best

    def _meant(self, word: str) -> dict[str, float]:
        """Return the stems a word may mean, and how sure; slips only where nothing else is."""
        meant: dict[str, float] = {}
        own = stems([word], language=self.words.stemmer)[0]
        self._add(meant, [own], SAME)
        same = (*self.words.same.get(word, ()), *self.words.same.get(own, ()))
        self._add(meant, stems(same, language=self.words.stemmer), SYNONYM)
        self._add(meant, self._stems(parts(word, self.known)), PART)
        if len(word) >= PREFIX:
            begun = [stem for stem in self.says if stem.startswith(word) and stem != own]
            self._add(meant, begun, BEGINS)
        return meant or self._inside(word) or self._slipped(word)

    def _inside(self, word: str) -> dict[str, float]:
        """Return what an unknown compound begins or ends with: *rygsmerter* is about pain."""
        meant: dict[str, float] = {}
        ends = (each for each in self.known if len(each) >= INSIDE and each != word)
        inside = sorted(each for each in ends if word.startswith(each) or word.endswith(each))
        self._add(meant, self._stems(inside), SLIP)
        return meant

    def _slipped(self, word: str) -> dict[str, float]:
        """Return what a mistyped word may be, nearest first."""
        most = 2 if len(word) >= TWO_SLIPS else 1 if len(word) >= ONE_SLIP else 0
        meant: dict[str, float] = {}
        if most:
            near = process.extract(
                word, sorted(self.stem_of), scorer=OSA.distance, score_cutoff=most, limit=8
            )
            for other, slips, _ in near:
                meanings = [self.stem_of[other], *self._stems(self.words.same.get(other, ()))]
                self._add(meant, meanings, SLIP if slips <= 1 else SLIPS)
        return meant

    def _stems(self, words: Iterable[str]) -> list[str]:
        found = [each for each in words if each not in self.words.skipped]
        return stems(found, language=self.words.stemmer)

    def _add(self, meant: dict[str, float], found: Iterable[str], sure: float) -> None:
        for stem in found:
            if stem in self.says:
                meant[stem] = max(meant.get(stem, 0.0), sure)


def index_made(entries: Mapping[str, Texts], words: FindWords) -> FindIndex:
    """Return the index of entries in their order; a compound is found by its parts too."""
    cut = {slug: [(tokens(said), loud) for said, loud in each] for slug, each in entries.items()}
    every = {word for texts in cut.values() for said, _ in texts for word in said}
    long = {word for word in every if len(word) >= SHORTEST_PART}
    known = (frozenset(long) - words.skipped) | words.made_of
    learnt = sorted(every | known | set(words.same))
    stem_of = dict(zip(learnt, stems(learnt, language=words.stemmer), strict=True))
    ways = {word: _ways(word, known, stem_of) for word in every - words.skipped}
    says: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for slug, texts in cut.items():
        for word, loud in _loudest(texts).items():
            for stem, way in ways.get(word, ()):
                said, told = says[stem], loud * way
                if told > said.get(slug, 0.0):
                    said[slug] = told
    kept = MappingProxyType({stem: MappingProxyType(found) for stem, found in says.items()})
    stemmed = MappingProxyType(stem_of)
    return FindIndex(tuple(entries), kept, known, stemmed, _whole(cut), words)


Cut = Sequence[tuple[list[str], float]]
"""What an entry says as words, each text with its weight: cut once, looked at several times."""


def _ways(
    word: str, known: frozenset[str], stem_of: Mapping[str, str]
) -> tuple[tuple[str, float], ...]:
    """Return the stems a word is found by, and how loudly: its own, and those of its parts."""
    return ((stem_of[word], 1.0), *((stem_of[part], PART) for part in parts(word, known)))


def _whole(entries: Mapping[str, Cut]) -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for slug, texts in entries.items():
        loudest = max((loud for _, loud in texts), default=0.0)
        for said, loud in texts:
            if loud == loudest:
                found[" ".join(said)].add(slug)
    return MappingProxyType({said: frozenset(slugs) for said, slugs in found.items() if said})


def _loudest(texts: Cut) -> dict[str, float]:
    """Return each word of an entry with the weight of the loudest text it stands in."""
    found: dict[str, float] = {}
    for said, loud in sorted(texts, key=lambda each: each[1]):
        found |= dict.fromkeys(said, loud)
    return found
