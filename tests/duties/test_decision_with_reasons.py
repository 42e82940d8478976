"""The duty to give reasons, and to say how one complains, with every decision."""

import pytest
from django.test import Client

from staasted.apps.citizens.models import Citizen
from staasted.apps.invitations.deciding import self_booking_take
from staasted.apps.letters.models import Letter
from staasted.apps.outbox.models import Message
from staasted.catalog.letter_templates import complaints, letter_templates
from staasted.core.errors import DomainError
from tests.browsing import come_in, hidden, main
from tests.talking import posts
from tests.town import Town

pytestmark = pytest.mark.django_db


def form(coach: Client, ase: Citizen) -> dict[str, str]:
    page = coach.get(f"/borgere/{ase.public_id}/breve/nyt/").content.decode()
    return hidden(page) | {"decision": "none", "language": "da"}


def taken(coach: Client, ase: Citizen, template: str, **more: str) -> str:
    sent = form(coach, ase) | {"hent": "1", "skabelon": template} | more
    answer = coach.post(f"/borgere/{ase.public_id}/breve/nyt/", sent)
    assert answer.status_code == 200
    assert not Letter.objects.exists(), "taking a template sends nothing"
    return main(answer.content.decode())


def test_a_decisions_template_asks_for_reason_section_and_what_the_citizen_said(
    place: Town, ase: Citizen
) -> None:
    page = taken(come_in(place.karen), ase, "decision")
    for gap in ("[… grunden]", "[… loven og paragraffen]", "[… det, du har sagt]", "Kære Åse"):
        assert gap in page


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("decision", "Er du uenig i afgørelsen, kan du klage til Ankestyrelsens"),
        ("decision_sickness", "Er du uenig i afgørelsen om dine sygedagpenge, kan du klage"),
        ("insight_answer", "Du kan også klage til Datatilsynet"),
        ("what_we_agreed", "Er du uenig, så skriv det i et brev her"),
    ],
)
def test_how_one_complains_follows_the_kind_of_letter(
    place: Town, ase: Citizen, template: str, says: str
) -> None:
    page = taken(come_in(place.karen), ase, template)
    assert says in page
    assert "+45 99 55 00 00" in page or "{phone}" not in page


def test_a_decision_with_a_gap_in_it_is_not_sent(place: Town, ase: Citizen) -> None:
    with pytest.raises(DomainError, match="letter_has_gaps"):
        posts(ase, place.karen, body="Vi har lagt vægt på, at [… grunden].", decision="employment")
    assert not Letter.objects.exists()


def test_a_decision_is_known_as_one_and_another_letter_is_not(place: Town, ase: Citizen) -> None:
    assert posts(ase, place.karen, decision="sickness").decision == "sickness"
    assert posts(ase, place.karen, decision="none").decision == ""


def test_what_was_written_stays_when_a_template_is_taken_and_another_after_it(
    place: Town, ase: Citizen
) -> None:
    coach = come_in(place.karen)
    first = taken(coach, ase, "decision", title="Min egen overskrift")
    assert "Min egen overskrift" in first
    words = letter_templates()["decision"].da.may_decide
    second = taken(coach, ase, "what_we_agreed", title="Min egen overskrift", may_decide=words)
    assert "Min egen overskrift" in second
    assert "Du kan selv ændre aftalen" in second
    assert "[… hvad borgeren" not in second, "what a template put there gives way to the next"


def test_a_letter_to_somebody_who_reads_english_begins_in_english(
    place: Town, ase: Citizen
) -> None:
    page = taken(come_in(place.karen), ase, "decision", language="en")
    assert "Dear Åse" in page
    assert "you can complain to the employment committee" in page


def test_taking_the_right_to_book_away_has_a_reason_and_says_how_to_appeal(
    place: Town, ase: Citizen
) -> None:
    with pytest.raises(DomainError, match="invitation_reason"):
        self_booking_take(actor=place.counsellor(), citizen=ase, reason=" ")
    self_booking_take(actor=place.counsellor(), citizen=ase, reason="Tre tider er ikke brugt.")
    told = Message.objects.get(kind="self_booking_taken")
    assert "Ankestyrelsens Beskæftigelsesudvalg" in told.body
    assert "Tre tider" not in told.body, "the reason stands behind the log-in"
    assert ase.self_booking_taken.get().reason == "Tre tider er ikke brugt."


def test_every_kind_of_decision_says_how_one_complains_and_by_which_act_we_know() -> None:
    assert {each.slug for each in complaints().values() if each.decides} >= {
        "employment",
        "sickness",
    }
    for each in complaints().values():
        assert "{phone}" in each.da.how
        assert each.cites or each.unread or not each.decides
        assert all(source.eli for source in each.sources)


def test_the_text_is_counted_before_it_is_sent_and_nothing_is_lost(
    place: Town, ase: Citizen
) -> None:
    coach = come_in(place.karen)
    long = "Vi har besluttet at " + "arbejdsmarkedsforanstaltningerne " * 25 + "gælder."
    sent = form(coach, ase) | {"tjek": "1", "title": "Svar", "body": long, "may_decide": "Intet."}
    page = main(coach.post(f"/borgere/{ase.public_id}/breve/nyt/", sent).content.decode())
    assert "Brevet er meget svært at læse" in page
    assert "De her sætninger er lange" in page
    assert page.count("arbejdsmarkedsforanstaltningerne") == 50, "in the form, and as too long"
    assert not Letter.objects.exists()
