"""Looking through what can be offered: the same for those who are logged in and for anybody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from django.http import Http404, QueryDict
from django.utils.http import urlencode

from staasted.catalog.loader import catalog
from staasted.catalog.offer_finding import offers_found
from staasted.catalog.offers import Offer
from staasted.catalog.texts import text
from staasted.core.finding.words import LONGEST_QUERY
from staasted.core.offering import OfferWay

QUERY, NEEDS, TARGET, WAY = "soeg", "behov", "hvem", "vej"
"""The names of the filters in an address."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody looks for; what no offer knows is left out of it."""

    query: str = ""
    needs: tuple[str, ...] = ()
    target: str = ""
    way: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether anything but words was chosen."""
        return bool(self.needs or self.target or self.way)

    @property
    def anything(self) -> bool:
        """Whether anything at all is looked for."""
        return bool(self.query) or self.narrowed

    def address(self, **changed: object) -> str:
        """The same as the end of an address, with something changed."""
        said = {QUERY: self.query, NEEDS: self.needs, TARGET: self.target, WAY: self.way}
        told = {name: value for name, value in (said | changed).items() if value}
        return f"?{urlencode(told, doseq=True)}" if told else "?"


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose among, as the fields of a form take it."""

    needs: list[dict[str, str]] = field(default_factory=list)
    targets: list[dict[str, str]] = field(default_factory=list)
    ways: list[dict[str, str]] = field(default_factory=list)


def sought_read(sent: QueryDict) -> Sought:
    """What an address looks for."""
    ways = {way.value for way in OfferWay}
    return Sought(
        query=sent.get(QUERY, "").strip()[:LONGEST_QUERY],
        needs=tuple(each for each in catalog().offer_needs if each in sent.getlist(NEEDS)),
        target=sent.get(TARGET, "") if sent.get(TARGET) in catalog().offer_targets else "",
        way=sent.get(WAY, "") if sent.get(WAY) in ways else "",
    )


def listed(sought: Sought) -> tuple[Offer, ...]:
    """The offers that fit, the best first where words were written, else in their own order.

    One of several needs is enough; an offer for everybody fits whoever asks.
    """
    found = offers_found(sought.query) if sought.query else catalog().offers.values()
    return tuple(offer for offer in found if _fits(offer, sought))


def list_shown(sought: Sought) -> dict[str, object]:
    """What a page of the list shows."""
    found = listed(sought)
    return {
        "sought": sought,
        "found": found,
        "groups": () if sought.query else _by_need(found, sought.needs),
        "choices": choices(),
        "chosen": chosen(sought),
        "needs": needs_counted(),
        "total": len(catalog().offers),
        "names": {"query": QUERY, "needs": NEEDS, "target": TARGET, "way": WAY},
        "most_typed": LONGEST_QUERY,
    }


def chosen(sought: Sought) -> list[str]:
    """The names of what was chosen beside words."""
    needs = [catalog().offer_needs[need].words.name for need in sought.needs]
    target = catalog().offer_targets.get(sought.target)
    way = [text(f"offering.way.{sought.way}")] if sought.way else []
    return [*needs, *([target.words.name] if target else []), *way]


def choices() -> Choices:
    """The needs, the whom and the ways."""
    anybody = {"value": "", "text": text("offering.search.anybody")}
    any_way = {"value": "", "text": text("offering.search.any_way")}
    return Choices(
        needs=_options(catalog().offer_needs),
        targets=[anybody, *_options(catalog().offer_targets)],
        ways=[
            any_way,
            *({"value": way.value, "text": text(f"offering.way.{way.value}")} for way in OfferWay),
        ],
    )


def needs_counted() -> list[tuple[str, str, int]]:
    """Each need with its name and how many offers answer it."""
    every = [need for offer in catalog().offers.values() for need in offer.needs]
    needs = catalog().offer_needs.items()
    return [(slug, topic.words.name, every.count(slug)) for slug, topic in needs]


def offer_known(slug: str) -> Offer:
    """The offer of an address. Errors: Http404."""
    found = catalog().offers.get(slug)
    if found is None:
        raise Http404
    return found


def offer_named(slug: str) -> str:
    """The name of an offer, or its slug where the catalogue has it no more."""
    found = catalog().offers.get(slug)
    return found.words.name if found else slug


def _fits(offer: Offer, sought: Sought) -> bool:
    needed = not sought.needs or bool(set(sought.needs) & set(offer.needs))
    whose = not sought.target or not offer.targets or sought.target in offer.targets
    return needed and whose and (not sought.way or sought.way in offer.ways)


def _by_need(found: Iterable[Offer], chosen: tuple[str, ...]) -> list[tuple[str, list[Offer]]]:
    """The offers under the first of their needs that was chosen, or their first."""
    order = list(catalog().offer_needs)

    def first(offer: Offer) -> int:
        own = [need for need in offer.needs if need in chosen] or offer.needs
        return order.index(own[0])

    ordered = sorted(found, key=first)
    names = [topic.words.name for topic in catalog().offer_needs.values()]
    return [(names[place], list(those)) for place, those in groupby(ordered, key=first)]


def _options(topics: Mapping[str, object]) -> list[dict[str, str]]:
    return [{"value": slug, "text": topic.words.name} for slug, topic in topics.items()]
