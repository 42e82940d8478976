"""Those who lack something, for the pages: more than fit on one page, and messages that stand."""

from datetime import date, timedelta

from django.db import transaction

from staasted.apps.citizens.models import Citizen
from staasted.apps.outbox.models import Message
from staasted.apps.outbox.services import Draft, message_write
from tests import town
from tests.town import NOON, Town


def lacking(place: Town) -> None:
    """More people than fit on one page of the lead's list, each lacking something.

    The last of them has two messages that stand still.
    """
    town.citizen(place.karen, name="Per Ukendt", asked_on=None)
    for number in range(34):
        asked_on = date(2025, 12, 1) + timedelta(days=number)
        case = town.citizen(place.jens, name=f"Person {number:02}", asked_on=asked_on)
    _messages_standing_still(case)


def _messages_standing_still(case: Citizen) -> None:
    """One message that was given up, and one that may have gone."""
    for number, (state, failure) in enumerate([("given_up", "server_away"), ("unsure", "stopped")]):
        with transaction.atomic():
            draft = Draft("booked", f"m{number}", "Emne", "Tekst", NOON + timedelta(days=9))
            case.person.email = "nana@staasted.example"
            message_write(person=case.person, draft=draft, now=NOON)
        Message.objects.filter(matter=f"m{number}").update(state=state, failure=failure)
