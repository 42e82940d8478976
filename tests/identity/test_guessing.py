"""Guessing is slowed down, and nobody can lock anybody else out by it."""

import contextvars
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from staasted.apps.org.clock import clock
from staasted.apps.org.guessing import FREE, FREE_TOGETHER, TooManyTries, Where, try_begin
from staasted.apps.org.models import Guesses
from tests.identity.test_local import AT, PASSWORD, Karen, added, karen  # noqa: F401 a fixture

pytestmark = pytest.mark.django_db
HERE, THERE = "192.0.2.1", "198.51.100.7"


def attacks(times: int, address: str = THERE, name: str = "kho") -> int:
    """Somebody guesses at a name from an address; the last answer's status."""
    client = Client(REMOTE_ADDR=address)
    for _ in range(times):
        answer = client.post(AT, {"username": name, "password": "gæt gæt gæt gæt"})
    return answer.status_code


def test_five_wrong_tries_are_free_and_the_next_waits(karen: Karen) -> None:  # noqa: F811
    assert attacks(FREE) == 403
    client = Client(REMOTE_ADDR=THERE)
    answer = client.post(AT, {"username": "kho", "password": PASSWORD})
    assert answer.status_code == 429
    assert "Vent 2 min." in answer.content.decode()


def test_the_wait_grows_and_ends_at_an_hour() -> None:
    waits, where = [], Where(THERE)
    for _ in range(14):
        waits.append(_wait_of(where))
        row = Guesses.objects.order_by("free_at").last()
        Guesses.objects.filter(pk=row.pk).update(free_at=clock.now())
    assert waits == sorted(waits)
    assert waits[0] == 2
    assert waits[-1] == 61


def _wait_of(where: Where) -> int:
    """Guess until one must wait; the minutes."""
    while True:
        try:
            try_begin(kind="password", username="kho", where=where)
        except TooManyTries as refused:
            return int(refused.values["minutes"])


def test_waiting_it_out_is_enough(karen: Karen) -> None:  # noqa: F811
    attacks(FREE)
    with clock.pinned(clock.now() + timedelta(minutes=2)):
        stranger = Karen(client=Client(REMOTE_ADDR=THERE), telephone=karen.telephone)
        assert stranger.gives().status_code == 302


def test_nobody_can_shut_the_set_up_of_a_new_colleague_from_outside() -> None:
    code, wrong = added("nyk"), "aaaaa-aaaaa-aaaaa-aaaaa"
    for number in range(FREE_TOGETHER // FREE + 1):
        stranger = Karen(client=Client(REMOTE_ADDR=f"198.51.100.{number}"))
        for _ in range(FREE):
            assert stranger.opens_setup(wrong, name="nyk").status_code == 403
        assert stranger.opens_setup(wrong, name="nyk").status_code == 429
    assert stranger.opens_setup(code, name="nyk").status_code == 302, "from the same address too"


def test_a_wait_a_clock_that_ran_ahead_began_is_over_when_it_is_put_right(
    karen: Karen,  # noqa: F811
) -> None:
    with clock.pinned(clock.now() + timedelta(days=300)):
        assert attacks(FREE) == 403
        assert attacks(1) == 429
    assert attacks(FREE) == 403
    assert attacks(1) == 429


def test_a_colleague_under_attack_comes_in_from_elsewhere(karen: Karen) -> None:  # noqa: F811
    attacks(20)
    at_home = Karen(client=Client(REMOTE_ADDR=HERE), telephone=karen.telephone)
    assert at_home.gives().status_code == 302
    assert at_home.says(karen.telephone.next_code()).status_code == 302


def test_a_colleague_attacked_from_everywhere_comes_in_by_her_own_browser(
    karen: Karen,  # noqa: F811
) -> None:
    for number in range(FREE_TOGETHER // FREE + 1):
        attacks(FREE, f"198.51.100.{number}")
    unknown = Client(REMOTE_ADDR=HERE)
    assert unknown.post(AT, {"username": "kho", "password": PASSWORD}).status_code == 429
    assert karen.gives().status_code == 302
    assert karen.says(karen.telephone.next_code()).status_code == 302


def test_a_browser_that_is_known_for_one_name_is_a_stranger_to_another(
    karen: Karen,  # noqa: F811
) -> None:
    for _ in range(FREE):
        karen.gives(name="jens")
    assert karen.gives(name="jens").status_code == 429
    assert karen.gives().status_code == 302


def test_a_known_browser_that_guesses_waits_too(karen: Karen) -> None:  # noqa: F811
    for _ in range(FREE):
        assert karen.gives("gæt gæt gæt").status_code == 403
    assert karen.gives().status_code == 429


def test_a_mark_somebody_made_up_is_no_known_browser(karen: Karen) -> None:  # noqa: F811
    attacks(FREE)
    forger = Client(REMOTE_ADDR=THERE)
    forger.cookies["staasted-kendt"] = "eyJraG8iOiJ4In0:1abc:xyz"
    assert forger.post(AT, {"username": "kho", "password": PASSWORD}).status_code == 429


def test_codes_are_slowed_down_as_passwords_are(karen: Karen) -> None:  # noqa: F811
    karen.gives()
    for _ in range(FREE):
        assert karen.says("000000").status_code == 403
    assert karen.says(karen.telephone.next_code()).status_code == 429


def test_names_nobody_has_wait_in_the_same_way() -> None:
    assert attacks(FREE, name="nobody") == 403
    assert attacks(1, name="nobody") == 429


def test_a_right_login_forgives_the_wrong_ones(karen: Karen) -> None:  # noqa: F811
    for _ in range(3):
        karen.gives("gæt gæt gæt")
        karen.gives()
    for _ in range(FREE - 1):
        assert karen.gives("gæt gæt gæt").status_code == 403
    assert karen.gives().status_code == 302


def test_what_is_kept_names_neither_who_nor_where_and_is_forgotten_after_a_day() -> None:
    attacks(3, name="kho")
    kept = str(list(Guesses.objects.values()))
    assert "kho" not in kept
    assert THERE not in kept
    with clock.pinned(clock.now() + timedelta(days=1, minutes=1)):
        attacks(1, name="jens")
    assert Guesses.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_many_guesses_at_once_gain_nothing() -> None:
    def guess() -> bool:
        try:
            try_begin(kind="password", username="kho", where=Where(THERE))
        except TooManyTries:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(16) as pool:
        runs = [pool.submit(contextvars.copy_context().run, guess) for _ in range(40)]
        assert sum(run.result() for run in runs) == FREE
