"""Taking places in offers and asking for them: who, when, how many, and what ends it."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.models import ActLog
from staasted.apps.citizens.models import Citizen
from staasted.apps.invitations.deciding import self_booking_take
from staasted.apps.offers.access import offers_of, requests_to_hear
from staasted.apps.offers.models import OfferPlace, OfferRequest, OfferRound
from staasted.apps.offers.places import place_leave, place_take, taken_by_beginning
from staasted.apps.offers.requests import (
    request_ask,
    request_done,
    request_take_up,
    request_withdraw,
)
from staasted.apps.offers.rounds import beginnings, promised_by
from staasted.apps.org.clock import COPENHAGEN, clock
from staasted.apps.org.doors import AccessRefused
from staasted.apps.org.selectors import actor_for
from staasted.core.errors import DomainError
from tests import town
from tests.ending import close_case
from tests.offering import ASKED, SEATED, ask, begins, offered, take
from tests.town import NOON, Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def others(place: Town, count: int) -> list[Citizen]:
    return [town.citizen(place.karen, name=f"Nabo {number}") for number in range(count)]


def refused(code: str):
    return pytest.raises(DomainError, match=code)


def test_the_next_beginnings_are_those_of_the_catalogue_and_no_holidays(place: Town) -> None:
    found = beginnings(offered("job_club"), now=datetime(2026, 5, 18, 12, tzinfo=COPENHAGEN))
    assert [at.date().isoformat() for at in found] == [
        "2026-05-18",
        "2026-06-01",  # 25 May is Whit Monday
        "2026-06-08",
        "2026-06-15",
    ]
    assert {at.hour for at in found} == {13}
    assert beginnings(offered(ASKED), now=clock.now()) == ()


def test_a_citizen_takes_a_place_and_it_is_logged_without_words(ase: Citizen) -> None:
    held = take(ase)
    assert (held.number, held.live, held.round.seats) == (1, True, 8)
    log = ActLog.objects.get(act="offer_take")
    assert log.facts == {"offer": SEATED, "begins_at": held.round.begins_at.isoformat()}
    assert ase.public_id in log.citizens


def test_taking_the_same_twice_is_one_place(ase: Citizen) -> None:
    assert take(ase) == take(ase)
    assert ActLog.objects.filter(act="offer_take").count() == 1
    assert take(ase, number=1) != take(ase)


def test_a_place_given_back_is_free_for_another(place: Town, ase: Citizen) -> None:
    everybody = [ase, *others(place, 7)]
    held = [take(case) for case in everybody]
    late = town.citizen(place.karen, name="Sen Sørensen")
    with refused("offer_full"):
        take(late)
    place_leave(actor=town.acting(ase), place=held[0])
    place_leave(actor=town.acting(ase), place=held[0])
    assert take(late).number == 1
    assert ActLog.objects.filter(act="offer_leave").count() == 1
    at = begins()
    assert taken_by_beginning(offered(SEATED), [at]) == {at: 8}


def test_where_there_is_no_limit_everybody_comes(place: Town) -> None:
    held = [take(case, "open_coffee") for case in others(place, 20)]
    assert {each.round.seats for each in held} == {None}
    assert len({each.number for each in held}) == 20


def test_one_begins_on_a_day_that_is_offered_and_has_not_come(ase: Citizen) -> None:
    one, actor = offered(SEATED), town.acting(ase)
    for wrong in (begins() + timedelta(hours=1), begins() - timedelta(weeks=2)):
        with refused("offer_begun"):
            place_take(actor=actor, citizen=ase, offer=one, begins_at=wrong)
    with refused("offer_not_taken"):
        place_take(actor=actor, citizen=ase, offer=offered(ASKED), begins_at=begins())
    held = take(ase)
    with clock.pinned(held.round.begins_at), refused("offer_begun"):
        place_leave(actor=actor, place=held)


def test_a_request_is_promised_an_answer_in_five_working_days(ase: Citizen) -> None:
    asked = ask(ase, words="  Jeg har mange rykkere.  ")
    assert asked.words == "Jeg har mange rykkere."
    assert asked.promised_on == promised_by(clock.today())
    assert asked.promised_on.isoformat() == "2026-05-26"  # past Whit Monday
    assert "rykkere" not in str(ActLog.objects.get(act="offer_request").facts)


def test_asking_again_while_one_waits_is_the_same_request(ase: Citizen) -> None:
    first = ask(ase)
    assert ask(ase, words="igen") == first
    request_withdraw(actor=town.acting(ase), request=first)
    request_withdraw(actor=town.acting(ase), request=first)
    second = ask(ase)
    assert second != first
    states = OfferRequest.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["withdrawn", "asked"]


def test_what_is_too_long_and_what_is_not_asked_for_is_refused(ase: Citizen) -> None:
    with refused("words_too_long"):
        ask(ase, words="x" * 501)
    with refused("offer_not_requested"):
        ask(ase, SEATED)


def test_the_coach_hears_of_it_takes_it_up_and_is_done(
    place: Town, ase: Citizen, logged: None
) -> None:
    asked, karen = ask(ase), place.counsellor()
    found = requests_to_hear(karen, on=clock.today())
    assert [each.pk for each in found.asked] == [asked.pk]
    request_take_up(actor=karen, request=asked)
    request_take_up(actor=karen, request=asked)
    found = requests_to_hear(karen, on=clock.today())
    assert (found.asked, [each.taken_up_by for each in found.taken_up]) == ([], [place.karen])
    request_done(actor=karen, request=asked)
    request_done(actor=karen, request=asked)
    assert requests_to_hear(karen, on=clock.today()).taken_up == []
    assert ActLog.objects.filter(act__startswith="offer_request_").count() == 2
    with refused("offer_request_ended"):
        request_take_up(actor=karen, request=asked)


def test_another_coach_hears_of_none_of_it(place: Town, ase: Citizen, logged: None) -> None:
    ask(ase)
    jens = actor_for(person=place.jens, role=Role.COUNSELLOR)
    found = requests_to_hear(jens, on=clock.today())
    assert (list(found.asked), found.hidden) == ([], 0)


def test_only_the_citizen_takes_and_asks_and_only_staff_take_up(place: Town, ase: Citizen) -> None:
    karen, one = place.counsellor(), offered(SEATED)
    held, asked = take(ase), ask(ase)
    for act in (
        lambda: place_take(actor=karen, citizen=ase, offer=one, begins_at=begins()),
        lambda: place_leave(actor=karen, place=held),
        lambda: request_ask(actor=karen, citizen=ase, offer=offered(ASKED)),
        lambda: request_withdraw(actor=karen, request=asked),
        lambda: request_take_up(actor=town.acting(ase), request=asked),
        lambda: request_done(actor=town.acting(ase), request=asked),
    ):
        with pytest.raises(AccessRefused):
            act()


def test_closing_the_case_gives_back_what_is_ahead_and_ends_what_waits(
    place: Town, ase: Citizen
) -> None:
    take(ase)
    asked, talked = ask(ase), ask(ase, "mentor")
    request_done(actor=place.counsellor(), request=talked)
    close_case(ase, place.karen)
    assert [each.ended_for for each in OfferPlace.objects.all()] == ["case_closed"]
    states = dict(OfferRequest.objects.values_list("pk", "state"))
    assert states == {asked.pk: "case_closed", talked.pk: "done"}
    ase.refresh_from_db()
    with refused("case_closed"):
        take(ase)
    with refused("case_closed"):
        ask(ase)


def test_whoever_has_begun_keeps_it_when_the_case_closes(place: Town, ase: Citizen) -> None:
    held = take(ase)
    with clock.pinned(held.round.begins_at + timedelta(hours=1)):
        close_case(ase, place.karen)
    held.refresh_from_db()
    assert held.live


def test_who_may_not_book_for_themselves_may_take_and_ask_all_the_same(
    place: Town, ase: Citizen
) -> None:
    self_booking_take(actor=place.counsellor(), citizen=ase, reason="Du har ikke booket selv.")
    assert take(ase).live
    assert ask(ase).state == "asked"


def test_what_was_taken_and_asked_for_is_read_in_two_questions(
    ase: Citizen, django_assert_num_queries
) -> None:
    take(ase)
    ask(ase)
    with django_assert_num_queries(2):
        own = offers_of(ase)
    assert (len(own.places), len(own.requests), own.past_places, own.past_requests) == (
        1,
        1,
        [],
        [],
    )


# The last wall


def written(message: str, act) -> None:
    with pytest.raises(IntegrityError, match=message), transaction.atomic():
        act()


def test_the_database_holds_the_number_of_places_whoever_writes(place: Town, ase: Citizen) -> None:
    held = take(ase)
    bo = town.citizen(place.karen, name="Bo Friis")
    new = {"round": held.round, "citizen": bo, "taken_at": NOON}
    for number in (0, 9, 100):
        written("no such place", lambda n=number: OfferPlace.objects.create(**new, number=n))
    OfferPlace.objects.create(**new, number=8)
    written(".", lambda: OfferPlace.objects.create(**new, number=2))  # one each
    eva = town.citizen(place.karen, name="Eva Friis")
    same = {"round": held.round, "citizen": eva, "taken_at": NOON}
    written(".", lambda: OfferPlace.objects.create(**same, number=1))  # taken once
    written("no such place", lambda: OfferPlace.objects.filter(pk=held.pk).update(number=9))


def test_the_database_keeps_a_round_as_it_was_made(ase: Citizen) -> None:
    held = take(ase).round
    changes = ({"seats": 1}, {"seats": None}, {"offer": "cv_help"}, {"begins_at": NOON})
    for change in changes:
        rows = OfferRound.objects.filter(pk=held.pk)
        written("stays as it was made", lambda r=rows, c=change: r.update(**c))


def test_the_database_refuses_a_second_open_request_and_one_without_its_facts(
    place: Town, ase: Citizen
) -> None:
    asked = ask(ase)
    new = {"citizen": ase, "asked_at": NOON, "promised_on": NOON.date()}
    written(".", lambda: OfferRequest.objects.create(**new, offer=ASKED))
    for wrong in (
        {"state": "taken_up"},
        {"state": "done"},
        {"state": "withdrawn"},
        {"taken_up_at": NOON},
        {"ended_at": NOON},
    ):
        rows = OfferRequest.objects.filter(pk=asked.pk)
        written(".", lambda r=rows, w=wrong: r.update(**w))


def test_the_database_takes_nothing_for_a_closed_case(place: Town, ase: Citizen) -> None:
    held = take(town.citizen(place.karen, name="Bo Friis")).round
    close_case(ase, place.karen)
    at = {"citizen": ase, "taken_at": NOON}
    written("case is closed", lambda: OfferPlace.objects.create(**at, round=held, number=5))
    new = {"citizen": ase, "asked_at": NOON, "promised_on": NOON.date(), "offer": ASKED}
    written("case is closed", lambda: OfferRequest.objects.create(**new))


def test_an_actor_of_nobody_takes_nothing(ase: Citizen) -> None:
    nobody: Actor = town.operator
    with pytest.raises(AccessRefused):
        request_ask(actor=nobody, citizen=ase, offer=offered(ASKED))
