"""A course as it would be: on another day, after one more conversation, or after a change."""

from dataclasses import replace
from datetime import date, timedelta

from staasted.apps.conversations.course import Course
from staasted.core.axes import Outcome
from staasted.core.effort import answer
from staasted.core.law import ContactEvent, SituationTold, with_situations


def seen_on(course: Course, on: date, thought: ContactEvent | None = None) -> Course:
    """A course as it is on another day, with one more conversation that is only thought of."""
    events = [told.event for told in course.answer.events]
    if course.book is None:
        return course
    found = answer(
        book=course.book,
        person=course.facts,
        events=events if thought is None else [*events, thought],
        offers=course.offers,
        on=on,
    )
    return replace(course, on=on, answer=found)


THOUGHT = "thought"
"""The name of a conversation that is only thought of."""


def seen_missed(course: Course, on: date) -> tuple[Course, Course]:
    """A course the day after a conversation on a day: where it is held, and where it is not.

    It is thought of as talking alone with the counsellor in person, which is the surest to count.
    """
    held = ContactEvent(THOUGHT, on, THOUGHT)
    missed = replace(held, outcome=Outcome.NOT_MET)
    after = max(course.on, on + timedelta(days=1))
    return seen_on(course, after, held), seen_on(course, after, missed)


def seen_with(course: Course, told: SituationTold) -> Course:
    """A course as it would be if a change in the situation stood: before anybody has told it."""
    if course.book is None:
        return course
    person = with_situations(course.facts, [told])
    events = [known.event for known in course.answer.events]
    found = answer(
        book=course.book, person=person, events=events, offers=course.offers, on=course.on
    )
    return replace(course, facts=person, answer=found)
