"""What an agreement binds to, how long a proposal stands, how far ahead contact may be agreed."""

from datetime import date, timedelta

from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.agreements.states import State
from staasted.apps.org.clock import COPENHAGEN, clock
from staasted.catalog.loader import catalog
from staasted.core.axes import Freedom
from staasted.core.cadence import Contact


def contact_binding(agreement: ContactAgreement) -> Contact:
    """The contact an agreement promises from today on, also where its day was missed."""
    agreed = Contact(Freedom(agreement.freedom), agreement.interval_weeks, agreement.next_to)
    return agreed.binding(clock.today())


def answer_by(proposal: ContactAgreement) -> date:
    """The last day a proposal can be accepted, inclusive: Danish days from the day it was made,
    and never after the contact it proposes (decision 0005; policy ``proposal_days``).
    """
    made_on = proposal.made_at.astimezone(COPENHAGEN).date()
    last = made_on + timedelta(days=catalog().policy["proposal_days"])
    return min(last, proposal.next_to) if proposal.next_to else last


def has_lapsed(agreement: ContactAgreement) -> bool:
    """Whether it is a proposal nobody answered in time, marked as lapsed yet or not."""
    if agreement.state == State.LAPSED:
        return True
    return agreement.state == State.PROPOSED and clock.today() > answer_by(agreement)


def furthest_next_contact() -> date:
    """The last day a next contact may be agreed for today, inclusive (``next_contact_days``)."""
    return clock.today() + timedelta(days=catalog().policy["next_contact_days"])
