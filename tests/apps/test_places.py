"""Places and rooms are kept by the administrator; counsellors have languages and subjects."""

import pytest

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.audit.models import ActLog
from staasted.apps.booking.colleagues import colleagues_of
from staasted.apps.booking.competences import can, competences_of, competences_set
from staasted.apps.booking.limits import limits_set
from staasted.apps.booking.models import Resource
from staasted.apps.booking.places import (
    place_change,
    place_close,
    place_known,
    place_make,
    places_open,
    room_close,
    room_make,
)
from staasted.apps.booking.series import series_end
from staasted.apps.org.doors import AccessRefused
from staasted.apps.org.models import Person
from staasted.apps.org.services import staff_register
from staasted.catalog.loader import catalog
from staasted.catalog.purposes import Purpose
from staasted.core.errors import DomainError
from tests import town
from tests.opening import laid_series
from tests.town import MONDAY, Town

HEALTH = "health_and_daily_life"


def made(name: str = "Jobhuset"):
    return place_make(actor=OPERATOR, name=name, address="Torvet 1, 9999 Ådal", way="Gå ind ad A.")


def test_a_place_is_made_changed_and_closed_and_each_is_logged(place: Town) -> None:
    there = made()
    place_change(actor=OPERATOR, place=there, name="Jobhuset", address="Torvet 2", way="")
    place_change(actor=OPERATOR, place=there, name="Jobhuset", address="Torvet 2", way="")
    assert place_known(there.public_id).address == "Torvet 2"
    place_close(actor=OPERATOR, place=there)
    assert places_open() == []
    rows = ActLog.objects.filter(subject=there.public_id).order_by("id")
    acts = list(rows.values_list("act", flat=True))
    assert acts == ["place_make", "place_change", "place_close"]


@pytest.mark.parametrize(("name", "code"), [("", "place_without_address"), ("A", "place_known")])
def test_a_place_has_an_address_and_a_name_of_its_own(place: Town, name: str, code: str) -> None:
    made("A")
    with pytest.raises(DomainError, match=code):
        made(name)


def test_a_place_that_is_used_stays_open(place: Town) -> None:
    there = made()
    series = laid_series(place, place=there)
    with pytest.raises(DomainError, match="place_in_use"):
        place_close(actor=OPERATOR, place=there)
    series_end(actor=place.counsellor(), series=series, last_on=MONDAY)
    place_close(actor=OPERATOR, place=there)


def test_a_room_has_time_of_its_own_until_it_is_closed(place: Town) -> None:
    there = made()
    room = room_make(actor=OPERATOR, place=there, name="Lokale 1", seats=4)
    assert Resource.objects.filter(room=room).count() == 1
    with pytest.raises(DomainError, match="room_known"):
        room_make(actor=OPERATOR, place=there, name="Lokale 1", seats=4)
    with pytest.raises(DomainError, match="room_without_name"):
        room_make(actor=OPERATOR, place=there, name=" ", seats=4)
    room_close(actor=OPERATOR, room=room)
    assert place_known(there.public_id).open_rooms == []
    place_close(actor=OPERATOR, place=there)
    with pytest.raises(DomainError, match="place_is_closed"):
        room_make(actor=OPERATOR, place=there, name="Lokale 2", seats=4)


def test_a_counsellor_keeps_no_places(place: Town) -> None:
    with pytest.raises(AccessRefused):
        place_make(actor=place.counsellor(), name="Mit", address="Her")


def knowing(place: Town, purpose: Purpose) -> list[tuple[Person, bool]]:
    """Who of the team but Mette may hold a conversation, and whether its subject is theirs."""
    mette = Person.objects.get(name="Mette Coach")
    case = town.citizen(mette)
    return [(each, each.knows) for each in colleagues_of(case, mette, purpose, on=MONDAY)]


def test_languages_and_subjects_are_set_and_looked_for(place: Town) -> None:
    mine, purpose = place.counsellor(), catalog().purposes[HEALTH]
    mette = staff_register(name="Mette Coach", roles=[Role.COUNSELLOR], from_on=MONDAY)
    place.in_team(place.karen, place.jens, mette)
    assert knowing(place, purpose) == [(place.jens, False), (place.karen, False)]
    competences_set(actor=mine, person=place.karen, slugs={"arabic", "health"})
    competences_set(actor=mine, person=place.karen, slugs={"arabic", "health"})
    assert knowing(place, purpose) == [(place.jens, False), (place.karen, True)]
    plain = catalog().purposes["job_search"]
    assert knowing(place, plain) == [(place.jens, False), (place.karen, False)]
    assert list(Person.objects.filter(can("arabic"))) == [place.karen]
    assert list(Person.objects.filter(can("polish"))) == []
    competences_set(actor=mine, person=place.karen, slugs={"arabic"})
    assert competences_of(place.karen) == ["arabic"]
    assert knowing(place, purpose) == [(place.jens, False), (place.karen, False)]
    assert list(Person.objects.filter(can("health"))) == []
    assert ActLog.objects.filter(act="competences_set").count() == 2
    with pytest.raises(DomainError, match="competence_unknown"):
        competences_set(actor=mine, person=place.karen, slugs={"klingon"})


def test_pause_and_most_a_day_are_ones_own_to_set(place: Town) -> None:
    mine = {"actor": place.counsellor(), "person": place.karen}
    limits_set(**mine, pause_minutes=15, most_a_day=4)
    row = Resource.objects.get(person=place.karen, kind="counsellor")
    assert (row.pause_minutes, row.most_a_day) == (15, 4)
    with pytest.raises(DomainError, match="pause_off_grid"):
        limits_set(**mine, pause_minutes=20, most_a_day=None)
    with pytest.raises(DomainError, match="day_without_conversations"):
        limits_set(**mine, pause_minutes=0, most_a_day=0)
    with pytest.raises(AccessRefused):
        limits_set(actor=mine["actor"], person=place.jens, pause_minutes=0, most_a_day=None)
