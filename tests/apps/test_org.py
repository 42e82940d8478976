"""People, numbers, names, roles, logins and the clock."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from cryptography.exceptions import InvalidTag
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from staasted.apps.audit.actor import Role
from staasted.apps.org.clock import clock
from staasted.apps.org.keyring import KeyFileMissing, keyring, keyring_create
from staasted.apps.org.models import Account, Installation, Person, RoleGrant
from staasted.apps.org.naming import name_key
from staasted.apps.org.public_id import ALPHABET, LETTERS, TOO_HIGH, new_public_id
from staasted.apps.org.sealing import cpr_lookup, cpr_open, cpr_seal
from staasted.apps.org.selectors import demo_logins, roles_on
from staasted.apps.org.services import (
    account_for,
    demo_clock_move,
    installation_mark_demo,
    person_register,
    role_grant,
)
from staasted.core.errors import DomainError
from staasted.integrations.identity_demo import DemoIdentity
from staasted.ports.identity import Claim
from tests.town import NOON, Town, replacement_number


def test_a_public_id_is_ten_characters_nobody_confuses() -> None:
    drawn = {new_public_id() for _ in range(2000)}
    assert len(drawn) == 2000
    assert all(len(one) == 10 and set(one) <= set(ALPHABET) for one in drawn)
    assert not set("01ilou") & set(ALPHABET)


def test_every_letter_of_a_public_id_is_as_likely_as_any_other() -> None:
    chance = bytes(range(256)).translate(LETTERS, TOO_HIGH).decode("ascii")
    assert Counter(chance) == dict.fromkeys(ALPHABET, 8)


def test_a_sealed_number_opens_again_and_never_looks_the_same_twice() -> None:
    number = replacement_number()
    one, other = cpr_seal(number), cpr_seal(number)
    assert cpr_open(cipher=one.cipher, key_id=one.key_id) == number
    assert one.cipher != other.cipher
    assert one.lookup == other.lookup == cpr_lookup(number)
    assert number.encode() not in one.cipher
    assert number not in one.lookup


def test_an_altered_seal_does_not_open() -> None:
    sealed = cpr_seal(replacement_number())
    altered = sealed.cipher[:-1] + bytes([sealed.cipher[-1] ^ 1])
    with pytest.raises(InvalidTag):
        cpr_open(cipher=altered, key_id=sealed.key_id)


def test_the_key_file_is_readable_by_its_owner_alone_and_never_overwritten(tmp_path) -> None:
    path = tmp_path / "keys" / "keys.json"
    assert keyring_create(path)
    assert path.stat().st_mode & 0o077 == 0
    before = path.read_text()
    assert not keyring_create(path)
    assert path.read_text() == before
    assert keyring(path).django not in repr(keyring(path))


def test_without_a_key_file_the_message_says_where_and_what_to_do(tmp_path) -> None:
    with pytest.raises(KeyFileMissing, match="staasted keys create"):
        keyring(tmp_path / "nothing.json")


def test_one_number_belongs_to_one_person(db: None) -> None:
    number = replacement_number()
    person_register(name="Én", cpr=number)
    with pytest.raises(IntegrityError), transaction.atomic():
        person_register(name="En anden", cpr=number)


def test_danish_names_sort_as_in_a_danish_register(db: None) -> None:
    names = ["Zenia Øst", "Ærø Ib", "Ørsted Bo", "Åse Møller", "Aase Dam", "André Vik", "Andre Wu"]
    for name in reversed(names):
        person_register(name=name)
    kept = list(Person.objects.order_by("name_key").values_list("name", flat=True))
    assert kept == [*names[5:], *names[:3], "Aase Dam", "Åse Møller"]


@pytest.mark.parametrize("written", ["åse", "ÅSE", "aase", "Åse m", "Møller"])
def test_a_name_is_found_however_it_is_written(db: None, written: str) -> None:
    person_register(name="Åse Møller")
    assert Person.objects.filter(name_key__contains=name_key(written)).exists()


@given(st.text(max_size=200))
def test_the_key_of_any_name_holds_only_what_every_database_sorts_alike(name: str) -> None:
    assert all(character in "0123456789abcdefghijklmnopqrstuvwxyz" for character in name_key(name))


def test_a_role_holds_from_its_first_to_its_last_day(db: None) -> None:
    person = person_register(name="Ida")
    role_grant(person=person, role=Role.LEAD, from_on=date(2026, 1, 1))
    RoleGrant.objects.update(to_on=date(2026, 1, 31))
    days = {
        day: roles_on(person_id=person.pk, on=day)
        for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1))
    }
    assert list(days.values()) == [[], [Role.LEAD], [Role.LEAD], []]


def test_a_demo_identity_opens_an_account_once_on_a_demo(place: Town) -> None:
    claim = DemoIdentity().claim({"person": place.karen.public_id})
    first, again = account_for(claim=claim), account_for(claim=claim)
    assert first == again
    assert first.person == place.karen
    assert Account.objects.count() == 1


def test_a_demo_identity_opens_nothing_on_a_database_without_the_mark(db: None) -> None:
    person = person_register(name="Rigtig Person")
    with pytest.raises(DomainError, match="not_a_demo"):
        account_for(claim=Claim("demo", person.public_id, demo=True))
    assert not Account.objects.exists()
    with pytest.raises(DomainError, match="not_a_demo"):
        demo_logins()


def test_a_demo_account_made_while_it_was_a_demo_stays_shut_once_the_mark_is_gone(
    place: Town,
) -> None:
    claim = Claim("demo", place.karen.public_id, demo=True)
    account_for(claim=claim)
    Installation.objects.all().delete()
    with pytest.raises(DomainError, match="not_a_demo"):
        account_for(claim=claim)


class TestTheClock:
    """Real outside a demo, the demo's own inside one."""

    @pytest.fixture(autouse=True)
    def the_clock(self) -> None:
        """Nothing pinned."""

    def test_is_real_outside_a_demo(self, db: None) -> None:
        before = clock.now()
        assert before.tzinfo is UTC
        assert abs(clock.now() - before) < timedelta(minutes=1)
        assert before.year >= 2026

    def test_stands_still_in_a_demo_until_somebody_moves_it(self, db: None) -> None:
        installation_mark_demo(now=NOON)
        assert clock.now() == clock.now() == NOON
        demo_clock_move(days=7)
        assert clock.now() == NOON + timedelta(days=7)

    def test_tells_the_danish_day(self, db: None) -> None:
        with clock.pinned(datetime(2026, 5, 18, 22, 30, tzinfo=UTC)):
            assert clock.today() == date(2026, 5, 19)

    def test_cannot_be_moved_outside_a_demo(self, db: None) -> None:
        with pytest.raises(DomainError, match="not_a_demo"):
            demo_clock_move(days=1)


def test_only_a_demo_has_a_time_of_its_own(db: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Installation.objects.create(id=1, demo=False, demo_now=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Installation.objects.create(id=2, demo=False)
