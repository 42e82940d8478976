"""What lies ahead between a citizen and us: times, wishes about times and what is agreed."""

from typing import NamedTuple

from django.db.models import FilteredRelation, Q, QuerySet

from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.agreements.selectors import Standing, standing_in
from staasted.apps.agreements.states import State
from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.booking.models import Booking, TimeWish
from staasted.apps.booking.selectors import live_and_wished_rows
from staasted.apps.citizens.models import Citizen


class AtHand(NamedTuple):
    """The live bookings, soonest first, the open wishes, oldest first, and the agreements."""

    bookings: list[Booking]
    wished: list[TimeWish]
    standing: Standing


def at_hand(citizen: Citizen) -> AtHand:
    """As ``live_and_wished`` and ``agreements_standing``, of an opened case: one query."""
    live: dict[int, Booking] = {}
    wished: dict[int, TimeWish] = {}
    agreed: dict[int, ContactAgreement] = {}
    for row in _at_hand()(citizen=citizen.pk):
        for name, found in (("live", live), ("wished", wished), ("agreed", agreed)):
            held = getattr(row, name, None)
            if held is not None:
                found[held.pk] = held
    by_time = sorted(live.values(), key=lambda each: each.starts_at)
    by_age = sorted(wished.values(), key=lambda each: (each.made_at, each.pk))
    newest_first = sorted(agreed.values(), key=lambda each: each.pk, reverse=True)
    return AtHand(by_time, by_age, standing_in(newest_first))


@Prepared
def _at_hand(given: Given) -> QuerySet[Citizen]:
    """Each booking beside each wish and agreement: a citizen has few of each."""
    standing = Q(agreements__state__in=[State.IN_FORCE, State.PROPOSED])
    rows = live_and_wished_rows(given.key("citizen"))
    agreed = FilteredRelation("agreements", condition=standing)
    return rows.annotate(agreed=agreed).select_related("agreed")
