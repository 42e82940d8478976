"""What one more conversation would mean: for the citizen, the group and the share."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.selectors import days_booked_from
from staasted.apps.citizens.access import Citizen, role_require
from staasted.apps.conversations.course import Course
from staasted.apps.conversations.thinking import seen_on
from staasted.apps.effort.conditions import ConditionHere, conditions
from staasted.apps.effort.looking_back import courses_looking_back, ran_in
from staasted.apps.effort.selectors import person_owed
from staasted.core.axes import Channel, ConversationForm, Holder
from staasted.core.calendar import half_year
from staasted.core.effort import PersonEffect, ShareLevel, effect_of, legal_level
from staasted.core.effort.share import pool_of
from staasted.core.law import ContactEvent, Effort

PLANNED = "planned"
"""The name of the conversation that is only thought of."""


@dataclass(frozen=True, slots=True)
class GroupEffect:
    """One group under a trial, before and after."""

    before: ConditionHere
    after: ConditionHere


@dataclass(frozen=True, slots=True)
class ShareEffect:
    """One share rule's cohort, before and after."""

    before: ShareLevel
    after: ShareLevel


@dataclass(frozen=True, slots=True)
class Effects:
    """What one more conversation would mean. Groups and shares are those the person is one of.

    ``before`` and ``after`` are the person's own course on the day, without and with it.
    """

    before: Course
    after: Course
    person: PersonEffect
    groups: tuple[GroupEffect, ...]
    shares: tuple[ShareEffect, ...]


@dataclass(frozen=True, slots=True)
class Thought:
    """A conversation that is only thought of; ``on`` is its Danish day."""

    on: date
    form: ConversationForm = ConversationForm.INDIVIDUAL
    channel: Channel = Channel.IN_PERSON
    held_by: Holder = Holder.COUNSELLOR

    def as_event(self) -> ContactEvent:
        """As the law looks at it."""
        return ContactEvent(PLANNED, self.on, PLANNED, self.form, self.channel, self.held_by)


def effects_of(actor: Actor, case: Citizen, thought: Thought, *, on: date) -> Effects | None:
    """What a conversation would mean, seen on its day, or today where that has passed.

    ``case`` is one the actor has access to; of the others only sums leave this function. None
    where the citizen has had no benefit in the half-year.
    Errors: AccessRefused.
    """
    role_require(actor, Role.COUNSELLOR)
    day = max(on, thought.on)
    everybody = list(courses_looking_back(on))
    others = [course for course in everybody if course.citizen.pk != case.pk]
    own = next((c for c in everybody if c.citizen.pk == case.pk), None)
    if own is None:
        return None
    before, after = seen_on(own, day), seen_on(own, day, thought.as_event())
    ahead = days_booked_from(on)
    ahead[case.pk] = [booked for booked in ahead.get(case.pk, ()) if booked != thought.on]
    held = [_conditions([*others, course], ahead, day, on) for course in (before, after)]
    others = [course for course in others if ran_in(course, half_year(on))]
    shares = [_shares([*others, course], day) for course in (before, after)]
    return Effects(
        before,
        after,
        replace(
            effect_of(before.answer, after.answer, PLANNED),
            due_before=before.due,
            due_after=after.due,
        ),
        tuple(_groups(held[0], held[1], before)),
        tuple(_share_effects(shares[0], shares[1], before)),
    )


def _share_effects(
    before: Mapping[str, ShareLevel], after: Mapping[str, ShareLevel], course: Course
) -> Iterator[ShareEffect]:
    """The shares the person's own duties are one of."""
    own = {pool_of(owed.rule) for owed in course.answer.obligations}
    for key, one in before.items():
        if key in own and key in after and one.n:
            yield ShareEffect(one, after[key])


_Key = tuple[str, str, Effort]


def _conditions(
    courses: Sequence[Course], ahead: Mapping[int, Sequence[date]], day: date, today: date
) -> dict[_Key, ConditionHere]:
    found = conditions(courses, ahead, on=day, today=today)
    return {(each.part.id, each.group, each.effort): each for each in found}


def _groups(
    before: Mapping[_Key, ConditionHere], after: Mapping[_Key, ConditionHere], course: Course
) -> Iterator[GroupEffect]:
    """The conditions of the person's own group for conversations."""
    for key, one in before.items():
        time = course.facts.time_on(course.on)
        own = time.group if time is not None else course.answer.group
        mine = one.group == own and one.effort is Effort.CONVERSATION
        if key in after and mine:
            yield GroupEffect(one, after[key])


def _shares(courses: Sequence[Course], day: date) -> dict[str, ShareLevel]:
    level = legal_level([person_owed(course) for course in courses], half_year(day), on=day)
    return {share.key: share for share in level.shares}
