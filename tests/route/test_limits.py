"""What may be done only so often, and what is never counted."""

from collections import Counter
from datetime import timedelta

import pytest
from django.test import Client

from staasted.apps.org.clock import clock
from staasted.apps.org.rate_models import Rate
from staasted.apps.org.rates import PERIODS, Purpose, TooOften, rate_take
from staasted.catalog.loader import catalog
from staasted.web.login.limits import LIMITS
from tests import town
from tests.at_once import together
from tests.route.matrix import CITIZENS_BOOKING, CITIZENS_TIMES, MATRIX
from tests.town import NOON, Town, build_town

CONTACT = "/mit-forloeb/indstillinger/kontakt/"


@pytest.fixture
def place(db: None) -> Town:
    return build_town()


def most(purpose: Purpose) -> int:
    return catalog().policy[PERIODS[purpose][0]]


def use_up(purpose: Purpose, who: str) -> None:
    for _ in range(most(purpose)):
        rate_take(purpose=purpose, who=who, now=clock.wall())


def come_in(person: str) -> Client:
    client = Client()
    client.post("/log-ind/", {"person": person})
    return client


@pytest.mark.parametrize("purpose", Purpose)
def test_there_is_room_up_to_the_number_and_again_when_the_period_is_over(
    db: None, purpose: Purpose
) -> None:
    _, period = PERIODS[purpose]
    with clock.pinned(NOON):
        use_up(purpose, "somebody")
    with pytest.raises(TooOften) as refused:
        rate_take(purpose=purpose, who="somebody", now=NOON + timedelta(seconds=30))
    assert refused.value.seconds == period.total_seconds() - 30
    rate_take(purpose=purpose, who="somebody else", now=NOON)
    rate_take(purpose=purpose, who="somebody", now=NOON + period)
    assert Rate.objects.count() == 1, "what is over is deleted"


@pytest.mark.parametrize("purpose", Purpose)
def test_what_a_clock_that_ran_ahead_counted_is_over_when_it_is_put_right(
    db: None, purpose: Purpose
) -> None:
    with clock.pinned(NOON + timedelta(days=300)):
        use_up(purpose, "somebody")
        use_up(purpose, "somebody else")
    with clock.pinned(NOON):
        use_up(purpose, "somebody")
    with pytest.raises(TooOften):
        rate_take(purpose=purpose, who="somebody", now=NOON)
    assert Rate.objects.count() == 1, "what is over is deleted"


@pytest.mark.parametrize("purpose", Purpose)
def test_a_clock_a_little_behind_anothers_counts_on(db: None, purpose: Purpose) -> None:
    with clock.pinned(NOON):
        use_up(purpose, "somebody")
    with pytest.raises(TooOften):
        rate_take(purpose=purpose, who="somebody", now=NOON - timedelta(seconds=59))


def test_what_is_kept_tells_nobody_who(db: None, place: Town) -> None:
    rate_take(purpose=Purpose.SEARCH, who=place.karen.public_id, now=NOON)
    kept = Rate.objects.get()
    assert place.karen.public_id not in kept.place
    assert len(kept.place) == 64


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_no_more_get_through_than_the_number() -> None:
    number = most(Purpose.OPENING)

    def once() -> str:
        try:
            rate_take(purpose=Purpose.OPENING, who="somebody", now=NOON)
        except TooOften:
            return "refused"
        return "taken"

    answers = Counter(together([once] * (number + 14)))
    assert answers == {"taken": number, "refused": 14}


def test_who_searches_too_often_waits_and_everything_else_works(place: Town) -> None:
    karen = come_in(place.karen.public_id)
    with clock.pinned(NOON):
        use_up(Purpose.SEARCH, place.karen.public_id)
        answer = karen.get("/borgere/?navn=bo")
        assert answer.status_code == 429
        assert answer["Retry-After"] == "60"
        assert "no-store" in answer["Cache-Control"]
        said = answer.content.decode()
        assert "Vent lidt, og prøv igen" in said
        assert "om 1 min." in said
        assert karen.get("/borgere/").status_code == 200, "the list itself is no search"
        assert karen.get("/i-dag/").status_code == 200
    with clock.pinned(NOON + timedelta(minutes=1)):
        assert karen.get("/borgere/?navn=bo").status_code == 200


def test_a_number_is_counted_when_it_is_sent_and_a_name_once_on_its_way(place: Town) -> None:
    karen, ref = come_in(place.karen.public_id), place.karen.public_id
    for _ in range(most(Purpose.SEARCH) - 1):
        rate_take(purpose=Purpose.SEARCH, who=ref, now=NOON)
    with clock.pinned(NOON):
        assert karen.post("/find/", {"cpr": "Bo"}).status_code == 302
        assert karen.post("/find/", {"cpr": ""}).status_code == 200
        assert karen.post("/find/", {"cpr": "12 34 56 78"}).status_code == 200
        assert karen.post("/find/", {"cpr": "12 34 56 78"}).status_code == 429
        assert karen.get("/find/?navn=Bo").status_code == 429
        assert karen.get("/find/").status_code == 200


def test_a_citizen_who_has_asked_for_too_many_names_still_books(place: Town) -> None:
    case = town.citizen(place.karen)
    client = come_in(case.person.public_id)
    for purpose in Purpose:
        use_up(purpose, case.person.public_id)
    assert client.post("/mit-forloeb/hvem-har-set-min-sag/navn/").status_code == 429
    for address in ("/mit-forloeb/", "/mit-forloeb/book/", "/mit-forloeb/hvem-har-set-min-sag/"):
        assert client.get(address).status_code == 200


def test_no_page_fills_a_strangers_mailbox(place: Town) -> None:
    case = town.citizen(place.karen)
    client = come_in(case.person.public_id)
    with clock.pinned(NOON):
        sent = [
            client.post(CONTACT, {"email": f"fremmed{number}@eksempel.dk", "phone": ""}).status_code
            for number in range(most(Purpose.CONTACT) + 1)
        ]
        assert sent == [302] * most(Purpose.CONTACT) + [429]
        assert client.get(CONTACT).status_code == 200, "the page itself may be read"


def test_nothing_of_a_citizens_own_times_is_counted() -> None:
    own = {name for name, row in MATRIX.items() if row.meets in (CITIZENS_TIMES, CITIZENS_BOOKING)}
    assert len(own) == 18
    assert own.isdisjoint(LIMITS)
    assert {"screening", "proposal", "my_course", "logout"}.isdisjoint(LIMITS)
    assert set(LIMITS) <= set(MATRIX)


def test_too_many_log_ins_from_one_address_wait_and_another_address_does_not(place: Town) -> None:
    use_up(Purpose.LOG_IN, "127.0.0.1")
    sent = {"person": place.karen.public_id}
    assert Client().post("/log-ind/", sent).status_code == 429
    assert Client().get("/log-ind/").status_code == 200, "the page itself may be read"
    assert Client(REMOTE_ADDR="127.0.0.9").post("/log-ind/", sent).status_code == 302


def test_opening_cases_and_sending_files_are_counted_when_they_are_sent(place: Town) -> None:
    case = town.citizen(place.jens)
    client = come_in(place.karen.public_id)
    use_up(Purpose.OPENING, place.karen.public_id)
    address = f"/borgere/{case.public_id}/aabn/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"begrundelse": "Hun ringede."}).status_code == 429


def test_a_log_in_whose_sender_waits_with_a_passkey_does_not(place: Town) -> None:
    use_up(Purpose.LOG_IN, "127.0.0.1")
    assert Client().post("/log-ind/lokal/", {"username": "karen"}).status_code == 429
    assert Client().post("/log-ind/lokal/", {"passkey": "{}"}).status_code == 403
