"""Whoever covers for a colleague who is away sees what that colleague has booked; nobody else."""

from datetime import timedelta

import pytest

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.models import ReadLog
from staasted.apps.booking.absences import absence_record
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import Person
from staasted.catalog.texts import text
from tests import town
from tests.browsing import come_in, main
from tests.happenings import book
from tests.town import MONDAY, Town

pytestmark = pytest.mark.django_db
PAGE = "/team/samtaler/"


@pytest.fixture
def ase(place: Town) -> Citizen:
    """A citizen of Karen's with a time, where Karen and Jens are one team."""
    place.in_team(place.karen, place.jens)
    case = town.citizen(place.karen)
    book(case, place.karen)
    return case


def away(person: Person) -> None:
    absence_record(actor=OPERATOR, person=person, from_on=MONDAY, to_on=MONDAY + timedelta(days=4))


def seen(person: Person, *, purpose: str = "cover") -> str:
    return main(come_in(person, purpose=purpose).get(PAGE, follow=True).content.decode())


def test_whoever_covers_sees_when_whom_what_for_and_that_is_logged(
    place: Town, ase: Citizen
) -> None:
    away(place.karen)
    page = seen(place.jens)
    assert "Åse Møller" in page
    assert "Booket hos Karen Østergård" in page
    assert f"/borgere/{ase.public_id}/" in page
    row = ReadLog.objects.get(page="covered")
    assert (row.purpose, ase.public_id in row.citizens) == ("cover", True)


def test_while_nobody_is_away_there_is_nothing_to_see(place: Town, ase: Citizen) -> None:
    assert text("covering.nobody") in seen(place.jens)
    away(place.jens)
    assert "Åse Møller" not in seen(place.jens)


def test_a_purpose_is_said_first(place: Town, ase: Citizen) -> None:
    away(place.karen)
    assert "Åse Møller" not in seen(place.jens, purpose="")


def test_in_another_team_it_is_not_seen(place: Town, ase: Citizen) -> None:
    away(place.karen)
    other = town.staff_register(name="Mia Dal", roles=[town.Role.COUNSELLOR], from_on=town.LONG_AGO)
    place.in_team(other, name="Team Ø")
    assert "Åse Møller" not in seen(other)


def test_a_protected_name_and_a_case_marked_for_the_reader_are_not_shown(
    place: Town, ase: Citizen
) -> None:
    away(place.karen)
    Person.objects.filter(pk=ase.person_id).update(protected=True)
    page = seen(place.jens)
    assert "Åse Møller" not in page
    assert text("ui.protected_name") in page
    town.keep_apart(ase, place.jens)
    assert f"/borgere/{ase.public_id}/" not in seen(place.jens)


def test_what_is_far_ahead_or_moved_to_somebody_here_is_not_on_the_list(
    place: Town, ase: Citizen
) -> None:
    away(place.karen)
    bo = town.citizen(place.karen, name="Bo Ravn")
    book(bo, place.jens)
    assert "Bo Ravn" not in seen(place.jens)
