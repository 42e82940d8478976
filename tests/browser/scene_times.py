"""People in the scene whose times are a matter of their own: none, too many, busy elsewhere."""

from datetime import date

from staasted.apps.audit.actor import Role
from staasted.apps.booking.services import openings_publish
from staasted.apps.caseload.views_kept import view_keep
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.services import staff_register
from tests import town
from tests.browser.calendar_scene import busy_elsewhere
from tests.gathering import meetings_of_all
from tests.happenings import FIRST, hold, utc
from tests.reminding import PHONE, four_on_friday
from tests.town import MONDAY, NOON, Town


def about_their_times(place: Town, mate: Person) -> dict[str, Person]:
    """Let a team mate have times and Karen other calendars; those the times are a matter for."""
    openings_publish(counsellor=mate, stretches=town.stretches())
    busy_elsewhere(place)
    view_keep(actor=place.counsellor(), name="Uden aftale", picks="frihed=ingen&orden=frist")
    view_keep(actor=place.counsellor(), name="Fra før", picks="gruppe=nedlagt")
    known = {"idle": _without_times().person, "reminded": _reminded(place)}
    return known | {"mona": meetings_of_all(place)}


def _without_times() -> Citizen:
    """Somebody whose coach has opened no more times, and has no colleagues."""
    coach = staff_register(name="Nis Nyansat", roles=[Role.COUNSELLOR], from_on=MONDAY)
    past = town.stretches(first=date(2026, 5, 4), days=5)
    openings_publish(counsellor=coach, stretches=past)
    case = town.citizen(coach, name="Ib Venter")
    hold(case, coach, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    return case


def _reminded(place: Town) -> Person:
    """Rita has so many conversations on Friday that one reminder is kept back."""
    case = town.citizen(place.jens, name="Rita Rigelig")
    Person.objects.filter(pk=case.person_id).update(email="rita@staasted.example", phone=PHONE)
    case.person.refresh_from_db()
    with clock.pinned(NOON):
        four_on_friday(case, place.jens)
    return case.person
