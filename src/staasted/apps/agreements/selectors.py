"""Reading agreements of a case that access has opened."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Q, QuerySet

from staasted.apps.agreements.limits import has_lapsed
from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.agreements.states import AgreementSource, ProposedBy, State
from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog


class Standing(NamedTuple):
    """What stands between the two now: the agreement in force, the proposal that waits."""

    in_force: ContactAgreement | None
    proposed: ContactAgreement | None


def agreements_standing(citizen: Citizen) -> Standing:
    """The agreement in force and the proposal that waits, in one query.

    A proposal nobody answered in time no longer waits, marked as lapsed or not.
    """
    held = _standing()(citizen=citizen.pk)
    by_state = {agreement.state: agreement for agreement in held if not has_lapsed(agreement)}
    return Standing(by_state.get(State.IN_FORCE), by_state.get(State.PROPOSED))


def standing_in(history: Sequence[ContactAgreement]) -> Standing:
    """The same, of a history that is read already."""
    by_state = {one.state: one for one in reversed(history) if not has_lapsed(one)}
    return Standing(by_state.get(State.IN_FORCE), by_state.get(State.PROPOSED))


@Prepared
def _standing(given: Given) -> QuerySet[ContactAgreement]:
    standing = [State.IN_FORCE, State.PROPOSED]
    return ContactAgreement.objects.filter(citizen=given.key("citizen"), state__in=standing)


def agreement_in_force(citizen: Citizen) -> ContactAgreement | None:
    """The agreement in force, if there is one."""
    return agreements_standing(citizen).in_force


def agreement_proposed(citizen: Citizen) -> ContactAgreement | None:
    """The proposal that waits for the citizen, if there is one."""
    return agreements_standing(citizen).proposed


def followed_proposal(citizen: Citizen) -> ContactAgreement | None:
    """The proposal the citizen's own answers led to, where it waits."""
    waits = agreement_proposed(citizen)
    by_rules = waits is not None and waits.proposed_by == ProposedBy.PUBLISHED_RULES
    return waits if by_rules else None


def waiting_for_staff(citizen_ids: Iterable[int]) -> Sequence[ContactAgreement]:
    """What waits for whoever is the coach of these citizens, the longest first.

    What the citizen asked; a spoken one they say is not so; and a proposal that lapsed unanswered
    with nothing newer, for as long as a proposal stands (decision 0035).
    """
    keys = list(citizen_ids)
    since = clock.now() - timedelta(days=catalog().policy["proposal_days"])
    news = Q(state=State.PROPOSED) | Q(state=State.LAPSED, ended_at__gte=since)
    rows = ContactAgreement.objects.filter(news, citizen__in=keys)
    newest = dict(
        ContactAgreement.objects.filter(citizen__in=keys)
        .exclude(source=AgreementSource.RESTORED)
        .order_by("id")
        .values_list("citizen", "id")
    )
    return [row for row in rows.order_by("made_at", "id") if _waits_for_staff(row, newest)]


def _waits_for_staff(row: ContactAgreement, newest: Mapping[int, int]) -> bool:
    if has_lapsed(row):
        return newest.get(row.citizen_id) == row.pk
    return row.proposed_by == ProposedBy.CITIZEN or row.disputed_at is not None


def newest_channel(citizen: Citizen) -> str:
    """The channel of the newest agreement or proposal, whatever became of it; may be empty."""
    made = ContactAgreement.objects.filter(citizen=citizen).order_by("-id")
    return made.values_list("channel", flat=True).first() or ""


def agreement_history(citizen: Citizen) -> Sequence[ContactAgreement]:
    """Every agreement and proposal, newest first."""
    return list(ContactAgreement.objects.filter(citizen=citizen).order_by("-id"))


class Agreed(NamedTuple):
    """What an agreement in force says of the days ahead, for reading everybody's at once.

    ``next_to`` is the last day of the next contact, ``pause_until`` the day a pause is looked at
    again; either may be None.
    """

    freedom: str
    next_to: date | None
    pause_until: date | None
    in_force_at: datetime


def agreed_now() -> dict[int, Agreed]:
    """Everybody with an agreement in force, by the citizen's key: one query."""
    return {citizen: Agreed(*told) for citizen, *told in _agreed_now()()}


def agreed_of(citizen_ids: Iterable[int]) -> dict[int, Agreed]:
    """The same, of these citizens: one query."""
    return {citizen: Agreed(*told) for citizen, *told in _agreed_of()(keys=citizen_ids)}


@Prepared
def _agreed_now(_: Given) -> QuerySet[ContactAgreement]:
    return _told(ContactAgreement.objects.filter(state=State.IN_FORCE).order_by("id"))


@Prepared
def _agreed_of(given: Given) -> QuerySet[ContactAgreement]:
    held = ContactAgreement.objects.filter(state=State.IN_FORCE)
    return _told(held.filter(citizen__id__among=given.keys("keys")))


def _told(held: QuerySet[ContactAgreement]) -> QuerySet[ContactAgreement]:
    return held.values_list("citizen_id", *Agreed._fields)


def pauses(citizens: Collection[int] | None = None, *, on: date) -> dict[int, date]:
    """Whose contact pauses by the agreement in force, and the day it is looked at again.

    ``citizens`` None is everybody. The day itself is covered still; after it nothing is.
    Source: semantics, sections 6 and 8. One query.
    """
    paused = dict(_paused()(on=on))
    if citizens is None:
        return paused
    return {pk: paused[pk] for pk in citizens if pk in paused}


@Prepared
def _paused(given: Given) -> QuerySet[ContactAgreement]:
    held = ContactAgreement.objects.filter(state=State.IN_FORCE, pause_until__gte=given.day("on"))
    return held.order_by("id").values_list("citizen_id", "pause_until")


def pauses_near(citizens: Collection[int], *, on: date, days: int) -> Sequence[ContactAgreement]:
    """Pauses in force to be looked at within ``days``, or that should have been, the longest due
    first.
    """
    last = on + timedelta(days=days)
    held = ContactAgreement.objects.filter(state=State.IN_FORCE, pause_until__lte=last)
    return list(held.filter(citizen__in=list(citizens)).order_by("pause_until", "id"))
