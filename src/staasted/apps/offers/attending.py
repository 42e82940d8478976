"""Hours of a day or a week of a course: recorded, corrected with a trace, and nothing more.

No hour leads to anything by itself: whoever works here looks at it with the citizen (shared
decision on semantics, section 9).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.offers.course_models import OfferAttendance, OfferCourse
from staasted.apps.offers.course_writing import course_held, course_logged
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import role_require
from staasted.apps.org.selectors import person_of
from staasted.core.errors import DomainError
from staasted.core.offering import Attended, CourseState

LONGEST = 7
"""Days of a stretch: a week at most. Source: decision 0046."""
A_DAY = 24


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of a stretch of days, both ends inclusive: there, away with a reason, away without."""

    from_on: date
    to_on: date
    there: Decimal
    excused: Decimal = Decimal(0)
    unexcused: Decimal = Decimal(0)


@transaction.atomic
def hours_record(*, actor: Actor, course: OfferCourse, hours: Hours) -> OfferAttendance:
    """Record the hours of a day or a week; the same again is the same row.

    Errors: AccessRefused; DomainError ``case_closed``, ``offer_move`` where it has not begun,
    ``offer_day_order``, ``offer_day_ahead``, ``offer_hours_many``, ``offer_hours_taken``.
    """
    role_require(actor, Role.COUNSELLOR)
    current = course_held(course)
    _refuse(current, hours)
    standing = OfferAttendance.objects.filter(course=current, withdrawn=False)
    told = {name: getattr(hours, name) for name in Hours.__slots__}
    known = standing.filter(**told).first()
    if known is not None:
        return known
    if standing.filter(from_on__lte=hours.to_on, to_on__gte=hours.from_on).exists():
        raise DomainError("offer_hours_taken")
    try:
        with transaction.atomic():
            row = OfferAttendance.objects.create(
                citizen=current.citizen,
                course=current,
                by=person_of(actor),
                at=clock.now(),
                **told,
            )
    except IntegrityError as clash:  # somebody wrote beside us: the database is the last wall
        raise DomainError("offer_hours_taken") from clash
    course_logged(actor, "offer_hours_record", current, from_on=hours.from_on.isoformat())
    return row


@transaction.atomic
def hours_withdraw(*, actor: Actor, row: OfferAttendance) -> None:
    """Take back what was recorded wrongly; it stays readable, and others can be written instead.

    Errors: AccessRefused; DomainError ``case_closed``.
    """
    role_require(actor, Role.COUNSELLOR)
    course_held(row.course)
    current = OfferAttendance.objects.select_related("course__citizen").get(pk=row.pk)
    if current.withdrawn:
        return
    current.withdrawn = True
    current.save(update_fields=["withdrawn"])
    from_on = current.from_on.isoformat()
    course_logged(actor, "offer_hours_withdraw", current.course, from_on=from_on)


def attended(rows: Iterable[OfferAttendance]) -> Attended:
    """The hours of some stretches together."""
    each = (Attended(float(row.there), float(row.excused), float(row.unexcused)) for row in rows)
    return sum(each, Attended())


def _refuse(course: OfferCourse, hours: Hours) -> None:
    if course.begun_on is None or course.state == CourseState.GRANTED:
        raise DomainError("offer_move")
    if hours.from_on < course.begun_on:
        raise DomainError("offer_day_order", earliest=course.begun_on)
    if hours.to_on < hours.from_on:
        raise DomainError("offer_day_order", earliest=hours.from_on)
    if hours.to_on > (course.ended_on or clock.today()):
        raise DomainError("offer_day_ahead")
    days = (hours.to_on - hours.from_on).days + 1
    summed = hours.there + hours.excused + hours.unexcused
    if (
        days > LONGEST
        or summed > A_DAY * days
        or min(hours.there, hours.excused, hours.unexcused) < 0
    ):
        raise DomainError("offer_hours_many")
