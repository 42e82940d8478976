"""Comparing a conversations file with what is known, into a ledger.

A conversation is known by citizen, moment and purpose. One that was closed here at the same
moment wins: a file changes nothing about it.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.models import Conversation
from staasted.apps.conversations.services import conversation_draft
from staasted.apps.imports.ledger import Ledger
from staasted.apps.imports.outcome import Comparison
from staasted.apps.imports.people import lookups_of, unknown_citizen
from staasted.apps.imports.reading.conversations import ConversationRow
from staasted.apps.imports.reading.refusals import RowError, RowReason
from staasted.apps.imports.telling import told
from staasted.core.axes import Outcome

FACTS = ("purpose", "form", "channel", "held_by", "minutes", "outcome")
MINUTES_A_DAY = 24 * 60
Moment = tuple[int, datetime]


def conversations_compare(
    rows: Sequence[ConversationRow],
    *,
    citizens: Mapping[str, Citizen],
    written: Mapping[str, str],
    now: datetime,
) -> Comparison:
    """Sort every row; ``now`` is when the conversations became known here."""
    comparison = Comparison(Ledger())
    stored = _stored(rows)
    for row, lookup in lookups_of(rows):
        citizen = citizens.get(lookup)
        if citizen is None:
            comparison.rejected.append(unknown_citizen(row, written))
            continue
        at_once = stored.setdefault((citizen.pk, _moment(row)), [])
        if _held_in_no_time(row, at_once):
            comparison.rejected.append(_no_time(row, written))
        else:
            _compare(comparison, row, citizen, at_once, now)
    comparison.settle(row.number for row in rows)
    return comparison


def _moment(row: ConversationRow) -> datetime:
    """When it was, in UTC: a Danish hour that comes twice a year, or never, equals no other."""
    return row.held_at.astimezone(UTC)


def _held_in_no_time(row: ConversationRow, at_once: Sequence[Conversation]) -> bool:
    """A conversation that was held took at least a minute, where the minutes are known."""
    stored = _meant(row.purpose, at_once)
    minutes = stored.minutes if stored and row.minutes is None else row.minutes
    outcome = row.outcome or (stored.outcome if stored else None)
    return outcome == Outcome.HELD and minutes == 0


def _no_time(row: ConversationRow, written: Mapping[str, str]) -> RowError:
    told_by = "minutes" if "minutes" in written else "outcome"
    values = {"least": 1, "most": MINUTES_A_DAY}
    return RowError(row.number, written[told_by], RowReason.NUMBER_OUTSIDE, "0", values)


def _stored(rows: Sequence[ConversationRow]) -> dict[Moment, list[Conversation]]:
    """The conversations of the file's days, by citizen and moment: one query."""
    found: dict[Moment, list[Conversation]] = {}
    if not rows:
        return found
    moments = [_moment(row) for row in rows]
    held = Conversation.objects.filter(starts_at__range=(min(moments), max(moments)))
    for each in held.defer("note").order_by("id"):
        found.setdefault((each.citizen_id, each.starts_at), []).append(each)
    return found


def _compare(
    comparison: Comparison,
    row: ConversationRow,
    citizen: Citizen,
    at_once: list[Conversation],
    now: datetime,
) -> None:
    if any(conversation.booking_id for conversation in at_once):
        return
    held = _meant(row.purpose, at_once)
    if held is None:
        held = conversation_draft(
            citizen=citizen,
            starts_at=_moment(row),
            purpose=row.purpose or "",
            known_at=now,
        )
        at_once.append(held)
        comparison.ledger.make(held, citizen=citizen, row=row.number)
        comparison.created.add(row.number)
    comparison.ledger.write(held, told(row, FACTS), citizen=citizen, row=row.number)


def _meant(purpose: str | None, at_once: Sequence[Conversation]) -> Conversation | None:
    """The conversation a row means: its purpose may be new to us, or not told this time."""
    same = [each for each in at_once if each.purpose == (purpose or "")]
    loose = [each for each in at_once if purpose is None or not each.purpose]
    return next(iter((*same, *loose)), None)
