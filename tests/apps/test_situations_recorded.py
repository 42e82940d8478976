"""A change told by telephone is written down for the citizen; its paper may lie beside it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from staasted.apps.audit.reading import reading
from staasted.apps.citizens.models import Citizen
from staasted.apps.files.access import content_of, file_reached
from staasted.apps.files.checking import file_check
from staasted.apps.outbox.models import Message
from staasted.apps.situations.access import files_beside
from staasted.apps.situations.services import (
    situation_confirm,
    situation_files_lay,
    situation_refuse,
    situation_take_back,
    situation_tell,
)
from staasted.apps.situations.states import SituationState
from staasted.core.errors import DomainError
from tests import town
from tests.situation import due, tells, told
from tests.town import MONDAY, NOON, Town

pytestmark = pytest.mark.django_db

SOON = MONDAY + timedelta(days=20)


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen, asked_on=MONDAY)


def test_what_is_recorded_without_its_paper_waits_for_whoever_sees_it(
    place: Town, ase: Citizen
) -> None:
    actor, owed = place.counsellor(), due(ase)
    row = situation_tell(actor=actor, citizen=ase, told=told("job_on_the_way", SOON), now=NOON)
    assert (row.state, row.decided_by, row.by_staff) == (SituationState.WAITING, None, True)
    assert due(ase) == owed
    by_karen = {"actor": place.counsellor(), "public_id": row.public_id, "now": NOON}
    situation_confirm(**by_karen, paper="Kontrakten", answer="")
    assert due(ase) != owed


def test_the_citizen_hears_what_was_written_down_for_them_and_may_take_it_back(
    place: Town, ase: Citizen
) -> None:
    ase.person.email = "aase@eksempel.dk"
    ase.person.save()
    actor = place.counsellor()
    seen = told("job_on_the_way", SOON, paper="Kontrakten", words="Ådal Skole")
    row = situation_tell(actor=actor, citizen=ase, told=seen, now=NOON)
    message = Message.objects.get(kind="situation_answered")
    assert "skrevet ned" in message.body
    assert "Ådal Skole" not in message.body
    situation_take_back(actor=town.acting(ase), citizen=ase, public_id=row.public_id, now=NOON)
    row.refresh_from_db()
    assert row.state == SituationState.ENDED


def test_files_lie_beside_a_change_that_is_live_and_staff_may_open_them(
    place: Town, ase: Citizen
) -> None:
    paper = file_check(name="kontrakt.txt", chunks=[b"Kontrakt"])
    row = tells(ase, "job_on_the_way", SOON, files=[paper])
    again = {"actor": town.acting(ase), "citizen": ase, "public_id": row.public_id}
    situation_files_lay(**again, files=[file_check(name="mail.txt", chunks=[b"Fra chefen"])])
    beside = files_beside(row)
    assert [(file.name, file.shared) for file in beside] == [
        ("kontrakt.txt", True),
        ("mail.txt", True),
    ]
    with reading(actor=place.counsellor(), purpose="follow_up", page="file", at=NOON):
        read = file_reached(place.counsellor(), ase.public_id, beside[0].public_id, on=MONDAY)
    assert content_of(read) == b"Kontrakt"
    by_karen = {"actor": place.counsellor(), "public_id": row.public_id, "now": NOON}
    situation_refuse(**by_karen, answer="Vi mangler en underskrift.")
    with pytest.raises(DomainError, match="situation_ended"):
        situation_files_lay(**again, files=[paper])


def test_the_same_told_again_brings_its_paper_along_and_once(ase: Citizen) -> None:
    row = tells(ase, "job_on_the_way", SOON)
    paper = file_check(name="kontrakt.txt", chunks=[b"Kontrakt"])
    for _ in range(2):
        assert tells(ase, "job_on_the_way", SOON, files=[paper]) == row
    assert [file.name for file in files_beside(row)] == ["kontrakt.txt"]


def test_what_the_citizen_told_first_stands_once_staff_have_seen_its_paper(
    place: Town, ase: Citizen
) -> None:
    waits, owed = tells(ase, "job_on_the_way", SOON), due(ase)
    seen = told("job_on_the_way", SOON, paper="Kontrakten")
    row = situation_tell(actor=place.counsellor(), citizen=ase, told=seen, now=NOON)
    assert row == waits
    assert (row.state, row.decided_by, row.paper) == ("stands", place.karen, "Kontrakten")
    assert due(ase) != owed


@pytest.mark.parametrize("found", [situation_confirm, situation_refuse])
def test_the_citizen_hears_that_it_was_written_down_and_then_what_was_found(
    place: Town, ase: Citizen, found: Callable[..., object]
) -> None:
    ase.person.email = "aase@eksempel.dk"
    ase.person.save()
    actor = place.counsellor()
    row = situation_tell(actor=actor, citizen=ase, told=told("job_on_the_way", SOON), now=NOON)
    paper = {"paper": "Kontrakten"} if found is situation_confirm else {}
    found(actor=place.counsellor(), public_id=row.public_id, answer="Set.", now=NOON, **paper)
    assert Message.objects.filter(kind="situation_answered").count() == 2
