"""The journal: every conversation, message, letter, agreement and decision of a case, in order.

It is read where each app remembers it, one question each, however long the history is. What is
private to the citizen (answers that are not shared, the own plan and CV) is no part of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.models import Conversation, RuleOverride
from staasted.apps.invitations.models import ExemptionReview, SelfBookingTaken, Summons
from staasted.apps.letters.models import Letter
from staasted.apps.records.models import Hearing
from staasted.apps.talking.models import TalkMessage


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One line. ``kind`` and ``word`` are codes, ``title`` and ``words`` stand as they were
    written; ``who`` did it, and is empty where that is not known."""

    at: datetime
    kind: str
    who: str
    word: str = ""
    title: str = ""
    words: str = ""


def journal_of(case: Citizen) -> Sequence[JournalLine]:
    """The journal of a case that access has opened, the oldest line first."""
    lines = [*_talked(case), *_written(case), *_decided(case), *_heard(case)]
    return sorted(lines, key=lambda line: line.at)


def _talked(case: Citizen) -> Iterator[JournalLine]:
    held = Conversation.objects.filter(citizen=case).select_related("holder")
    for row in held:
        who = row.holder.name if row.holder else ""
        yield JournalLine(row.starts_at, "conversation", who, row.outcome, words=row.note)
    for each in ContactAgreement.objects.filter(citizen=case):
        yield JournalLine(each.made_at, "agreement", "", each.state)


def _written(case: Citizen) -> Iterator[JournalLine]:
    for row in TalkMessage.objects.filter(citizen=case).select_related("written_by"):
        yield JournalLine(row.sent_at, "message", row.written_by.name, words=row.words)
    for letter in Letter.objects.filter(citizen=case):
        whole = "\n".join(filter(None, (letter.body, letter.may_decide, letter.complain)))
        kind = "decision" if letter.decision else "letter"
        yield JournalLine(letter.sent_at, kind, letter.sender, "", letter.title, whole)
    for summons in Summons.objects.filter(citizen=case).select_related("sent_by"):
        who = summons.sent_by.name if summons.sent_by else ""
        yield JournalLine(summons.sent_at, "summons", who, "", summons.title, summons.body)


def _decided(case: Citizen) -> Iterator[JournalLine]:
    taken = SelfBookingTaken.objects.filter(citizen=case)
    for row in taken.select_related("taken_by", "given_back_by"):
        yield JournalLine(row.taken_at, "taken", row.taken_by.name, words=row.reason)
        if row.given_back_at and row.given_back_by:
            yield JournalLine(row.given_back_at, "given_back", row.given_back_by.name)
    for each in ExemptionReview.objects.filter(citizen=case).select_related("decided_by"):
        who = each.decided_by.name if each.decided_by else ""
        yield JournalLine(each.decided_at, "exemption", who, each.verdict, words=each.reason)
    for rule in RuleOverride.objects.filter(citizen=case).select_related("made_by"):
        yield JournalLine(rule.made_at, "override", rule.made_by.name, words=rule.reason)


def _heard(case: Citizen) -> Iterator[JournalLine]:
    for row in Hearing.objects.filter(citizen=case).select_related("asked_by", "answered_by"):
        said = "\n".join((row.intends, row.facts, row.section))
        yield JournalLine(row.asked_at, "hearing", row.asked_by.name, words=said)
        if row.answered_at and row.answered_by:
            who = row.answered_by.name
            yield JournalLine(row.answered_at, "hearing_answer", who, words=row.answer)
        if row.ended_at:
            yield JournalLine(row.ended_at, "hearing_over", "", words=row.weighed)
