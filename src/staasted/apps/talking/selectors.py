"""Reading around what is written: when the two were in contact last, and what lies unread."""

from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, QuerySet

from staasted.apps.booking.days import danish_day
from staasted.apps.citizens.models import Citizen
from staasted.apps.files.services import CITIZENS_SIDE
from staasted.apps.talking.kinds import HelpState
from staasted.apps.talking.models import HelpWish, TalkMessage


def last_answered(citizen_ids: Iterable[int], *, on: date) -> dict[int, date]:
    """The last day up to ``on`` one of these citizens and their coach answered each other, or
    spoke because the citizen wanted help: two queries.

    A contact both ways that counts 0. Source: shared decision on semantics, section 2.
    """
    keys = list(citizen_ids)
    answers = TalkMessage.objects.filter(citizen__in=keys, in_reply=True)
    helped = HelpWish.objects.filter(citizen__in=keys, state=HelpState.HELPED)
    found: dict[int, date] = {}
    for citizen, at in (
        *answers.order_by().values_list("citizen_id", "sent_at"),
        *helped.order_by().values_list("citizen_id", "ended_at"),
    ):
        day = danish_day(at)
        if found.get(citizen, date.min) < day <= on:
            found[citizen] = day
    return found


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
