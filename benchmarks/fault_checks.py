"""What must hold after each fault, read straight from the database past everything of ours."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.fault_house import House
from benchmarks.fault_seats import SEAT_QUESTIONS, TALK

ACTS = "SELECT 1 FROM audit_actlog a WHERE a.subject = b.public_id AND a.act"
TOLD = "SELECT 1 FROM outbox_message m WHERE m.matter = b.public_id AND m.kind"
QUESTIONS = {
    "a live booking without both its occupations": (
        "SELECT b.public_id FROM booking_booking b WHERE {talk} AND b.outcome IS NULL AND 2 <>"
        " (SELECT count(*) FROM booking_occupation o WHERE o.booking_id = b.id AND o.live)"
    ),
    "a cancelled booking that still takes time": (
        "SELECT b.public_id FROM booking_booking b WHERE b.outcome LIKE 'cancelled%' AND EXISTS"
        " (SELECT 1 FROM booking_occupation o WHERE o.booking_id = b.id AND o.live)"
    ),
    "a booking without its log row": (
        "SELECT b.public_id FROM booking_booking b WHERE {talk} AND b.id > {booking} AND NOT EXISTS"
        f" ({ACTS} IN ('slot_book', 'booking_move'))"  # nosec B608 # ours
    ),
    "a booking without its message": (
        "SELECT b.public_id FROM booking_booking b WHERE {talk} AND b.id > {booking} AND NOT EXISTS"
        f" ({TOLD} IN ('booked', 'moved'))"  # nosec B608 # ours
    ),
    "a cancellation without its log row": (
        "SELECT b.public_id FROM booking_booking b WHERE b.outcome = 'cancelled_by_citizen'"
        " AND {talk}"
        f" AND b.moved_to_id IS NULL AND NOT EXISTS ({ACTS} = 'booking_cancel')"  # nosec B608 # ours
    ),
    "a cancellation without its message": (
        "SELECT b.public_id FROM booking_booking b WHERE b.outcome = 'cancelled_by_citizen'"
        " AND {talk}"
        f" AND b.moved_to_id IS NULL AND NOT EXISTS ({TOLD} = 'cancelled')"  # nosec B608 # ours
    ),
    "a log row without its booking": (
        "SELECT a.subject FROM audit_actlog a WHERE a.id > {act}"
        " AND a.act IN ('slot_book', 'booking_move', 'booking_cancel') AND NOT EXISTS"
        " (SELECT 1 FROM booking_booking b WHERE b.public_id = a.subject)"
    ),
    "a message without its booking": (
        "SELECT m.matter FROM outbox_message m WHERE m.id > {message} AND NOT EXISTS"
        " (SELECT 1 FROM booking_booking b WHERE b.public_id = m.matter) AND NOT EXISTS"
        " (SELECT 1 FROM meetings_seatwait w WHERE w.letter = m.matter)"
    ),
    "a reminder of what was given back": (
        "SELECT m.matter FROM outbox_message m JOIN booking_booking b ON b.public_id = m.matter"
        " WHERE m.reminder AND m.state = 'waiting' AND b.outcome IS NOT NULL"
    ),
    "a cancellation that was logged and did not happen": (
        "SELECT a.subject FROM audit_actlog a JOIN booking_booking b ON b.public_id = a.subject"
        " WHERE a.act = 'booking_cancel' AND b.outcome IS NULL"
    ),
    "two live times of one resource that overlap": (
        "SELECT o.id FROM booking_occupation o JOIN booking_occupation p"
        " ON p.resource_id = o.resource_id AND p.id > o.id AND o.live AND p.live"
        " AND p.starts_at < o.ends_at AND o.starts_at < p.ends_at"
    ),
}
"""What may not be found, and the question that finds it; ``{…}`` are ids from before the load, and
what tells a conversation from a seat."""
SHOWN = 3


def rows(house: House, *questions: str) -> list[list[tuple[Any, ...]]]:
    """The answers to all questions, read at one moment."""
    if house.address:
        with psycopg.connect(house.address, connect_timeout=10) as held:
            held.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            return [held.execute(question).fetchall() for question in questions]
    file = Path(house.folder) / "data" / "staasted.sqlite3"
    with closing(sqlite3.connect(file, timeout=20, isolation_level=None)) as held:
        held.execute("BEGIN")
        return [held.execute(question).fetchall() for question in questions]


def broken(
    house: House, before: dict[str, int], promised: Iterable[str], ended: Iterable[str] = ()
) -> list[str]:
    """Everything that does not hold, in words with a few ids; nothing where all does.

    ``promised`` are bookings somebody was told they have, ``ended`` those they were told are over.
    """
    questions = QUESTIONS | SEAT_QUESTIONS
    asked = [question.format(**before, talk=TALK) for question in questions.values()]
    *answers, there = rows(house, *asked, "SELECT public_id, outcome FROM booking_booking")
    found = dict(zip(questions, answers, strict=True))
    wrong = [f"{what}: {len(ids)} ({ids[:SHOWN]})" for what, ids in found.items() if ids]
    outcomes = dict(there)
    lost = set(promised) - set(outcomes)
    alive = [booking for booking in ended if outcomes.get(booking) is None]
    named = {"promised and gone": lost, "said to be over and live": alive}
    return wrong + [f"{what}: {sorted(ids)[:SHOWN]}" for what, ids in named.items() if ids]


def messages_wrong(house: House, taken: Counter[str]) -> list[str]:
    """Letters that came twice, that are said to be sent and did not come, or the other way.

    Letters come while it is looked: what had come before may not wait, what is said to be sent
    has come after.
    """
    came = taken.copy()
    (states,) = rows(house, "SELECT public_id, state FROM outbox_message")
    by_now = taken.copy()
    twice = [key for key, times in by_now.items() if times > 1]
    missing = [key for key, state in states if state == "sent" and not by_now[key]]
    # "sending" is the mark of a moment; "unsure" may or may not have come, and is asked about.
    early = [key for key, state in states if state in {"waiting", "given_up"} and came[key]]
    unknown = sorted(set(came) - {key for key, _ in states})
    named = {
        "came twice": twice,
        "never came": missing,
        "came and waits": early,
        "came and are in no row": unknown,
    }
    return [f"letters that {what}: {len(keys)}" for what, keys in named.items() if keys]


def message_states(house: House) -> dict[str, int]:
    """How many messages are in each state; a reminder that waits for its time is in none."""
    (counted,) = rows(
        house,
        "SELECT state, count(*) FROM outbox_message WHERE from_at IS NULL OR state <> 'waiting'"
        " GROUP BY state",
    )
    return dict(counted)
