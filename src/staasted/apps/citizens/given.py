"""What follows when citizens are given another coach: each is told, and whoever else must hear.

Apps above declare what they do then (``listen``): it runs in the hand-over's own transaction, with
the cases held.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from django.conf import settings

from staasted.apps.citizens.models import Citizen, CounsellorAssignment
from staasted.apps.org.models import Person
from staasted.apps.outbox.services import Draft, message_write
from staasted.catalog.language import language_of, speaking
from staasted.catalog.loader import catalog
from staasted.catalog.speech import day_year
from staasted.catalog.texts import text

Listener = Callable[[Sequence[Citizen]], None]
_listeners: dict[Listener, None] = {}


def listen(listener: Listener) -> None:
    """Make a listener known; the same one is known once."""
    _listeners[listener] = None


def tell_given(cases: Sequence[Citizen]) -> None:
    """Tell that these have been given a coach, from today or later. In the act's transaction."""
    for listener in _listeners:
        listener(cases)


def citizen_told(given: CounsellorAssignment, giver: Person | None, now: datetime) -> None:
    """Write to a citizen who their coach is from a day on; never why. Inside its transaction.

    A later hand-over says it anew, and takes the place of one that has not gone.
    """
    case, office = given.citizen, settings.STAASTED
    with speaking(language_of(case.person.language)):
        body = (
            text("handing.letter.who", coach=given.counsellor.name, day=day_year(given.from_on)),
            text("handing.letter.keeps"),
            *([text("handing.letter.times", coach=giver.name)] if giver else []),
            text("messages.ending", office=office.office_name, phone=office.office_phone),
        )
        draft = Draft(
            kind="coach_given",
            matter=case.public_id,
            title=text("handing.letter.subject"),
            body="\n\n".join(body) + "\n",
            until_at=now + _worth_telling(given.from_on, now.date()),
            again=given.pk,
        )
    message_write(person=case.person, draft=draft, now=now)


def _worth_telling(from_on: date, today: date) -> timedelta:
    """As long as messages are kept, and to the day it begins where that is further ahead."""
    kept = timedelta(days=catalog().policy["message_kept_days"])
    return max(kept, from_on - today)
