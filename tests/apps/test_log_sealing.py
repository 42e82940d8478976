"""The logs are sealed into chained blocks, and whatever is changed afterwards is named."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.audit import blocks
from staasted.apps.audit.blocks import logs_seal
from staasted.apps.audit.models import ActLog, LogBlock, LogName, ReadLog, SeenDay
from staasted.apps.audit.reading import note, reading
from staasted.apps.audit.seen import seen_of, seen_rebuild
from staasted.apps.audit.services import act_log, log_verify
from staasted.apps.audit.verifying import Break, Broken, LogState, Verified, logs_verify
from staasted.apps.org.models import Person
from tests import town
from tests.breaking import past_the_guards, said_to_the_database
from tests.happenings import book
from tests.town import NOON, Town, build_town

pytestmark = pytest.mark.django_db(transaction=True)

CITIZENS = ("aaaaaaaaaa", "bbbbbbbbbb")


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three rows a block, so that a few rows are a chain."""
    monkeypatch.setattr(blocks, "ROWS_A_BLOCK", 3)


def read_and_act(times: int) -> None:
    for number in range(times):
        at = NOON + timedelta(minutes=number)
        with reading(actor=town.operator, purpose="test", page="test", at=at):
            note(CITIZENS)
        with transaction.atomic():
            act_log(actor=town.operator, act="test", at=at, facts={"number": number, "word": "æ"})


def of(found: Verified, log: LogName) -> LogState:
    return next(state for state in found.logs if state.log is log)


def broken(log: LogName = LogName.READ) -> Broken | None:
    return of(logs_verify(), log).broken


def the_row(place: int) -> int:
    """The id of a row of the read log, counted from 0."""
    return list(ReadLog.objects.order_by("id").values_list("id", flat=True))[place]


def test_every_row_is_sealed_and_the_chain_is_whole(small_blocks: None) -> None:
    read_and_act(7)
    assert logs_seal(now=NOON) == 14
    found = logs_verify()
    assert found.whole
    assert [(state.blocks, state.sealed, state.tail) for state in found.logs] == [(3, 7, 0)] * 2
    assert logs_seal(now=NOON) == 0


def test_what_is_not_sealed_yet_is_reported_by_number() -> None:
    read_and_act(2)
    logs_seal(now=NOON)
    read_and_act(3)
    assert [(state.sealed, state.tail) for state in logs_verify().logs] == [(2, 3)] * 2


def test_a_log_with_nothing_in_it_is_whole() -> None:
    assert logs_seal(now=NOON) == 0
    assert logs_verify().whole


@pytest.mark.parametrize("column", ["actor", "role", "unit", "citizens", "purpose", "page"])
def test_a_changed_word_of_a_reading_is_found_and_named(small_blocks: None, column: str) -> None:
    read_and_act(7)
    logs_seal(now=NOON)
    row = the_row(4)
    said_to_the_database(f"UPDATE audit_readlog SET {column} = 'x' WHERE id = %s", row)
    assert broken() == Broken(Break.ROW_CHANGED, 2, row)
    assert broken(LogName.ACT) is None


@pytest.mark.parametrize(
    ("column", "value"),
    [("act", "x"), ("subject", "x"), ("facts", '{"number": 9, "word": "æ"}')],
)
def test_a_changed_act_is_found_and_named(small_blocks: None, column: str, value: str) -> None:
    read_and_act(7)
    logs_seal(now=NOON)
    row = ActLog.objects.order_by("id")[3].pk
    said_to_the_database(f"UPDATE audit_actlog SET {column} = %s WHERE id = %s", value, row)
    assert broken(LogName.ACT) == Broken(Break.ROW_CHANGED, 2, row)


def test_a_moment_that_is_moved_is_found(small_blocks: None) -> None:
    read_and_act(2)
    logs_seal(now=NOON)
    with past_the_guards():
        ReadLog.objects.filter(pk=the_row(1)).update(at=NOON + timedelta(microseconds=1))
    assert broken() == Broken(Break.ROW_CHANGED, 1, the_row(1))


def test_a_row_that_is_missing_is_named(small_blocks: None) -> None:
    read_and_act(7)
    logs_seal(now=NOON)
    row = the_row(3)
    said_to_the_database("DELETE FROM audit_readlog WHERE id = %s", row)
    assert broken() == Broken(Break.ROW_MISSING, 2, row)


@pytest.mark.parametrize("where", ["before the first", "in the middle"])
def test_a_row_put_into_what_is_sealed_is_named(where: str) -> None:
    read_and_act(3)
    row = the_row(0) - 1 if where == "before the first" else the_row(1)
    if where == "in the middle":  # a place left empty, as by a write that was rolled back
        said_to_the_database("DELETE FROM audit_readlog WHERE id = %s", row)
    logs_seal(now=NOON)
    assert logs_verify().whole
    ReadLog(id=row, at=NOON, actor="x", role="lead", purpose="x", page="x").save(force_insert=True)
    assert broken() == Broken(Break.ROW_ADDED, 1, row)


def test_a_changed_block_is_named(small_blocks: None) -> None:
    read_and_act(7)
    logs_seal(now=NOON)
    said_to_the_database("UPDATE audit_logblock SET count = 4 WHERE log = 'read' AND number = 2")
    assert broken() == Broken(Break.BLOCK_CHANGED, 2)


def test_a_block_that_is_missing_is_named(small_blocks: None) -> None:
    read_and_act(7)
    logs_seal(now=NOON)
    said_to_the_database("DELETE FROM audit_logblock WHERE log = 'read' AND number = 2")
    assert broken() == Broken(Break.BLOCK_MISSING, 2)


def test_a_chain_that_lost_its_end_is_shorter_than_it_was_when_last_verified(
    small_blocks: None,
) -> None:
    read_and_act(7)
    logs_seal(now=NOON)
    log_verify(now=NOON)
    said_to_the_database("DELETE FROM audit_logblock WHERE log = 'read' AND number = 3")
    assert broken() == Broken(Break.BLOCK_MISSING, 3)
    log_verify(now=NOON)
    assert broken() == Broken(Break.BLOCK_MISSING, 3), "a broken chain's end is not the new truth"


def test_a_chain_sealed_anew_over_other_rows_does_not_hold_the_seal_that_was_noted(
    small_blocks: None,
) -> None:
    read_and_act(7)
    logs_seal(now=NOON)
    noted = of(logs_verify(), LogName.READ).head[1]
    assert logs_verify([noted]).whole
    with past_the_guards():
        ReadLog.objects.filter(pk=the_row(4)).update(purpose="forged")
        LogBlock.objects.filter(log=LogName.READ).delete()
        SeenDay.objects.all().delete()
    logs_seal(now=NOON)
    assert logs_verify().whole, "whoever writes the whole chain anew is not seen from inside"
    assert logs_verify([noted]).unknown == (noted,)


def test_the_index_is_found_short_and_made_anew_from_the_log() -> None:
    read_and_act(2)
    logs_seal(now=NOON)
    told = seen_of(CITIZENS[0])
    said_to_the_database("DELETE FROM audit_seenday WHERE citizen = %s", CITIZENS[0])
    assert not logs_verify().index_whole
    seen_rebuild()
    assert logs_verify().whole
    assert seen_of(CITIZENS[0]) == told


def test_a_block_is_never_changed_or_removed() -> None:
    read_and_act(1)
    logs_seal(now=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        LogBlock.objects.update(count=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        LogBlock.objects.all().delete()


def test_erasing_a_person_keeps_the_chain() -> None:
    place: Town = build_town()
    case = town.citizen(place.karen)
    Person.objects.filter(pk=case.person_id).update(email="aase@example.dk")
    case.person.refresh_from_db()
    book(case, place.karen)
    with reading(actor=place.counsellor(), purpose="follow_up", page="citizen", at=NOON):
        note([case.public_id])
    logs_seal(now=NOON)
    assert personal_texts_in_the_logs("Åse", "aase@", case.person.cpr_lookup) == []
    Person.objects.filter(pk=case.person_id).update(
        name="", name_key="", email="", phone="", birth_date=None,
        cpr_cipher=None, cpr_key_id="", cpr_lookup=None,
    )  # fmt: skip
    case.person.messages.all().delete()
    assert logs_verify().whole


def personal_texts_in_the_logs(*words: str) -> list[str]:
    """Which of these words stand anywhere in what is sealed."""
    rows = [*ReadLog.objects.values_list(), *ActLog.objects.values_list()]
    return [word for word in words if any(word in str(row) for row in rows)]
