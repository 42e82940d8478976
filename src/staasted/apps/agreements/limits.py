"""What an agreement binds to, how long a proposal stands, how far ahead contact may be agreed."""

from datetime import date, datetime, timedelta

from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.agreements.states import SPOKEN, State
from staasted.apps.agreements.terms import Terms
from staasted.apps.org.clock import COPENHAGEN, clock
from staasted.catalog.loader import catalog
from staasted.core.axes import Freedom
from staasted.core.cadence import Contact
from staasted.core.errors import DomainError


def contact_binding(agreement: ContactAgreement) -> Contact:
    """The contact an agreement promises from today on, also where its day was missed.

    The day a pause is looked at again is contact too.
    """
    day = agreement.next_to or agreement.pause_until
    agreed = Contact(Freedom(agreement.freedom), agreement.interval_weeks, day)
    return agreed.binding(clock.today())


def contact_wanted(terms: Terms) -> Contact:
    """The contact some terms promise, for comparing with what is agreed."""
    day = terms.pause.until if terms.pause else terms.next_to
    return Contact(terms.freedom, terms.interval_weeks, day)


def answer_by(proposal: ContactAgreement) -> date:
    """The last day a proposal can be accepted, inclusive: Danish days from the day it was made,
    and never after the contact it proposes (decision 0005; policy ``proposal_days``).

    A spoken one the citizen disputed stands as long from that day on.
    """
    stands = timedelta(days=catalog().policy["proposal_days"])
    if proposal.disputed_at is not None and proposal.state != State.IN_FORCE:
        return _day(proposal.disputed_at) + stands
    last, contact = _day(proposal.made_at) + stands, proposal.next_to or proposal.pause_until
    return min(last, contact) if contact else last


def dispute_by(agreement: ContactAgreement) -> date | None:
    """The last day the citizen can say a spoken agreement is not what was agreed, inclusive.

    None where it cannot be said: it was not spoken, is not in force, or has been said already.
    """
    spoken = agreement.source in SPOKEN and agreement.state == State.IN_FORCE
    if not spoken or agreement.disputed_at is not None or agreement.in_force_at is None:
        return None
    last = _day(agreement.in_force_at) + timedelta(days=catalog().policy["dispute_days"])
    return last if clock.today() <= last else None


def has_lapsed(agreement: ContactAgreement) -> bool:
    """Whether it is a proposal nobody answered in time, marked as lapsed yet or not."""
    if agreement.state == State.LAPSED:
        return True
    return agreement.state == State.PROPOSED and clock.today() > answer_by(agreement)


def furthest_next_contact() -> date:
    """The last day a next contact may be agreed for today, inclusive (``next_contact_days``)."""
    return clock.today() + timedelta(days=catalog().policy["next_contact_days"])


def furthest_pause() -> date:
    """The last day a pause made today may be looked at again, inclusive (``pause_days``)."""
    return clock.today() + timedelta(days=catalog().policy["pause_days"])


def terms_check(terms: Terms) -> None:
    """Refuse what no two people can agree on.

    Errors: DomainError ``next_contact_too_far``, ``next_contact_past``, ``pause_too_long``,
    ``words_too_long``.
    """
    day, most = terms.next_to, catalog().policy["agreement_characters"]
    if day is not None and day > furthest_next_contact():
        raise DomainError("next_contact_too_far", furthest=furthest_next_contact())
    pause = terms.pause
    if pause is not None and not clock.today() < pause.until <= furthest_pause():
        raise DomainError("pause_too_long", furthest=furthest_pause())
    words_check(terms.words, most=most)


def words_check(words: str, *, most: int | None = None) -> None:
    """Refuse more words than the policy allows. Errors: DomainError ``words_too_long``."""
    most = most or catalog().policy["agreement_characters"]
    if len(words) > most:
        raise DomainError("words_too_long", most=most)


def _day(moment: datetime) -> date:
    return moment.astimezone(COPENHAGEN).date()
