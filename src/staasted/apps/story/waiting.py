"""What waits for a citizen on their front page, read along with the case in its one question."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery

from staasted.apps.citizens.access import CaseQuestion
from staasted.apps.citizens.models import Citizen
from staasted.apps.feedback.selectors import untold
from staasted.apps.files.services import CITIZENS_SIDE
from staasted.apps.invitations.access import WITH_BOOKING
from staasted.apps.letters.models import Letter
from staasted.apps.offers.asking_models import OPEN_STATES, OfferRequest
from staasted.apps.plans.access import unanswered_proposals
from staasted.apps.screening.models import ScreeningDraft
from staasted.apps.talking.kinds import HelpState
from staasted.apps.talking.models import HelpWish
from staasted.apps.talking.selectors import unread_messages
from staasted.catalog.loader import catalog


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits. ``help_by`` is the last day a human is to have answered, where help is wanted.

    ``messages``, ``letters`` and ``proposals`` wait for the citizen, ``offers`` (asked for and not
    heard of) for us. ``draft``: questions are half answered. ``after``: of a conversation one may
    be asked how it was.
    """

    messages: int
    letters: int
    proposals: int
    offers: int
    help_by: date | None
    draft: bool
    after: bool

    def __bool__(self) -> bool:
        """Return whether anything waits."""
        counted = self.messages or self.letters or self.proposals or self.offers
        return bool(counted or self.help_by or self.draft or self.after)


def _with_waits(cases: QuerySet[Citizen]) -> QuerySet[Citizen]:
    theirs = OuterRef("pk")
    letters = Letter.objects.filter(citizen=theirs, read=None).exclude(role__in=CITIZENS_SIDE)
    offers = OfferRequest.objects.filter(citizen=theirs, state__in=OPEN_STATES)
    wishes = HelpWish.objects.filter(citizen=theirs, state=HelpState.OPEN)
    return WITH_BOOKING.beside(cases).annotate(
        wait_messages=_number(unread_messages(theirs)),
        wait_letters=_number(letters),
        wait_proposals=_number(unanswered_proposals(theirs)),
        wait_offers=_number(offers),
        wait_help=Subquery(wishes.order_by().values("answer_by")[:1]),
        wait_draft=Exists(ScreeningDraft.objects.filter(citizen=theirs)),
        wait_after=Subquery(untold(theirs).order_by("-starts_at").values("starts_at")[:1]),
    )


WITH_WAITS = CaseQuestion(_with_waits)
"""A case ``WITH_BOOKING``, and everything that waits for its citizen, in one question."""


def waits_of(case: Citizen, *, own: bool, now: datetime) -> Waits:
    """What waits for the citizen of a case read ``WITH_WAITS``; of what is theirs alone to answer
    nothing unless it is their ``own``.
    """
    asked_from = now - timedelta(days=catalog().policy["feedback_days"])
    return Waits(
        case.wait_messages or 0,
        case.wait_letters or 0,
        case.wait_proposals or 0 if own else 0,
        case.wait_offers or 0,
        case.wait_help,
        own and case.wait_draft,
        own and case.wait_after is not None and case.wait_after >= asked_from,
    )


def _number(rows: QuerySet[Any]) -> Subquery:
    """How many rows, as part of another question."""
    counted = rows.order_by().annotate(of=F("citizen")).values("of").annotate(found=Count("pk"))
    return Subquery(counted.values("found"))
