"""The journal: every conversation, message, letter, agreement and decision of a case, in order.

It is read where each app remembers it, in one question, however long the history is. What is
private to the citizen (answers that are not shared, the own plan and CV) is no part of it.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.models import Conversation, RuleOverride
from staasted.apps.invitations.models import ExemptionReview, SelfBookingTaken, Summons
from staasted.apps.letters.models import Letter
from staasted.apps.records.models import Hearing
from staasted.apps.talking.models import PartnerMessage, TalkMessage

LINE = Value("\n")


class JournalLine(NamedTuple):
    """One line. ``kind`` and ``word`` are codes, ``title`` and ``words`` stand as they were
    written; ``who`` did it, and is empty where that is not known."""

    at: datetime
    kind: str
    who: str
    word: str
    title: str
    words: str


def journal_of(case: Citizen, *, partners: bool = True) -> Sequence[JournalLine]:
    """The journal of a case that access has opened, the oldest line first: one query.

    Lines of one moment stand kind by kind, and within a kind as they were written.

    Without what ``partners`` wrote for whoever acts for the citizen: they are told of no other
    helper (decision 0021).
    """
    of = Q(citizen=case)
    first, *others = (
        *_talked(of),
        *(_with_partners(of) if partners else ()),
        *_written(of),
        *_decided(of),
        *_heard(of),
    )
    lines = first.union(*others, all=True).order_by("line_at", "line_kind", "line_row")
    return [JournalLine(*line) for *line, _ in lines]


def _talked(of: Q) -> Iterator[QuerySet[Any]]:
    held = {"who": F("holder__name"), "word": F("outcome"), "words": F("note")}
    yield _rows(Conversation.objects.filter(of), "conversation", "starts_at", held)
    agreements = ContactAgreement.objects.filter(of)
    yield _rows(agreements, "agreement", "made_at", {"word": F("state")})
    sent = {"who": F("written_by__name"), "words": F("words")}
    yield _rows(TalkMessage.objects.filter(of), "message", "sent_at", sent)


def _with_partners(of: Q) -> Iterator[QuerySet[Any]]:
    sent = {"who": F("written_by__name"), "words": F("words")}
    yield _rows(PartnerMessage.objects.filter(of), "partner_message", "sent_at", sent)


def _written(of: Q) -> Iterator[QuerySet[Any]]:
    letters = Letter.objects.filter(of)
    whole = Concat("body", LINE, "may_decide", LINE, "complain", output_field=TextField())
    said = {"who": F("sender"), "title": F("title"), "words": whole}
    yield _rows(letters.filter(decision=""), "letter", "sent_at", said)
    yield _rows(letters.exclude(decision=""), "decision", "sent_at", said)
    summoned = {"who": F("sent_by__name"), "title": F("title"), "words": F("body")}
    yield _rows(Summons.objects.filter(of), "summons", "sent_at", summoned)


def _decided(of: Q) -> Iterator[QuerySet[Any]]:
    taken, why = SelfBookingTaken.objects.filter(of), {"words": F("reason")}
    yield _rows(taken, "taken", "taken_at", why | {"who": F("taken_by__name")})
    back = taken.filter(given_back_at__isnull=False)
    yield _rows(back, "given_back", "given_back_at", {"who": F("given_back_by__name")})
    reviews = why | {"who": F("decided_by__name"), "word": F("verdict")}
    yield _rows(ExemptionReview.objects.filter(of), "exemption", "decided_at", reviews)
    overrides = why | {"who": F("made_by__name")}
    yield _rows(RuleOverride.objects.filter(of), "override", "made_at", overrides)


def _heard(of: Q) -> Iterator[QuerySet[Any]]:
    asked = Hearing.objects.filter(of)
    said = Concat("intends", LINE, "facts", LINE, "section", output_field=TextField())
    yield _rows(asked, "hearing", "asked_at", {"who": F("asked_by__name"), "words": said})
    answered = asked.filter(answered_at__isnull=False)
    answer = {"who": F("answered_by__name"), "words": F("answer")}
    yield _rows(answered, "hearing_answer", "answered_at", answer)
    over = asked.filter(ended_at__isnull=False)
    yield _rows(over, "hearing_over", "ended_at", {"words": F("weighed")})


def _rows(rows: QuerySet[Any], kind: str, at: str, told: dict[str, Any]) -> QuerySet[Any]:
    """The rows as ``JournalLine`` has them."""
    columns = dict.fromkeys(("who", "word", "title", "words"), Value("")) | told
    texts = {"kind": Value(kind)} | columns
    named = {f"line_{name}": _text(column) for name, column in texts.items()}
    chosen = [*(f"line_{name}" for name in JournalLine._fields), "line_row"]
    return rows.order_by().annotate(line_at=F(at), line_row=F("pk"), **named).values_list(*chosen)


def _text(column: Any) -> Coalesce:
    return Coalesce(Cast(column, TextField()), Value(""), output_field=TextField())
