"""Everybody as the net looks at them on a day, read at once: the same queries however many."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from staasted.apps.agreements.selectors import Agreed, agreed_now
from staasted.apps.booking.days import danish_day
from staasted.apps.booking.selectors import days_booked_from
from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.stands import CourseStand, stands_of_open
from staasted.apps.effort.uncovered import ahead_bounds, ahead_of, last_contact, ours
from staasted.apps.trials.selectors import book_in_force
from staasted.catalog.loader import catalog
from staasted.core.axes import Freedom
from staasted.core.net import Cover, covers_of


@dataclass(frozen=True, slots=True)
class Seen:
    """One open citizen of ours: what covers them, how long they may be silent, and since when they
    have been. ``group`` is the target group of the day."""

    citizen: Citizen
    group: str
    covers: tuple[Cover, ...]
    contact_on: date | None
    silent_since: date
    limit_days: int

    def silent_days(self, on: date) -> int:
        """Days since the last contact both ways, or since the first day with us."""
        return max(0, (on - self.silent_since).days)


@dataclass(frozen=True, slots=True)
class Scene:
    """All of them by key, at a moment; ``agreed`` are the agreements in force."""

    on: date
    at: datetime
    people: Mapping[int, Seen]
    agreed: Mapping[int, Agreed] = field(default_factory=dict)

    @property
    def uncovered(self) -> dict[int, Seen]:
        """Those with nothing ahead."""
        return {key: seen for key, seen in self.people.items() if not seen.covers}


def scene_at(now: datetime) -> Scene:
    """Everybody at a moment: eight queries."""
    on = danish_day(now)
    agreed, booked = agreed_now(), days_booked_from(on)
    courses = list(ours(stands_of_open(book_in_force(), on=on), agreed, on))
    contact, bounds = last_contact(courses, on=on), ahead_bounds()
    people = {}
    for course in courses:
        key = course.citizen.pk
        spoken, held = contact.get(key), agreed.get(key)
        ahead = ahead_of(course, held, booked=key in booked, spoken=spoken, on=on)
        covers = covers_of(ahead, on, bounds)
        people[key] = Seen(
            course.citizen,
            course.answer.group,
            covers,
            spoken,
            spoken or _first_day(course),
            _limit(course, held, relieved=bool(ahead.reliefs)),
        )
    return Scene(on, now, people, agreed)


def _first_day(course: CourseStand) -> date:
    """The first day with us this time: silence counts from there while nobody has spoken."""
    opened = course.citizen.opened_on
    return max(opened, course.period.starts_on)


def _limit(course: CourseStand, held: Agreed | None, *, relieved: bool) -> int:
    """Days of silence somebody may have. Source: semantics, section 6."""
    policy = catalog().policy
    if relieved:
        return policy["relief_review_days"]
    freedom = Freedom(held.freedom) if held is not None else None
    return policy.silence_days(freedom, course.weeks)
