"""The net in a test: nights gone through, and who is where in it."""

from datetime import date, datetime, time, timedelta

from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.agreements.services import agreement_make
from staasted.apps.agreements.states import AgreementSource, PauseReason
from staasted.apps.agreements.terms import Pause, Terms
from staasted.apps.audit.actor import Role
from staasted.apps.citizens.models import Citizen
from staasted.apps.net.models import Alert
from staasted.apps.net.round import net_round
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import actor_for
from staasted.core.axes import Freedom
from tests.town import danish

DAY = timedelta(days=1)


def night(day: date) -> datetime:
    """Three o'clock, when the net is gone through."""
    return danish(day, time(3))


def go_through(day: date) -> int:
    """The round of a night; how many alerts it opened."""
    with clock.pinned(night(day)):
        return net_round(now=night(day))


def nights(first: date, last: date) -> None:
    """The rounds of every night from one to another, both inclusive."""
    while first <= last:
        go_through(first)
        first += DAY


def open_on(case: Citizen) -> set[str]:
    """The watches with an open alert on a citizen."""
    held = Alert.objects.filter(citizen=case, met_at=None)
    return set(held.values_list("watch", flat=True))


def alert_on(case: Citizen, watch: str) -> Alert:
    """The newest alert of a watch on a citizen."""
    return Alert.objects.filter(citizen=case, watch=watch).latest("pk")


def agrees(
    case: Citizen,
    coach: Person,
    *,
    until: date | None,
    at: datetime,
    freedom: Freedom = Freedom.CHECK_INS,
) -> ContactAgreement:
    """The coach writes down the next contact: by a day, or none said."""
    first = None if until is None else min(until, at.date())
    return _agrees(case, coach, Terms(freedom, None, first, until), at)


def pauses(
    case: Citizen,
    coach: Person,
    *,
    until: date,
    at: datetime,
    reason: PauseReason = PauseReason.TREATMENT,
) -> ContactAgreement:
    """The coach writes down a pause, looked at again on a day."""
    terms = Terms(Freedom.CHECK_INS, None, None, None, pause=Pause(reason, until))
    return _agrees(case, coach, terms, at)


def _agrees(case: Citizen, coach: Person, terms: Terms, at: datetime) -> ContactAgreement:
    actor = actor_for(person=coach, role=Role.COUNSELLOR)
    source = AgreementSource.STAFFS_PAGE
    with clock.pinned(at):
        return agreement_make(actor=actor, citizen=case, terms=terms, source=source)
