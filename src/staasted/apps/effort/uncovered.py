"""Who has nothing ahead: no time, no agreed day, and no relief that still holds."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from staasted.apps.agreements.selectors import Agreed, agreed_now
from staasted.apps.conversations.stands import Standings
from staasted.apps.talking.selectors import last_outside
from staasted.catalog.loader import catalog
from staasted.core.calendar import add_weeks
from staasted.core.conversation import two_way_contact
from staasted.core.effort import Standing
from staasted.core.net import Ahead, AheadBounds, Cover, Relieved, covers_of

Stood = TypeVar("Stood", bound=Standings)
"""A course, with what is owed or without."""
NOT_OURS = (Standing.FUND_MONTHS, Standing.OUTSIDE_COURSE, Standing.NO_COURSE)
WELL_WITHIN_WEEKS = 26
"""Source: shared decision on semantics, section 8 (``SickEmployedRelief``)."""


def uncovered(courses: Sequence[Standings], booked: Container[int], *, on: date) -> tuple[str, ...]:
    """The open citizens nothing covers on a day, by public id: two queries at most.

    ``booked`` are the citizens with a booking on the day or later.
    Source: shared decision on semantics, section 6.
    """
    in_force, bounds = agreed_now(), ahead_bounds()
    spoken = {}
    left = []
    for course in ours(courses, in_force, on):
        key = course.citizen.pk
        spoken[key] = last_held(course, on)
        ahead = ahead_of(course, in_force.get(key), booked=key in booked, spoken=spoken[key], on=on)
        if not covers_of(ahead, on, bounds):
            left.append((course, ahead))
    relieved = [course.citizen.pk for course, ahead in left if ahead.reliefs]
    outside = last_outside(relieved, on=on) if relieved else {}
    return tuple(
        course.citizen.public_id
        for course, ahead in left
        if not covers_of(
            ahead._replace(contact_on=_later(ahead.contact_on, outside.get(course.citizen.pk))),
            on,
            bounds,
        )
    )


def ours(courses: Iterable[Stood], in_force: Mapping[int, Agreed], on: date) -> Iterator[Stood]:
    """The open citizens the municipality bears the duty for that day, or has an agreement with."""
    for course in courses:
        known = course.answer.standing not in NOT_OURS or course.citizen.pk in in_force
        if known and is_open(course, on):
            yield course


def is_open(course: Standings, on: date) -> bool:
    """Whether the case is open and a benefit period runs."""
    period = course.period
    runs = period is not None and (period.ends_on is None or period.ends_on >= on)
    return course.citizen.closed_on is None and runs


def ahead_bounds() -> AheadBounds:
    """How far ahead an agreed day covers, and how long a relief does: the policy's numbers."""
    policy = catalog().policy
    return AheadBounds(policy["next_contact_days"], policy["relief_review_days"])


def ahead_of(
    course: Standings, held: Agreed | None, *, booked: bool, spoken: date | None, on: date
) -> Ahead:
    """What a citizen has ahead; ``spoken`` is their last contact both ways."""
    agreed_on = held.next_to if held else None
    return Ahead(booked, agreed_on, tuple(reliefs_of(course, held, on)), spoken)


def reliefs_of(course: Standings, held: Agreed | None, on: date) -> Iterator[Relieved]:
    """The reliefs that hold for a citizen on a day, each with the day it is looked at again.

    A new kind of relief is one more line here, from what the law knows of the person.
    Source: shared decision on semantics, section 8.
    """
    if held is not None and held.pause_until is not None and held.pause_until >= on:
        yield Relieved(Cover.PAUSE, held.pause_until)
    facts = course.facts
    if course.answer.relieved:
        yield Relieved(Cover.DOCUMENTED_RELIEF)
    for given in facts.exemptions:
        if given.decided_on <= on and given.review_on is not None and on < given.review_on:
            yield Relieved(Cover.SHARE_EXEMPTION, given.review_on)
    if facts.fact("standby", on):
        known = next(each for each in facts.facts["standby"] if each.on(on))
        yield Relieved(Cover.STANDBY, known.last)
    well = _well_on(course, on)
    if well is not None:
        yield Relieved(Cover.SICK_EMPLOYED_RELIEF, well)


def _well_on(course: Standings, on: date) -> date | None:
    """The day somebody sick who is employed is expected well, ahead and within 26 weeks."""
    facts = course.facts
    time = facts.time_on(on)
    absent = time.days.get("first_absence") if time is not None else None
    if time is None or absent is None or not facts.fact("employed", on):
        return None
    well = facts.day("expected_well", time)
    return well if well and on <= well <= add_weeks(absent, WELL_WITHIN_WEEKS) else None


def last_held(course: Standings, on: date) -> date | None:
    """The last day the two spoke together in a conversation, as seen on a day."""
    for counted in reversed(course.answer.events):
        if counted.event.on <= on and two_way_contact(counted.event):
            return counted.event.on
    return None


def last_contact(courses: Sequence[Standings], *, on: date) -> dict[int, date]:
    """The last day of contact both ways of each citizen that has had any: one query."""
    found = last_outside([course.citizen.pk for course in courses], on=on)
    for course in courses:
        day = _later(last_held(course, on), found.get(course.citizen.pk))
        if day is not None:
            found[course.citizen.pk] = day
    return found


def _later(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day is not None), default=None)
