"""What happened that may need a human: one reading for each watch, everybody's at once.

What is older than the first day looked back to was there before the net was: silence and *nothing
ahead* see to it.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from staasted.apps.agreements.limits import answer_by
from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.agreements.states import State
from staasted.apps.booking.days import danish_day, day_bounds
from staasted.apps.booking.models import Booking, TimeWish
from staasted.apps.booking.wish_kinds import TimeWishState, WishKind
from staasted.apps.citizens.models import BenefitPeriod, Circumstances, Citizen
from staasted.apps.files.services import CITIZENS_SIDE
from staasted.apps.invitations.models import Invitation, InvitationState, Summons
from staasted.apps.letters.models import Letter
from staasted.apps.net.scene import Scene
from staasted.apps.offers.models import Measure
from staasted.apps.outbox.bounces import bounces_of
from staasted.apps.plans.kinds import ItemKind, Progress
from staasted.apps.plans.models import PlanItem
from staasted.apps.situations.models import SituationChange
from staasted.apps.situations.states import SituationState
from staasted.apps.talking.kinds import HelpState
from staasted.apps.talking.models import HelpWish, TalkMessage
from staasted.core.axes import SEATED, Outcome

OPEN = Q(citizen__closed_on=None)
OVER = ("treatment_ends", "assessment_ends")
BEGUN = ("treatment_begins", "assessment_begins")
"""Kinds of ``catalog/situations.yaml``: what is over, and what says itself when it is."""


class Look(NamedTuple):
    """What a watch looks at: everybody, its limit in days, the first day worth looking back to."""

    scene: Scene
    limit: int
    first: date


class Happened(NamedTuple):
    """Something about a citizen: what names it, its day, and its moment where it has one."""

    citizen: int
    ref: str
    since: date
    at: datetime | None = None


def letters_unread(look: Look) -> Iterator[Happened]:
    """Letters and summonses of ours nobody has opened so many days after they were sent."""
    sent = _between(
        look.first, look.scene.on - timedelta(days=look.limit), "sent_at", back=look.limit
    )
    ours = Letter.objects.filter(OPEN, sent, read=None).exclude(role__in=CITIZENS_SIDE)
    yield from _moments("letter", ours, "sent_at")
    yield from _moments("summons", Summons.objects.filter(OPEN, sent, read=None), "sent_at")


def bounced(look: Look) -> Iterator[Happened]:
    """Addresses that are somebody's now, and take no messages."""
    since = day_bounds(look.first)[0]
    marked = Q(person__email_bounced_at__gte=since) | Q(person__phone_bounced_at__gte=since)
    for case in Citizen.objects.select_related("person").filter(marked, closed_on=None):
        told = bounces_of(case.person)
        at = max((each for each in (told.email_at, told.phone_at) if each), default=None)
        if at is not None:
            yield Happened(case.pk, at.isoformat(timespec="seconds"), danish_day(at), at)


def agreements_slipped(look: Look) -> Iterator[Happened]:
    """Agreed days that have passed, of agreements still in force."""
    for citizen, held in look.scene.agreed.items():
        if held.next_to is not None and look.first <= held.next_to < look.scene.on:
            yield Happened(citizen, held.next_to.isoformat(), held.next_to)


def pauses_over(look: Look) -> Iterator[Happened]:
    """Pauses whose day of review has passed, of agreements still in force."""
    for citizen, held in look.scene.agreed.items():
        if held.pause_until is not None and look.first <= held.pause_until < look.scene.on:
            yield Happened(citizen, held.pause_until.isoformat(), held.pause_until)


def treatments_ended(look: Look) -> Iterator[Happened]:
    """Treatments and assessments that are over, as told by the citizen or another system."""
    stands = SituationChange.objects.filter(OPEN, state=SituationState.STANDS)
    over = stands.filter(kind__in=OVER, begins_on__gte=look.first, begins_on__lte=look.scene.on)
    yield from _days("told", over, "begins_on")
    done = stands.filter(kind__in=BEGUN, ends_on__gte=look.first, ends_on__lt=look.scene.on)
    yield from _days("begun", done, "ends_on")
    known = Circumstances.objects.filter(
        OPEN, treatment_until__gte=look.first, treatment_until__lt=look.scene.on
    )
    yield from _days("known", known, "treatment_until", with_day=True)


def help_unanswered(look: Look) -> Iterator[Happened]:
    """Wishes for help nobody has met by the promised day."""
    late = HelpWish.objects.filter(OPEN, state=HelpState.OPEN, answer_by__lt=look.scene.on)
    yield from _moments("help", late, "asked_at")


def messages_unanswered(look: Look) -> Iterator[Happened]:
    """Messages nobody has answered by the promised day."""
    late = TalkMessage.objects.filter(OPEN, settled_as="", answer_by__lt=look.scene.on)
    yield from _moments("message", late.filter(role__in=CITIZENS_SIDE), "sent_at")


def times_waited_for(look: Look) -> Iterator[Happened]:
    """Waiting lists that gave no time, and calls that were promised by a day that has passed."""
    waits = TimeWish.objects.filter(OPEN, state=TimeWishState.OPEN)
    until = day_bounds(look.scene.on - timedelta(days=look.limit))[1]
    listed = waits.filter(kind=WishKind.WAITING_LIST, made_at__lt=until)
    yield from _moments("wish", listed, "made_at")
    called = waits.filter(kind=WishKind.CALL_ME, promised_on__lt=look.scene.on)
    yield from _moments("wish", called, "made_at")


def not_booked(look: Look) -> Iterator[Happened]:
    """Invitations whose last day has passed, and nobody has acted on, marked as run out or not."""
    asked = (InvitationState.EXPIRED, InvitationState.LIVE)
    days = {"book_by_on__gte": look.first, "book_by_on__lt": look.scene.on}
    over = Invitation.objects.filter(OPEN, state__in=asked, **days)
    yield from _days("invitation", over, "book_by_on")


def steps_passed(look: Look) -> Iterator[Happened]:
    """Shared steps of a plan that are open, so many days after their day. Never of what is not
    shared."""
    last = look.scene.on - timedelta(days=look.limit)
    steps = PlanItem.objects.filter(
        OPEN,
        kind=ItemKind.STEP,
        progress=Progress.OPEN,
        shared_from__isnull=False,
        removed_at=None,
        due_on__gte=look.first - timedelta(days=look.limit),
        due_on__lt=last,
    )
    yield from _days("step", steps, "due_on", with_day=True)


def offers_ended(look: Look) -> Iterator[Happened]:
    """Offers that have ended, of whoever is in no other."""
    running = Q(ends_on=None) | Q(ends_on__gte=look.scene.on)
    others = Measure.objects.filter(running, citizen=OuterRef("citizen"), starts_on__isnull=False)
    ended = Measure.objects.filter(
        OPEN, starts_on__isnull=False, ends_on__gte=look.first, ends_on__lt=look.scene.on
    )
    yield from _days("offer", ended.filter(~Exists(others)), "ends_on", with_day=True)


def meetings_missed(look: Look) -> Iterator[Happened]:
    """Conversations the two did not meet for."""
    missed = Booking.objects.filter(
        OPEN,
        outcome=Outcome.NOT_MET,
        starts_at__gte=day_bounds(look.first)[0],
        starts_at__lt=look.scene.at,
    ).exclude(form__in=SEATED)
    yield from _moments("booking", missed, "starts_at")


def proposals_lapsed(look: Look) -> Iterator[Happened]:
    """Proposals nobody answered in time, with nothing newer, marked as lapsed or not."""
    newer = ContactAgreement.objects.filter(citizen=OuterRef("citizen"), pk__gt=OuterRef("pk"))
    last = ContactAgreement.objects.filter(OPEN, ~Exists(newer))
    lapsed = last.filter(state=State.LAPSED, ended_at__gte=day_bounds(look.first)[0])
    yield from _moments("proposal", lapsed, "ended_at")
    for waits in last.filter(state=State.PROPOSED):
        day = answer_by(waits) + timedelta(days=1)
        if look.first <= day <= look.scene.on:
            yield Happened(waits.citizen_id, f"proposal:{waits.pk}", day)


def benefits_ending(look: Look) -> Iterator[Happened]:
    """Benefits that end within so many days: what comes after was to be spoken of by now."""
    ends = Q(ends_on__gte=look.scene.on, ends_on__lte=look.scene.on + timedelta(days=look.limit))
    for citizen, day in BenefitPeriod.objects.filter(OPEN, ends).values_list(
        "citizen_id", "ends_on"
    ):
        yield Happened(citizen, day.isoformat(), day - timedelta(days=look.limit))


def _between(first: date, last: date, column: str, *, back: int) -> Q:
    """From the first day, moved back by a watch's limit, to the last (both Danish, inclusive)."""
    begins = day_bounds(first - timedelta(days=back))[0]
    return Q(**{f"{column}__gte": begins, f"{column}__lt": day_bounds(last)[1]})


def _moments(name: str, rows: QuerySet, column: str) -> Iterator[Happened]:
    for citizen, key, at in _told(rows, column):
        yield Happened(citizen, f"{name}:{key}", danish_day(at), at)


def _days(name: str, rows: QuerySet, column: str, *, with_day: bool = False) -> Iterator[Happened]:
    """``with_day`` where the same row may be told of another day later."""
    for citizen, key, day in _told(rows, column):
        yield Happened(citizen, f"{name}:{key}:{day}" if with_day else f"{name}:{key}", day)


def _told(rows: QuerySet, column: str) -> Iterator[tuple[int, int, datetime | date]]:
    yield from rows.order_by().values_list("citizen_id", "pk", column)
