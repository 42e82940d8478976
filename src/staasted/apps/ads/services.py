"""Saving what one looks for, changing it, and deleting it. The log holds no word of it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from staasted.apps.ads.access import own_search
from staasted.apps.ads.models import FURTHEST_KM, SEARCH_NAME, WORDS, AdSearch
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.access import Citizen, NotYours, role_require
from staasted.apps.citizens.services import open_case_lock
from staasted.apps.org.members import person_lock
from staasted.apps.org.models import Person
from staasted.catalog.ads import ad_fields, places
from staasted.catalog.loader import catalog
from staasted.core.ads import AdOrder
from staasted.core.errors import DomainError


@dataclass(frozen=True, slots=True)
class Looked:
    """What somebody looks for: words, a field's slug, a postal code and km; empty or None is not
    asked about."""

    words: str = ""
    field: str = ""
    place: str = ""
    within_km: int | None = None
    order: AdOrder = AdOrder.FIT

    @property
    def anything(self) -> bool:
        """Whether it looks for anything at all."""
        return bool(self.words or self.field or self.place)

    @property
    def fields(self) -> dict[str, object]:
        """As a search stores it."""
        return {
            "words": self.words,
            "field": self.field,
            "place": self.place,
            "within_km": self.within_km,
            "order": self.order.value,
        }


@transaction.atomic
def search_save(
    *, actor: Actor, citizen: Citizen, name: str, looked: Looked, now: datetime
) -> AdSearch:
    """Keep a search under a name; what is in the feed now is no news to whoever just looked.

    The same again under the same name is answered with what is there. Errors: AccessRefused,
    NotYours; DomainError ``case_closed``, ``ad_searches_full``, and as ``search_change``.
    """
    _hold(actor, citizen)
    name, looked = _fitted(name, looked)
    rows = list(AdSearch.objects.filter(citizen=citizen))
    same = [row for row in rows if row.name == name and looked_of(row) == looked]
    if same:
        return same[0]
    most = catalog().policy["ad_searches_most"]
    if len(rows) >= most:
        raise DomainError("ad_searches_full", most=most)
    row = AdSearch(citizen=citizen, name=name, made_at=now, seen_to=now, **looked.fields)
    _written(row)
    _logged(actor, "ad_search_save", row, now)
    return row


@transaction.atomic
def search_change(
    *, actor: Actor, citizen: Citizen, public_id: str, name: str, looked: Looked, now: datetime
) -> AdSearch:
    """Let a search look for something else, or be called something else.

    Where it looks for something else nothing there now is new to it. Errors: AccessRefused,
    NotYours; DomainError ``case_closed``, ``ad_search_unnamed``, ``ad_search_asks_nothing``,
    ``ad_search_named``, ``ad_search_too_long``.
    """
    _hold(actor, citizen)
    row, (name, looked) = own_search(actor, citizen, public_id), _fitted(name, looked)
    if (row.name, looked_of(row)) == (name, looked):
        return row
    if looked_of(row) != looked:
        row.seen_to = now
    row.name = name
    for column, value in looked.fields.items():
        setattr(row, column, value)
    _written(row)
    _logged(actor, "ad_search_change", row, now)
    return row


@transaction.atomic
def search_seen(*, actor: Actor, citizen: Citizen, public_id: str, now: datetime) -> None:
    """The citizen has seen what is new so far; pressed twice it changes nothing more.

    It stands in no log: when somebody looks for work is theirs. Errors: AccessRefused, NotYours;
    DomainError ``case_closed``.
    """
    _hold(actor, citizen)
    row = own_search(actor, citizen, public_id)
    row.seen_to = max(row.seen_to, now)
    row.save(update_fields=["seen_to"])


@transaction.atomic
def search_delete(*, actor: Actor, citizen: Citizen, public_id: str, now: datetime) -> None:
    """Delete a search for good. Errors: AccessRefused, NotYours; DomainError ``case_closed``."""
    _hold(actor, citizen)
    row = own_search(actor, citizen, public_id)
    _logged(actor, "ad_search_delete", row, now)
    row.delete()


def _hold(actor: Actor, citizen: Citizen) -> None:
    """Hold the person and the open case."""
    role_require(actor, Role.CITIZEN)
    if actor.person_id != citizen.person_id:
        raise NotYours
    person_lock(*Person.objects.filter(pk=actor.person_id))
    open_case_lock(citizen)


def _fitted(name: str, looked: Looked) -> tuple[str, Looked]:
    """A name and what is looked for as they may be stored; what nobody knows is not asked."""
    name, words = " ".join(name.split()), " ".join(looked.words.split())
    place = looked.place if looked.place in places() else ""
    km = looked.within_km if place and looked.within_km else None
    fits = Looked(
        words=words,
        field=looked.field if looked.field in ad_fields() else "",
        place=place,
        within_km=min(max(km, 1), FURTHEST_KM) if km else None,
        order=looked.order,
    )
    if not name:
        raise DomainError("ad_search_unnamed")
    if len(name) > SEARCH_NAME or len(words) > WORDS:
        raise DomainError("ad_search_too_long", name=SEARCH_NAME, words=WORDS)
    if not fits.anything:
        raise DomainError("ad_search_asks_nothing")
    return name, fits


def looked_of(row: AdSearch) -> Looked:
    """What a saved search looks for."""
    return Looked(row.words, row.field, row.place, row.within_km, AdOrder(row.order))


def _written(row: AdSearch) -> None:
    """Store it. Errors: DomainError ``ad_search_named`` where another has that name."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as there:
        raise DomainError("ad_search_named", name=row.name) from there


def _logged(actor: Actor, act: str, row: AdSearch, now: datetime) -> None:
    act_log(actor=actor, act=act, at=now, citizens=[row.citizen.public_id], subject=row.public_id)
