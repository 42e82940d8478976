"""A whole caseload handed over: table by table, what moves is named, and nothing else does."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps

from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.handing_over import Wish
from staasted.apps.citizens.models import Citizen, CounsellorAssignment
from staasted.apps.imports.tables import columns_in, label_of
from staasted.apps.net.models import Alert
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import in_force_on
from staasted.apps.outbox.models import Message
from staasted.apps.talking.answering import answering
from staasted.core.net import OwnerAs
from tests import town
from tests.filled import fill, ways_to_a_case
from tests.office import coach_on, hand_over
from tests.route.matrix_scene import Scene, build_scene
from tests.town import MONDAY, NOON
from tests.waiting import with_mail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("logged")]
DAY = timedelta(days=1)

Rows = Mapping[object, Mapping[str, Any]]
"""The rows of one table by their key, each as column → value."""

MOVES = {
    "citizens.caseloadhandover": "the act itself",
    "citizens.counsellorassignment": "the coach of each case",
    "net.alert": "whose the open alerts are",
    "outbox.message": "each citizen is told",
    "audit.actlog": "each is logged",
}
"""Every table a hand-over writes in, and what moves there; all others are the same row for row."""


@dataclass(frozen=True)
class Held:
    """A scene in which Åse has a row in every table, and Karen's citizens before they go."""

    scene: Scene
    karens: list[Citizen]
    alert: Alert

    def given(self) -> None:
        """All of Karen's to Jens, from today."""
        place = self.scene.place
        hand_over(place.leading(), Wish(giver=place.karen, from_on=MONDAY, to=place.jens))


@pytest.fixture
def held(db: None) -> Held:
    scene = build_scene()
    place, ase = scene.place, scene.ase
    keys = CounsellorAssignment.objects.filter(in_force_on(MONDAY), counsellor=place.karen)
    karens = list(Citizen.objects.filter(pk__in=keys.values("citizen"), closed_on=None))
    with_mail(*karens)
    alert = Alert.objects.create(
        citizen=ase,
        watch="message_unanswered",
        about_key="kept",
        since_on=MONDAY - 4 * DAY,
        opened_on=MONDAY - 3 * DAY,
        opened_at=NOON - 3 * DAY,
        owner=place.karen,
        owner_as=OwnerAs.COACH,
        colleague=scene.others["mate"],
        colleague_on=MONDAY - DAY,
    )
    fill(place, ase, place.karen)
    return Held(scene, karens, alert)


def everything() -> dict[str, Rows]:
    """Every row of every table."""
    tables = apps.get_models(include_auto_created=True)
    return {label_of(table): _rows(table) for table in tables}


def _rows(table: Any) -> Rows:
    names = [column.attname for column in columns_in(table)]
    return {row["pk"]: row for row in table.objects.values("pk", *names)}


def test_every_table_of_a_citizens_has_a_row_before_anybody_goes(held: Held) -> None:
    ways = ways_to_a_case()
    assert len(ways) > 70
    empty = [
        label_of(table)
        for table, way in ways.items()
        if not table.objects.filter(**{f"{way}__in": held.karens}).exists()
    ]
    assert empty == []
    assert len(held.karens) > 1


def test_nothing_is_written_but_what_is_named_and_there_only_what_moves(held: Held) -> None:
    before = everything()
    held.given()
    after = everything()
    assert {table for table in after if after[table] != before[table]} == set(MOVES)
    for table in MOVES:
        gone = before[table].keys() - after[table].keys()
        assert not gone, f"{table} lost {gone}"
    changed = {
        (table, column)
        for table in MOVES
        for key, row in before[table].items()
        for column, value in row.items()
        if after[table][key][column] != value
    }
    assert changed == {
        ("citizens.counsellorassignment", "to_on"),
        ("citizens.counsellorassignment", "withdrawn"),  # who came that very day was never hers
        ("net.alert", "owner_id"),
    }


def test_each_has_the_new_coach_that_day_and_the_old_one_the_day_before(held: Held) -> None:
    held.given()
    place = held.scene.place
    assert {coach_on(case) for case in held.karens} == {place.jens}
    assert coach_on(held.scene.ase, MONDAY - DAY) == place.karen


def test_what_is_agreed_asked_and_paused_stands_as_it_did(held: Held) -> None:
    agreed = ContactAgreement.objects.filter(citizen__in=held.karens)
    before = list(agreed.order_by("pk").values())
    assert before
    held.given()
    assert list(agreed.order_by("pk").values()) == before


def test_an_open_alert_goes_along_with_its_limit_and_who_has_heard(held: Held) -> None:
    held.given()
    alert, was = Alert.objects.get(pk=held.alert.pk), held.alert
    assert (alert.owner, alert.owner_as) == (held.scene.place.jens, OwnerAs.COACH)
    kept = ("opened_on", "opened_at", "since_on", "colleague_id", "colleague_on", "lead_on")
    assert [getattr(alert, name) for name in kept] == [getattr(was, name) for name in kept]


def test_from_a_later_day_the_alert_stays_with_whoever_is_coach_until_then(held: Held) -> None:
    place = held.scene.place
    later = Wish(giver=place.karen, from_on=MONDAY + 7 * DAY, to=place.jens)
    hand_over(place.leading(), later)
    assert Alert.objects.get(pk=held.alert.pk).owner == place.karen
    assert coach_on(held.scene.ase) == place.karen


def test_the_new_coach_answers_what_is_written(held: Held) -> None:
    held.given()
    ase = held.scene.ase
    assert answering(ase, coach_on(ase), on=MONDAY).by == held.scene.place.jens


def test_live_times_stay_with_whoever_holds_them_and_the_citizen_is_told(held: Held) -> None:
    live = Booking.objects.filter(citizen=held.scene.ase, counsellor=held.scene.place.karen)
    assert live.filter(outcome=None).exists()
    held.given()
    told = Message.objects.get(kind="coach_given", person=held.scene.ase.person)
    assert "Jens Ågård er din coach fra mandag den 18. maj 2026" in told.body
    assert "Har du en tid hos Karen Østergård, står den ved magt" in told.body


def test_everybody_is_told_once_in_their_own_language(held: Held) -> None:
    Person.objects.filter(pk=held.karens[1].person_id).update(language="en")
    held.given()
    told = Message.objects.filter(kind="coach_given")
    assert sorted(told.values_list("person", flat=True)) == sorted(
        case.person_id for case in held.karens
    )
    assert "Jens Ågård is your coach from" in told.get(person=held.karens[1].person).body


def test_a_second_hand_over_takes_the_place_of_a_letter_that_has_not_gone(held: Held) -> None:
    place, ase = held.scene.place, held.scene.ase
    held.given()
    mette = town.staff_register(
        name="Mette Mose", roles=[town.Role.COUNSELLOR], from_on=town.LONG_AGO
    )
    hand_over(place.leading(), Wish(giver=place.jens, from_on=MONDAY, to=mette))
    told = Message.objects.filter(kind="coach_given", person=ase.person).order_by("pk")
    assert [bool(each.body) for each in told] == [False, True]
    assert "Mette Mose" in told[1].body
