"""What humans have done for citizens since a moment: the only things that close an alert.

Contact both ways (a conversation held, an answered message, help, a call), a booking, a new
agreement, a pause with reason. Each is the row that tells of it. Source: semantics, sections 2, 6.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.agreements.states import AgreementSource, State
from staasted.apps.booking.days import danish_day
from staasted.apps.booking.models import Booking, TimeWish
from staasted.apps.booking.wish_kinds import CallOutcome
from staasted.apps.conversations.models import Conversation, ConversationCorrection
from staasted.apps.files.services import CITIZENS_SIDE
from staasted.apps.talking.kinds import HelpState
from staasted.apps.talking.models import HelpWish, TalkMessage
from staasted.catalog.watches import Watch
from staasted.core.axes import SEATED, Channel, ConversationForm, Holder, Outcome
from staasted.core.net import ActKind, Watching


class Act(NamedTuple):
    """One act: the key of its row, the day it was for, when it was written, and when it began.
    ``ours`` is that somebody who works here did it: what waits for our answer is met by nothing
    else."""

    kind: ActKind
    key: int
    day: date
    at: datetime
    began: datetime
    ours: bool = True


Acts = dict[int, list[Act]]
"""Citizen → acts, the first first."""


def acts_since(at: datetime, *, citizen_ids: Sequence[int] | None = None) -> Acts:
    """What was done for everybody, or for some citizens, from a moment on: eight queries.

    A conversation counts from the day it was held, so that one registered a day late closes what
    was opened meanwhile; the others from when they were done. What was taken back or came to
    nothing since is no act (decision 0056).
    """
    of = Q() if citizen_ids is None else Q(citizen__id__among=list(citizen_ids))
    found: Acts = defaultdict(list)
    for citizen, act in _acts(of, at):
        found[citizen].append(act)
    for acts in found.values():
        acts.sort(key=lambda act: (act.at, act.key))
    return found


def _acts(of: Q, at: datetime) -> Iterator[tuple[int, Act]]:
    for citizen, key, begins, known_at in _held(of, at):
        yield citizen, Act(ActKind.CONVERSATION, key, danish_day(begins), known_at, begins)
    replies = TalkMessage.objects.filter(of, in_reply=True, sent_at__gte=at)
    theirs = replies.filter(role__in=CITIZENS_SIDE)
    yield from _rows(ActKind.MESSAGE, replies.exclude(role__in=CITIZENS_SIDE), "sent_at")
    yield from _rows(ActKind.MESSAGE, theirs, "sent_at", ours=False)
    helped = HelpWish.objects.filter(of, state=HelpState.HELPED, ended_at__gte=at)
    yield from _rows(ActKind.HELP, helped, "ended_at")
    called = TimeWish.objects.filter(of, outcome=CallOutcome.SPOKE, ended_at__gte=at)
    yield from _rows(ActKind.CALL, called, "ended_at")
    taken = Booking.objects.filter(of, booked_at__gte=at).exclude(form__in=SEATED)
    standing = taken.filter(Q(outcome=None) | Q(outcome=Outcome.HELD))
    yield from _rows(ActKind.BOOKING, standing, "booked_at")
    agreed = ContactAgreement.objects.filter(of, _agreed(), in_force_at__gte=at)
    yield from _rows(ActKind.AGREEMENT, agreed.filter(pause_reason=""), "in_force_at")
    pauses = agreed.exclude(pause_reason="").filter(state=State.IN_FORCE)
    yield from _rows(ActKind.PAUSE, pauses, "in_force_at")


def _agreed() -> Q:
    """What the two did agree: neither taken back with its conversation, nor said not to be so, nor
    the one before that holds again. A pause is one while it lasts: what it let rest is back."""
    so = Q(disputed_at=None) | Q(disputed_at__lt=F("in_force_at"))
    held = Q(state__in=(State.IN_FORCE, State.REPLACED))
    return held & so & ~Q(source=AgreementSource.RESTORED)


def _held(of: Q, at: datetime) -> Iterable[tuple[int, int, datetime, datetime]]:
    """Conversations the two held, as ``two_way_contact`` has it, each with when it was known: one
    that was registered as not held is known since it was corrected."""
    held = Conversation.objects.filter(of, outcome=Outcome.HELD, starts_at__gte=at)
    own = Q(held_by=Holder.UNEMPLOYMENT_FUND) & ~Q(form=ConversationForm.JOINT)
    held = held.exclude(channel=Channel.LETTER).exclude(own).order_by()
    before = ConversationCorrection.objects.filter(booking=OuterRef("booking"), undone=False)
    otherwise = before.exclude(outcome=Outcome.HELD).order_by("-at").values("at")[:1]
    held = held.annotate(known_at=Coalesce(Subquery(otherwise), F("closed_at")))
    return held.values_list("citizen_id", "pk", "starts_at", "known_at")


def _rows(
    kind: ActKind, rows: QuerySet, at: str, *, ours: bool = True
) -> Iterator[tuple[int, Act]]:
    for citizen, key, moment in rows.order_by().values_list("citizen_id", "pk", at):
        yield citizen, Act(kind, key, danish_day(moment), moment, moment, ours)


def meets(act: Act, watch: Watch | None, since_on: date) -> bool:
    """Whether an act meets what a watch found of a day; ``watch`` None is one that is no more."""
    if watch is None:
        return act.day >= since_on
    waits = watch.looks_for in (Watching.HELP_UNANSWERED, Watching.MESSAGE_UNANSWERED)
    return act.kind in watch.acts and act.day >= since_on and (act.ours or not waits)
