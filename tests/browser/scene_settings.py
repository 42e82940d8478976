"""Somebody in the scene whom mail does not reach, and who needs an interpreter."""

from staasted.apps.citizens.circumstances import Circumstances
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import Person
from tests import town
from tests.town import NOON, Town

ADDRESS = "rie@staasted.example"


def beyond_mail(place: Town) -> Citizen:
    """Rie, whose address and number take nothing."""
    case = town.citizen(place.karen, name="Rie Retur")
    Person.objects.filter(pk=case.person_id).update(
        email=ADDRESS,
        email_bounced=ADDRESS,
        email_bounced_at=NOON,
        phone="20 30 40 99",
        phone_bounced="4520304099",
        phone_bounced_at=NOON,
    )
    Circumstances.objects.create(
        citizen=case, interpreter=True, interpreter_language="tigrinya", interpreter_own=True
    )
    return case
