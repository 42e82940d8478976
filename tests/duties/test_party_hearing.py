"""The duty to hear the citizen before something is decided against them."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.citizens.models import Citizen
from staasted.apps.letters.models import Letter
from staasted.apps.org.clock import clock
from staasted.apps.outbox.models import Message
from staasted.apps.records.models import Hearing
from staasted.apps.records.services import hearing_decide, hearing_drop
from staasted.core.errors import DomainError
from tests.browsing import come_in, hidden, main
from tests.ending import close_case
from tests.hearings import FACTS, INTENDS, SECTION, answers_hearing, asks
from tests.inviting import who_books
from tests.talking import letter_draft
from tests.town import NOON, Town, bystanders

pytestmark = pytest.mark.django_db
OWN = "/mit-forloeb/hoering/"


def test_the_citizen_sees_what_is_meant_why_and_until_when_and_answers_on_their_own_page(
    place: Town, ase: Citizen
) -> None:
    coach, own = come_in(place.karen), come_in(ase.person)
    address = f"/borgere/{ase.public_id}/hoering/"
    form = hidden(coach.get(address).content.decode())
    sent = form | {"intends": INTENDS, "facts": FACTS, "section": SECTION}
    assert coach.post(address, sent | {"answer_by": "2026-05-25"}).status_code == 302
    page = main(own.get(OWN).content.decode())
    for words in (INTENDS, FACTS, SECTION, "25. maj 2026"):
        assert words in page
    row = Hearing.objects.get()
    assert own.post(OWN, {"hoering": row.public_id, "svar": " "}).status_code == 400
    own.post(OWN, {"hoering": row.public_id, "svar": "Jeg var syg begge dage."})
    assert "Tak for dit svar" in main(own.get(OWN).content.decode())
    assert "Jeg var syg" in main(coach.get(f"{address}{row.public_id}/").content.decode())


def test_the_citizen_is_told_by_mail_that_we_ask_and_nothing_of_what(
    place: Town, ase: Citizen
) -> None:
    asks(ase, place.karen)
    told = Message.objects.get(kind="hearing")
    assert "25. maj 2026" in told.body
    assert INTENDS not in told.title + told.body


def test_nothing_is_decided_before_the_answer_or_the_day(place: Town, ase: Citizen) -> None:
    row = asks(ase, place.karen)
    of = {"actor": place.counsellor(), "hearing": row, "weighed": "Der kom ikke noget svar."}
    for days in (0, 7):
        at = clock.pinned(NOON + timedelta(days=days))
        with at, pytest.raises(DomainError, match="hearing_waits"):
            hearing_decide(**of, draft=letter_draft())
    with clock.pinned(NOON + timedelta(days=8)):
        hearing_decide(**of, draft=letter_draft(decision="sickness"))
    assert Hearing.objects.get().decision == Letter.objects.get()


def test_the_decision_weighs_the_answer_and_the_citizen_reads_how(
    place: Town, ase: Citizen
) -> None:
    row = asks(ase, place.karen)
    answers_hearing(ase, row)
    coach = come_in(place.karen)
    address = f"/borgere/{ase.public_id}/hoering/{row.public_id}/"
    page = coach.get(address).content.decode()
    assert "Du har sagt: Jeg var syg begge dage." in main(page)
    sent = hidden(page) | {
        "title": "Dine sygedagpenge",
        "body": "Vi stopper dem ikke.",
        "may_decide": "Intet.",
        "complain": "Skriv til os.",
        "decision": "sickness",
        "language": "da",
    }
    assert coach.post(address, sent).status_code == 400, "how it was weighed is missing"
    assert coach.post(address, sent | {"weighed": "Sygdom er en god grund."}).status_code == 302
    assert coach.post(address, sent | {"weighed": "Igen."}).status_code == 400
    own = main(come_in(ase.person).get(OWN).content.decode())
    assert "Sygdom er en god grund." in own
    assert f"/mit-forloeb/breve/{Letter.objects.get().public_id}/" in own


def test_a_time_that_is_too_short_is_refused(place: Town, ase: Citizen) -> None:
    with pytest.raises(DomainError, match="hearing_too_short"):
        asks(ase, place.karen, days=6)


def test_one_may_decide_nothing_and_says_why(place: Town, ase: Citizen) -> None:
    row = asks(ase, place.karen)
    with pytest.raises(DomainError, match="hearing_incomplete"):
        hearing_drop(actor=place.counsellor(), hearing=row, weighed=" ")
    hearing_drop(actor=place.counsellor(), hearing=row, weighed="Det var en fejl.")
    with pytest.raises(DomainError, match="hearing_over"):
        answers_hearing(ase, row)
    assert "Det var en fejl." in main(come_in(ase.person).get(OWN).content.decode())


@pytest.mark.parametrize("column", ["intends", "facts", "section", "answer", "answer_by"])
def test_the_database_changes_no_question_and_no_answer(
    place: Town, ase: Citizen, column: str
) -> None:
    answers_hearing(ase, asks(ase, place.karen))
    other = NOON.date() if column == "answer_by" else "Noget andet"
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        Hearing.objects.update(**{column: other})


def test_nobody_answers_anothers_and_no_team_mate_asks(place: Town, ase: Citizen) -> None:
    row = asks(ase, place.karen)
    other = come_in(who_books(place, name="Bo Friis", email="bo@eksempel.dk").person)
    assert other.post(OWN, {"hoering": row.public_id, "svar": "Nej"}).status_code == 404
    mate = come_in(bystanders(place, ase)["mate"], purpose="team_advice")
    assert mate.get(f"/borgere/{ase.public_id}/hoering/").status_code == 403


def test_nobody_is_asked_once_the_case_is_closed_and_what_was_asked_is_read(
    place: Town, ase: Citizen
) -> None:
    asks(ase, place.karen)
    close_case(ase, place.karen)
    with pytest.raises(DomainError, match="case_closed"):
        asks(ase, place.karen)
    assert INTENDS in main(come_in(ase.person).get(OWN).content.decode())
