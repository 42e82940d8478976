"""Summoning: who, on which ground, what was heeded, what the letter holds, and who may move it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.audit.models import ActLog
from staasted.apps.booking.models import Booking, Opening
from staasted.apps.booking.places import place_make
from staasted.apps.booking.refusing import SlotRefused
from staasted.apps.booking.services import booking_cancel, booking_move
from staasted.apps.citizens.models import Citizen
from staasted.apps.invitations.models import Summons
from staasted.apps.invitations.summoning import Calling, summons_make
from staasted.apps.org.clock import clock
from staasted.apps.outbox.models import Message
from staasted.catalog.loader import catalog
from staasted.core.axes import Channel, Origin
from staasted.core.errors import DomainError
from staasted.core.law import SummonsGround
from tests import town
from tests.happenings import FIRST, free, hold, request
from tests.inviting import call_in, day, exempt, invite, who_books
from tests.opening import laid_series
from tests.town import MONDAY, NOON, Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer(place: Town) -> Citizen:
    """Nana asked for help today: the law lets us summon her to the first conversation."""
    case = town.citizen(place.karen, name="Nana Ny", asked_on=MONDAY)
    case.person.email = "nana@example.dk"
    case.person.save(update_fields=["email"])
    return case


def first(place: Town, case: Citizen, **told: object) -> Summons:
    """The summons to the first conversation."""
    usual = {"ground": SummonsGround.FIRST, "purpose": FIRST, "channel": "in_person", "number": 1}
    return call_in(place, case, **(usual | told))


FACTS = {
    "1_person": "Hvem: Nana Ny (sag ",
    "2_day_start_and_end": "Hvornår: tirsdag den 19. maj kl. 13.30 til 14.30",
    "3_channel": "Hvordan: Fremmøde",
    "4_kind": "Slags samtale: Jobsamtale",
    "5_place": "Hvor: Ådal Kommune",
    "6_ways_to_reach_us": "Sådan får du fat i os: Ring til Ådal Kommune",
    "7_address": "Adresse: Ring på 70 00 00 00, hvis du ikke kender vejen.",
    "9_title_and_description": "Hvad vi taler om: Vores første samtale. Vi mødes",
    "10_who_holds_it": "Hvem du taler med: Karen Østergård",
    "11_whether_it_can_be_moved": "Kan tiden flyttes: Ja",
    "12_until_when": "Hvornår den kan flyttes: Til en dag senest mandag den 25. maj 2026",
}


@pytest.mark.parametrize("number", FACTS)
def test_the_letter_of_a_first_conversation_holds_fact_number(
    place: Town, newcomer: Citizen, number: str
) -> None:
    assert FACTS[number] in first(place, newcomer).body


def test_the_letter_holds_fact_number_7_the_address_where_one_meets(
    place: Town, newcomer: Citizen
) -> None:
    there = place_make(actor=town.operator, name="Jobhuset", address="Torvet 1, 9999 Ådal")
    laid_series(place, place=there)
    Opening.objects.exclude(place=there).update(closed_at=NOON)
    letter = first(place, newcomer)
    assert "Hvor: Jobhuset" in letter.body
    assert "Adresse: Torvet 1, 9999 Ådal" in letter.body


def test_the_letter_holds_fact_number_8_the_telephone_number_where_one_talks(
    place: Town,
) -> None:
    case = who_books(place)
    exempt(case)
    letter = call_in(place, case)
    assert "Telefonnummer: 70 00 00 00" in letter.body
    assert "Adresse:" not in letter.body


@pytest.mark.parametrize(
    ("fund", "said"),
    [
        ("no", "A-kassen: A-kassen deltager ikke."),
        ("unknown", "A-kassen: Det er ikke afgjort."),
        ("", None),
    ],
)
def test_the_letter_holds_fact_number_13_the_fund_where_there_is_one(
    place: Town, fund: str, said: str | None
) -> None:
    case = who_books(place)
    exempt(case)
    body = call_in(place, case, fund=fund).body
    assert said in body if said else "A-kassen" not in body


def test_the_letter_says_the_ground_its_section_and_until_when_it_was_read(
    place: Town, newcomer: Citizen
) -> None:
    body = first(place, newcomer).body
    assert "fordi det er vores første samtale (LBK 280/2024 § 34, stk. 2)" in body
    assert "Vi har læst reglen til og med lørdag den 31. januar 2026." in body


@pytest.mark.parametrize("movable", [True, False])
def test_the_letter_says_what_staying_away_may_mean_who_decides_and_what_to_do_now(
    place: Town, newcomer: Citizen, *, movable: bool
) -> None:
    body = first(place, newcomer, movable=movable).body
    assert "kan det påvirke din ydelse. Det afgør kommunen, aldrig systemet" in body
    assert "ring nu på 70 00 00 00" in body
    assert ("så flyt tiden" in body) is movable


def test_the_letter_is_written_and_personal_and_goes_out_with_the_booking(
    place: Town, newcomer: Citizen
) -> None:
    letter = first(place, newcomer)
    assert (letter.sent_on, letter.by_mail) == (MONDAY, True)
    assert letter.booking.origin == Origin.SUMMONED
    sent = Message.objects.get(matter=letter.booking.public_id, kind="summons")
    assert sent.state == "waiting"
    assert "METHOD:REQUEST" in sent.calendar
    assert Message.objects.filter(reminder=True, matter=letter.booking.public_id).exists()
    logged = ActLog.objects.get(act="summons_make", subject=letter.public_id)
    assert logged.facts["section"] == "LBK 280/2024 § 34, stk. 2"


def test_by_mail_goes_neither_who_nor_what_nor_what_was_heeded(
    place: Town, newcomer: Citizen
) -> None:
    letter = first(place, newcomer, regard={"health": "Ondt i ryggen", "childcare": "Barn syg"})
    mail = Message.objects.get(kind="summons")
    for needed in ("tirsdag den 19. maj kl. 13.30", "Karen Østergård", "70 00 00 00", "Fremmøde"):
        assert needed in mail.body
    for secret in ("Nana", "Vores første samtale", "Jobsamtale", "ryggen", "Barn", "§"):
        assert secret not in mail.title + mail.body
        assert secret in letter.body + newcomer.person.name


def test_what_was_heeded_stands_in_the_letter_and_is_asked_the_same_day(
    place: Town, newcomer: Citizen
) -> None:
    letter = first(place, newcomer, regard={"childcare": "Henter børn klokken 15."})
    assert "hensyn til pasning af børn: Henter børn klokken 15." in letter.body
    assert (letter.regard.asked_on, letter.regard.childcare) == (MONDAY, "Henter børn klokken 15.")


def test_nobody_is_summoned_who_was_not_asked_first(place: Town, newcomer: Citizen) -> None:
    slot = free(newcomer, place.karen, purpose=FIRST, channel="in_person")[0]
    purpose = catalog().purposes[FIRST]
    calling = Calling(slot.start, purpose, Channel.IN_PERSON, SummonsGround.FIRST, movable=True)
    made = {"actor": place.counsellor(), "citizen": newcomer, "counsellor": place.karen}
    with pytest.raises(DomainError, match="regard_missing"):
        summons_make(**made, calling=calling)
    assert not Booking.objects.exists()


def test_the_same_summons_twice_is_one_letter(place: Town, newcomer: Citizen) -> None:
    letter = first(place, newcomer)
    made = {"actor": place.counsellor(), "citizen": newcomer, "counsellor": place.karen}
    purpose, at = catalog().purposes[FIRST], letter.booking.starts_at
    again = Calling(at, purpose, Channel.IN_PERSON, SummonsGround.FIRST, movable=True)
    assert summons_make(**made, calling=again) == letter
    assert Message.objects.filter(kind="summons").count() == 1


def test_a_letter_is_never_changed(place: Town, newcomer: Citizen) -> None:
    first(place, newcomer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Summons.objects.update(body="Noget andet")


def test_a_letter_is_written_in_the_receivers_language(place: Town, newcomer: Citizen) -> None:
    newcomer.person.language = "en"
    newcomer.person.save(update_fields=["language"])
    letter = first(place, newcomer)
    assert letter.language == "en"
    assert "We call you in for a conversation" in letter.body


def test_who_books_themselves_is_not_summoned_before_three_months_are_past(place: Town) -> None:
    case = who_books(place)
    for ground in SummonsGround:
        with pytest.raises(DomainError, match="summons_no_ground"):
            call_in(place, case, ground=ground, short_reason="Det haster")


def test_after_three_months_a_short_notice_says_why(place: Town) -> None:
    asked = MONDAY - timedelta(days=120)
    case = town.citizen(place.karen, asked_on=asked)
    case.person.email = "aase@example.dk"
    case.person.save(update_fields=["email"])
    hold(case, place.karen, NOON - timedelta(days=119), purpose=FIRST, channel="in_person")
    short = {"ground": SummonsGround.SHORT_NOTICE}
    with pytest.raises(DomainError, match="summons_short_reason"):
        call_in(place, case, **short)
    letter = call_in(place, case, **short, short_reason="Et job begynder på mandag.")
    assert "Det haster, fordi: Et job begynder på mandag." in letter.body
    assert letter.section == "LBK 280/2024 § 34, stk. 2"
    assert "Et job begynder" not in Message.objects.get(kind="summons").body


def test_a_citizen_moves_a_movable_summons_and_it_stays_one(place: Town, newcomer: Citizen) -> None:
    held = first(place, newcomer).booking
    slots = free(newcomer, place.karen, purpose=FIRST, channel="in_person")
    acting = {"actor": town.acting(newcomer), "counsellor": place.karen}
    wanted = {"purpose": FIRST, "channel": "in_person"}
    late = next(slot for slot in slots if slot.start > NOON + timedelta(days=8))
    with pytest.raises(SlotRefused):
        booking_move(**acting, booking=held, request=request(late.start, **wanted))
    moved = booking_move(**acting, booking=held, request=request(slots[5].start, **wanted))
    assert (moved.origin, moved.movable_until_on) == (Origin.SUMMONED, day(7))
    with pytest.raises(DomainError, match="summoned"):
        booking_cancel(actor=town.acting(newcomer), booking=moved)


def test_a_summons_staff_did_not_open_for_moving_is_moved_by_a_human(
    place: Town, newcomer: Citizen
) -> None:
    held = first(place, newcomer, movable=False).booking
    slot = free(newcomer, place.karen, purpose=FIRST, channel="in_person")[5]
    wanted = request(slot.start, purpose=FIRST, channel="in_person")
    move = {"booking": held, "counsellor": place.karen, "request": wanted}
    with pytest.raises(DomainError, match="summoned"):
        booking_move(actor=town.acting(newcomer), **move)
    assert booking_move(actor=place.counsellor(), **move).starts_at == slot.start


def test_a_summons_answers_the_invitation_that_ran_out(place: Town) -> None:
    case = who_books(place)
    row = invite(place, case, purpose="plan_and_next_step")
    with clock.pinned(NOON + timedelta(days=11)):
        exempt(case)
        call_in(place, case)
    row.refresh_from_db()
    assert (row.state, row.answer) == ("with_human", "summoned")
