"""The register of providers: who they are, whom to write to, how many seats, until when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count, F, Max, Prefetch, Q, QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.offers.course_models import OfferCourse, OfferSeat
from staasted.apps.offers.providers_models import Provider, ProviderKind, ProviderOffer
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import role_require
from staasted.apps.org.naming import name_key
from staasted.apps.org.phones import phone_keys
from staasted.apps.org.selectors import in_force_on
from staasted.apps.org.services import person_register
from staasted.catalog.loader import catalog
from staasted.catalog.offers import MOST_SEATS
from staasted.core.errors import DomainError
from staasted.core.offering import SEATED_COURSES

__all__ = ["Provider", "ProviderKind", "ProviderOffer"]

WORDS = 2_000
"""Characters of what is agreed with a provider. Source: decision 0046."""


@dataclass(frozen=True, slots=True)
class ProviderFacts:
    """What is known of a provider. ``seats`` is offer → how many at a time; 0 is none any more."""

    kind: ProviderKind
    name: str
    contact: str
    email: str
    phone: str
    place: str
    purpose: str
    from_on: date
    seats: Mapping[str, int]


@transaction.atomic
def provider_add(*, actor: Actor, facts: ProviderFacts) -> Provider:
    """Write a provider into the register.

    Errors: AccessRefused; DomainError ``provider_incomplete``, ``words_too_long``,
    ``provider_seats``, ``provider_known`` where one of that name and place has an agreement.
    """
    role_require(actor, Role.COUNSELLOR)
    told = _checked(facts)
    same = Provider.objects.filter(name_key=name_key(told.name), place=told.place)
    if same.filter(in_force_on(told.from_on)).exists():
        raise DomainError("provider_known", name=told.name)
    contact = person_register(name=told.contact, email=told.email, phone=told.phone)
    provider = Provider.objects.create(contact=contact, **_columns(told))
    _seats_write(provider, told.seats)
    _logged(actor, "provider_add", provider)
    return provider


@transaction.atomic
def provider_change(*, actor: Actor, provider: Provider, facts: ProviderFacts) -> Provider:
    """Write what has changed; seats are never fewer than are held ahead.

    Errors: as ``provider_add``; DomainError ``provider_seats_held``.
    """
    role_require(actor, Role.COUNSELLOR)
    told, current = _checked(facts), _held(provider)
    for name, value in _columns(told).items():
        setattr(current, name, value)
    current.save()
    contact = current.contact
    contact.name, contact.name_key = told.contact, name_key(told.contact)
    contact.email, contact.phone = told.email, told.phone
    for name, value in phone_keys(told.phone)._asdict().items():
        setattr(contact, name, value)
    contact.save()
    _seats_write(current, told.seats)
    _logged(actor, "provider_change", current)
    return current


@transaction.atomic
def provider_end(*, actor: Actor, provider: Provider, last_on: date) -> Provider:
    """Let a day be the last of the agreement; nobody new comes after it.

    Errors: AccessRefused; DomainError ``offer_day_order``, ``provider_in_use`` while somebody is
    there, or is to be, after that day.
    """
    role_require(actor, Role.COUNSELLOR)
    current = _held(provider)
    if last_on < current.from_on:
        raise DomainError("offer_day_order", earliest=current.from_on)
    after = Q(last_on=None) | Q(last_on__gt=last_on)
    there = OfferCourse.objects.filter(after, provider=current, state__in=SEATED_COURSES)
    if there.exists():
        raise DomainError("provider_in_use")
    current.to_on = last_on
    current.save(update_fields=["to_on"])
    _logged(actor, "provider_end", current, last_on=last_on.isoformat())
    return current


def providers_found(actor: Actor, *, search: str = "") -> QuerySet[Provider]:
    """The register by name, those whose agreement goes on first; ``search`` is part of a name or
    a place. Errors: AccessRefused."""
    role_require(actor, Role.COUNSELLOR)
    there = Count("courses", filter=Q(courses__state__in=SEATED_COURSES))
    rows = Provider.objects.select_related("contact").annotate(people=there)
    if search:
        rows = rows.filter(Q(name_key__contains=name_key(search)) | Q(place__icontains=search))
    return rows.prefetch_related("offers").order_by(
        F("to_on").desc(nulls_first=True), "name_key", "id"
    )


def provider_known(actor: Actor, public_id: str) -> Provider | None:
    """One provider with its seats; None where there is none. Errors: AccessRefused."""
    role_require(actor, Role.COUNSELLOR)
    seats = Prefetch("offers", ProviderOffer.objects.order_by("offer"))
    rows = Provider.objects.select_related("contact").prefetch_related(seats)
    return rows.filter(public_id=public_id).first()


def providers_for(offer: str) -> Sequence[Provider]:
    """Those with seats in an offer and an agreement that goes on today, by name: one query."""
    today = clock.today()
    going_on = Q(to_on=None) | Q(to_on__gte=today)
    rows = Provider.objects.filter(going_on, offers__offer=offer, offers__seats__gt=0)
    return list(rows.order_by("name_key", "id"))


def _held(provider: Provider) -> Provider:
    rows = Provider.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("contact").get(pk=provider.pk)


def _checked(facts: ProviderFacts) -> ProviderFacts:
    if not facts.name.strip() or not facts.contact.strip():
        raise DomainError("provider_incomplete")
    if len(facts.purpose) > WORDS:
        raise DomainError("words_too_long", most=WORDS)
    known = catalog().offers
    for offer, seats in facts.seats.items():
        if offer not in known or not 0 <= seats <= MOST_SEATS:
            raise DomainError("provider_seats", most=MOST_SEATS)
    return facts


def _columns(facts: ProviderFacts) -> dict[str, object]:
    name = facts.name.strip()
    return {
        "kind": facts.kind,
        "name": name,
        "name_key": name_key(name),
        "place": facts.place.strip(),
        "purpose": facts.purpose.strip(),
        "from_on": facts.from_on,
    }


def _seats_write(provider: Provider, seats: Mapping[str, int]) -> None:
    """Write the seats in each offer, those of one held while they are counted."""
    today = clock.today()
    for offer in sorted(seats):
        rows = ProviderOffer.objects.select_for_update(no_key=True)
        row = rows.filter(provider=provider, offer=offer).first()
        if row is None:
            ProviderOffer.objects.create(provider=provider, offer=offer, seats=seats[offer])
            continue
        ahead = OfferSeat.objects.filter(Q(to_on=None) | Q(to_on__gte=today), place=row)
        most = ahead.filter(withdrawn=False).aggregate(most=Max("number"))["most"] or 0
        if seats[offer] < most:
            raise DomainError("provider_seats_held", least=most)
        row.seats = seats[offer]
        row.save(update_fields=["seats"])


def _logged(actor: Actor, act: str, provider: Provider, **facts: object) -> None:
    act_log(actor=actor, act=act, at=clock.now(), subject=provider.public_id, facts=facts)
