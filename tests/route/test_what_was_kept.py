"""What was kept when a sitting ended is lost by nothing, and shown to nobody who may not see it."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.audit.models import ReadLog
from staasted.apps.booking.models import Booking
from staasted.apps.cases.models import CoachWish
from staasted.apps.citizens.kinds import ConflictKind, Covers, PowerKind
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.relating import conflict_mark, power_grant
from staasted.apps.conversations.models import Conversation
from staasted.apps.org.clock import clock
from staasted.apps.org.draft_seals import draft_open, drafts_held, drafts_reseal
from staasted.apps.org.models import Draft, Person
from staasted.apps.org.services import person_register, role_grant
from staasted.apps.org.staffing import absence_record
from tests import town
from tests.happenings import FIRST, book, hold, utc
from tests.town import LONG_AGO, MONDAY, NOON, Town, bystanders

NOTE = "Vi talte om tre virksomheder, hun vil ringe til."
WISH = "/mit-forloeb/coach/"
FORM = {
    "outcome": "held",
    "minutes": "45",
    "note": NOTE,
    "freedom": "check_ins",
    "next_to": "2026-06-15",
    "next_channel": "phone",
}


@pytest.fixture
def begun(place: Town) -> Booking:
    """A conversation of Karen's that has begun."""
    with clock.pinned(NOON - timedelta(days=1, hours=1)):
        return book(town.citizen(place.karen), place.karen, channel="in_person")


def came_in(person: Person, **said: str) -> Client:
    """A fresh sitting, with what is said in it: ``formaal`` or ``borger``."""
    client = Client()
    client.post("/log-ind/", {"person": person.public_id})
    for name, address in (("formaal", "/formaal/"), ("borger", "/paa-vegne-af/")):
        if name in said:
            client.post(address, {name: said[name]})
    return client


def closes(booking: Booking) -> str:
    return f"/samtaler/{booking.public_id}/afslut/"


def shown(client: Client, address: str) -> str:
    return client.get(address, follow=True).content.decode()


@pytest.fixture
def covering(place: Town, begun: Booking) -> Person:
    """A colleague of Karen's team, who covers while Karen is away."""
    mate = bystanders(place, begun.citizen)["mate"]
    absence_record(actor=OPERATOR, person=place.karen, from_on=MONDAY)
    return mate


def guardian_of(*cases: Citizen) -> Person:
    guardian = person_register(name="Regitze Ret")
    for case in cases:
        power_grant(
            actor=OPERATOR,
            citizen=case,
            representative=guardian,
            kind=PowerKind.GUARDIAN,
            covers=Covers.EVERYTHING,
            days=(MONDAY, None),
        )
    return guardian


def test_a_colleague_who_covers_says_what_for_first_and_then_sends_the_note(covering, begun):
    came_in(covering, formaal="cover").post(closes(begun), FORM | {"gem_kladde": "1"})
    back = came_in(covering)
    asked = back.get(closes(begun))
    assert asked.url.startswith("/formaal/")
    assert back.post(closes(begun), FORM).url.startswith("/formaal/")
    assert Draft.objects.count() == 1
    onward = back.post("/formaal/", {"formaal": "cover", "next": closes(begun)}).url
    assert NOTE in back.get(onward).content.decode()
    assert back.post(closes(begun), FORM).status_code == 302
    assert Conversation.objects.get().note == NOTE
    assert Draft.objects.count() == 0


def test_a_representative_says_whom_they_act_for_and_gets_the_words_back(place):
    anna = town.citizen(place.karen, name="Anna A")
    guardian = guardian_of(anna)
    sent = {"ord": "Anna vil gerne tale dansk."}
    came_in(guardian, borger=anna.public_id).post(WISH, sent | {"gem_kladde": "1"})
    back = came_in(guardian)
    asked = back.get(WISH)
    assert asked.url == "/paa-vegne-af/?next=%2Fmit-forloeb%2Fcoach%2F"
    assert back.post(WISH, sent).url.startswith("/paa-vegne-af/")
    assert Draft.objects.count() == 1
    chosen = back.post("/paa-vegne-af/", {"borger": anna.public_id, "next": WISH})
    assert chosen.url == WISH
    assert sent["ord"] in back.get(WISH).content.decode()
    back.post(WISH, sent)
    assert CoachWish.objects.get().words == sent["ord"]
    assert Draft.objects.count() == 0


def test_what_was_written_for_one_citizen_is_never_offered_for_another(place):
    anna, bo = town.citizen(place.karen, name="Anna A"), town.citizen(place.karen, name="Bo B")
    guardian = guardian_of(anna, bo)
    for case, words in ((anna, "Anna er syg."), (bo, "Bo vil skifte.")):
        client = came_in(guardian, borger=case.public_id)
        client.post(WISH, {"ord": words, "gem_kladde": "1"})
    back = came_in(guardian, borger=bo.public_id)
    assert "Anna er syg." not in shown(back, WISH)
    assert "Bo vil skifte." in shown(back, WISH)
    assert "Anna er syg." in shown(came_in(guardian, borger=anna.public_id), WISH)


def test_nobody_is_sent_out_of_the_house_by_where_they_say_they_were(place):
    anna = town.citizen(place.karen, name="Anna A")
    client = came_in(guardian_of(anna))
    sent = {"borger": anna.public_id, "next": "https://example.org/"}
    assert client.post("/paa-vegne-af/", sent).url == "/"


def test_a_draft_is_given_back_only_to_whoever_may_open_the_page_and_the_reading_is_noted(
    place, begun
):
    came_in(place.karen).post(closes(begun), FORM | {"gem_kladde": "1"})
    back = came_in(place.karen)
    assert NOTE in shown(back, closes(begun))
    (row,) = ReadLog.objects.filter(page="conversation_close")
    assert begun.citizen.public_id in row.citizens
    conflict_mark(
        actor=OPERATOR,
        citizen=begun.citizen,
        staff=place.karen,
        kind=ConflictKind.RELATIVE,
        from_on=LONG_AGO,
    )
    assert back.get(closes(begun)).status_code == 404
    assert NOTE not in back.get(closes(begun)).content.decode()
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"minutes": "mange"}, {"outcome": ""}])
def test_a_draft_the_page_cannot_take_is_still_kept(place, begun, wrong):
    came_in(place.karen).post(closes(begun), FORM | {"gem_kladde": "1"})
    back = came_in(place.karen)
    assert back.post(closes(begun), FORM | wrong).status_code == 400
    assert NOTE in shown(back, closes(begun))


def test_a_draft_is_kept_where_the_house_itself_fails(place, begun, monkeypatch):
    came_in(place.karen).post(closes(begun), FORM | {"gem_kladde": "1"})
    back = came_in(place.karen)
    back.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr("staasted.web.counsellor.closing.course_of", None)
        assert back.post(closes(begun), FORM).status_code == 500
    assert NOTE in shown(back, closes(begun))


def test_a_wish_to_a_time_comes_back_although_the_page_itself_leads_to_an_earlier_step(place):
    case = town.citizen(place.karen)
    hold(case, place.karen, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    citizen, check = came_in(case.person), "/mit-forloeb/book/tjek/"
    sent = {
        "formaal": "job_search",
        "kanal": "phone",
        "tid": "2026-05-20T07:00Z",
        "oenske": "Jeg vil gerne tale om kurset.",
    }
    citizen.post(check, sent | {"gem_kladde": "1"})
    back = came_in(case.person)
    page = back.get(check).content.decode()
    assert sent["oenske"] in page
    back.post(check, sent)
    assert Booking.objects.get(outcome=None).wish == sent["oenske"]
    assert Draft.objects.count() == 0


def test_no_word_of_a_draft_lies_readable_in_the_database(place, begun):
    came_in(place.karen).post(closes(begun), FORM | {"gem_kladde": "1"})
    (row,) = Draft.objects.values()
    assert "virksomheder" not in repr(row | {"cipher": bytes(row["cipher"])})
    assert json.loads(draft_open(Draft.objects.get()))["note"] == [NOTE]


def test_a_draft_moved_to_somebody_else_does_not_open(place, begun):
    came_in(place.karen).post(closes(begun), FORM | {"gem_kladde": "1"})
    Draft.objects.update(path="/formaal/")
    assert NOTE not in shown(came_in(place.karen), "/formaal/")


def test_drafts_are_counted_by_key_and_sealed_again_when_the_keys_change(place, begun):
    came_in(place.karen).post(closes(begun), FORM | {"gem_kladde": "1"})
    (key,) = drafts_held()
    done = drafts_reseal("another", "")
    assert (done.count, done.unreadable) == (1, ())
    assert drafts_reseal(key, "").count == 0
    Draft.objects.update(cipher=b"x" * 40)
    assert drafts_reseal("another", "").unreadable == (place.karen.public_id,)


@pytest.mark.parametrize(("minutes", "inside"), [(14, True), (16, False), (420, False)])
def test_somebody_who_has_not_chosen_a_role_is_logged_out_as_staff_are(place, minutes, inside):
    role_grant(person=place.karen, role=Role.LEAD, from_on=LONG_AGO)
    with clock.pinned(NOON):
        client = came_in(place.karen)
    with clock.pinned(NOON + timedelta(minutes=minutes)):
        chosen = client.post("/rolle/", {"role": "counsellor"})
        assert (client.get("/borgere/").status_code == 200) is inside
    assert chosen.url == ("/" if inside else "/log-ind/?next=%2F&pause=ja")
