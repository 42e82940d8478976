"""What is known of somebody's booking: the law's arrangement, exempt, deprived, how long."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from staasted.apps.booking.shown_to import Knowing
from staasted.apps.citizens.models import Citizen, SelfBookingExemption
from staasted.apps.conversations.course import Course, arrangement_of
from staasted.apps.invitations.models import Invitation, InvitationState, SelfBookingTaken
from staasted.core.calendar import add_months
from staasted.core.law import BookedBy, BookingStanding, SummonsGround, summons_grounds

THREE_MONTHS = 3
"""Source: LBK 280/2024 § 34, stk. 2."""


@dataclass(frozen=True, slots=True)
class Bars:
    """What keeps somebody from being asked to book: exempt, or the right is taken away."""

    exempt: bool
    deprived: bool


def bars_of(citizen: Citizen) -> Bars:
    """Whether the citizen is exempt from booking, and whether the right is taken: one query.

    None where the case was read with both.
    """
    if hasattr(citizen, "deprived"):
        return Bars(citizen.exempt, citizen.deprived)
    of_theirs = {"citizen": OuterRef("pk")}
    exempt = Exists(SelfBookingExemption.objects.filter(exempt=True, **of_theirs))
    taken = Exists(SelfBookingTaken.objects.filter(given_back_at=None, **of_theirs))
    found = Citizen.objects.filter(pk=citizen.pk).values_list(exempt, taken)
    return Bars(*found.get())


def taken_from(citizen: Citizen) -> SelfBookingTaken | None:
    """The decision that stands, if the right to book oneself is taken away: one query."""
    return SelfBookingTaken.objects.filter(citizen=citizen, given_back_at=None).first()


def grounds_of(course: Course, bars: Bars) -> tuple[SummonsGround, ...]:
    """Every ground to summon the citizen on, the one that weighs most first."""
    asked = course.period.first_request_on if course.period else None
    past = None if asked is None else _past_three_months(asked, course.on)
    return summons_grounds(
        BookingStanding(
            arrangement=course.arrangement,
            first_held=course.first_held,
            exempt=bars.exempt,
            deprived=bars.deprived,
            past_three_months=past,
        )
    )


def _past_three_months(asked: date, on: date) -> bool:
    return add_months(asked, THREE_MONTHS) <= on


def by_summons(citizen: Citizen, *, on: date) -> bool:
    """Whether the picker is closed to the citizen: the law summons, or the right is taken."""
    if bars_of(citizen).deprived:
        return True
    return arrangement_of(citizen, on=on).by is BookedBy.SUMMONS


def invited_on(citizen: Citizen, on: date) -> frozenset[str]:
    """The purposes the citizen is asked to book, whose last day has not passed: one query."""
    live = Invitation.objects.filter(citizen=citizen, state=InvitationState.LIVE)
    return frozenset(live.filter(book_by_on__gte=on).values_list("purpose", flat=True))


def _by_summons(citizen: Citizen, on: date) -> bool:
    return by_summons(citizen, on=on)


KNOWING = Knowing(invited=invited_on, by_summons=_by_summons)
