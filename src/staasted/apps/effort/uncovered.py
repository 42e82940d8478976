"""Who has nothing ahead: no time, no agreed day, and no relief that still holds."""

from collections.abc import Container, Sequence
from datetime import date, timedelta

from staasted.apps.agreements.selectors import agreed_within, days_agreed
from staasted.apps.booking.calling import last_spoken
from staasted.apps.conversations.course import Course
from staasted.apps.talking.selectors import last_answered
from staasted.catalog.loader import catalog
from staasted.core.conversation import two_way_contact
from staasted.core.effort import Standing

NOT_OURS = (Standing.FUND_MONTHS, Standing.OUTSIDE_COURSE, Standing.NO_COURSE)


def uncovered(courses: Sequence[Course], booked: Container[int], *, on: date) -> tuple[str, ...]:
    """The open citizens nothing covers on a day, by public id: four queries at most.

    ``booked`` are the citizens with a booking on the day or later.

    Covered is who has a booking ahead, an agreed day at most half a year ahead, or a documented
    relief no more than 91 days after the last contact both ways.
    Source: shared decision on semantics, section 6 (by what exists here so far).
    """
    in_force = days_agreed()
    ours = [c for c in courses if is_open(c, on) and (_has_course(c) or c.citizen.pk in in_force)]
    last = on + timedelta(days=catalog().policy["next_contact_days"])
    agreed = agreed_within(in_force, first=on, last=last)
    ahead = [c for c in ours if c.citizen.pk not in booked and c.citizen.pk not in agreed]
    left = [course for course in ahead if not _relieved(course, _last_held(course, on), on)]
    relieved = [course.citizen.pk for course in left if course.answer.relieved]
    contact = _last_contact(relieved, on=on) if relieved else {}
    return tuple(
        course.citizen.public_id
        for course in left
        if not _relieved(course, contact.get(course.citizen.pk), on)
    )


def is_open(course: Course, on: date) -> bool:
    """Whether the case is open and a benefit period runs."""
    period = course.period
    runs = period is not None and (period.ends_on is None or period.ends_on >= on)
    return course.citizen.closed_on is None and runs


def _has_course(course: Course) -> bool:
    return course.answer.standing not in NOT_OURS


def _last_held(course: Course, on: date) -> date | None:
    """The last day the two spoke together in a conversation, as seen on a day."""
    spoken = (e.event.on for e in course.answer.events if two_way_contact(e.event))
    return max((day for day in spoken if day <= on), default=None)


def _last_contact(citizens: Sequence[int], *, on: date) -> dict[int, date]:
    """The last day each was in contact both ways outside a conversation: a call that was asked for
    and answered, or a message that was (shared decision on semantics, section 2)."""
    found = last_answered(citizens, on=on)
    for citizen, day in last_spoken(citizens, on=on).items():
        found[citizen] = max(day, found.get(citizen, day))
    return found


def _relieved(course: Course, spoken: date | None, on: date) -> bool:
    """Whether a relief holds today, and the two were in contact lately enough."""
    days = catalog().policy["relief_review_days"]
    return course.answer.relieved and spoken is not None and (on - spoken).days <= days
