"""Reading around what is written: when the two were in contact last, and what lies unread."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, QuerySet

from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.booking.days import danish_day
from staasted.apps.booking.wish_kinds import CallOutcome
from staasted.apps.booking.wish_models import TimeWish
from staasted.apps.citizens.models import Citizen
from staasted.apps.files.services import CITIZENS_SIDE
from staasted.apps.talking.kinds import HelpState
from staasted.apps.talking.models import HelpWish, TalkMessage


def last_outside(citizen_ids: Iterable[int], *, on: date) -> dict[int, date]:
    """The last day up to ``on`` each of these citizens was in contact both ways outside a
    conversation: a message that was answered, help that was given, a call that was. One query.

    Such a contact counts 0. Source: shared decision on semantics, section 2.
    """
    found: dict[int, date] = {}
    for citizen, at in _outside()(keys=list(citizen_ids)):
        day = danish_day(at)
        if found.get(citizen, date.min) < day <= on:
            found[citizen] = day
    return found


@Prepared
def _outside(given: Given) -> QuerySet[Any]:
    theirs = {"citizen__id__among": given.keys("keys")}
    told = ("citizen_id", "at")
    answers = TalkMessage.objects.filter(**theirs, in_reply=True).annotate(at=F("sent_at"))
    helped = HelpWish.objects.filter(**theirs, state=HelpState.HELPED).annotate(at=F("ended_at"))
    spoken = TimeWish.objects.filter(**theirs, outcome=CallOutcome.SPOKE)
    return (
        answers.order_by()
        .values_list(*told)
        .union(
            helped.order_by().values_list(*told),
            spoken.order_by().annotate(at=F("ended_at")).values_list(*told),
            all=True,
        )
    )


def unread_messages(citizen: Citizen | OuterRef) -> QuerySet[TalkMessage]:
    """The messages from staff a citizen has not opened."""
    theirs = TalkMessage.objects.filter(citizen=citizen, read_at=None)
    return theirs.exclude(role__in=CITIZENS_SIDE)


def help_waiting(case: Citizen) -> HelpWish | None:
    """The citizen's open wish for help, if any: one query."""
    return HelpWish.objects.filter(citizen=case, state=HelpState.OPEN).first()


def last_help(case: Citizen) -> HelpWish | None:
    """The citizen's newest wish for help, open or ended, if any: one query."""
    return HelpWish.objects.filter(citizen=case).order_by("-asked_at", "-id").first()
