"""One citizen's course under the law, read from what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from staasted.apps.citizens.models import BenefitPeriod, Citizen
from staasted.apps.citizens.selectors import (
    counting_period,
    period_of,
    periods_of,
    periods_running,
)
from staasted.apps.conversations.events import event_of, events_by_citizen
from staasted.apps.conversations.models import Conversation
from staasted.catalog.loader import catalog
from staasted.core.calendar import Period, weeks_between
from staasted.core.conversation import count
from staasted.core.law import (
    Arrangement,
    ContactEvent,
    Obligation,
    arrangement_on,
    next_due,
    resolve,
    rules_loaded,
)


@dataclass(frozen=True, slots=True)
class Course:
    """Where one citizen stands under the law on a day.

    ``obligations`` is empty where no rule is loaded (``loaded`` False) or no period is known.
    """

    on: date
    period: BenefitPeriod | None
    obligations: tuple[Obligation, ...]
    loaded: bool
    first_held: bool
    closed: tuple[Conversation, ...] = ()

    @property
    def history(self) -> list[Conversation]:
        """The closed conversations, newest first."""
        return list(reversed(self.closed))

    @property
    def due(self) -> date | None:
        """The law's next due date, past or ahead, None where nothing is owed."""
        return next_due(self.obligations)

    def is_too_late(self, day: date) -> bool:
        """Whether a conversation on that Danish day would come after the law's due date."""
        return self.due is not None and day > self.due

    @property
    def weeks(self) -> int | None:
        """Completed weeks since the first request for help; None where it is not known."""
        if self.period is None or self.period.first_request_on is None:
            return None
        return max(0, weeks_between(self.period.first_request_on, self.on))

    @property
    def arrangement(self) -> Arrangement:
        """Who books the next conversation: the citizen, or we by summons."""
        group = self.period.target_group if self.period else ""
        return arrangement_on(
            rules=catalog().rules, group=group, on=self.on, first_held=self.first_held
        )


def course_of(citizen: Citizen, *, on: date) -> Course:
    """The citizen's course on a day, with its conversations: two queries."""
    closed = Conversation.objects.filter(citizen=citizen).select_related("holder")
    rows = list(closed.order_by("starts_at", "id"))
    return course_from(period_of(citizen, on=on), [event_of(row) for row in rows], on, rows)


def courses(citizen_ids: Sequence[int], *, on: date) -> dict[int, Course]:
    """The course of each citizen that has a benefit period, in the newest one: two queries."""
    by_citizen = events_by_citizen(Conversation.objects.filter(citizen_id__in=citizen_ids))
    periods = periods_of(citizen_ids, on=on)
    return {pk: course_from(period, by_citizen.get(pk, ()), on) for pk, period in periods.items()}


def courses_of_everybody(within: Period, *, on: date) -> Sequence[Course]:
    """A course for each benefit period of everybody that ran in ``within``: two queries.

    A citizen whose benefit changed stands here once for each: what was owed under the first
    is not forgotten when the second begins.
    """
    by_citizen = events_by_citizen(Conversation.objects.all())
    periods = periods_running(first=within.first, on=on)
    return [course_from(period, by_citizen.get(period.citizen_id, ()), on) for period in periods]


def course_from(
    period: BenefitPeriod | None,
    events: Sequence[ContactEvent],
    on: date,
    closed: Sequence[Conversation] = (),
) -> Course:
    """The course that a period and conversations (oldest first) make on a day.

    ``closed`` are the conversations themselves, for a page that shows them.
    """
    if period is None:
        return Course(on, None, (), loaded=False, first_held=False, closed=tuple(closed))
    rules = catalog().rules
    clock = counting_period(period)
    counted = count(events=events, rules=rules, period=clock)
    return Course(
        on=on,
        period=period,
        obligations=resolve(rules=rules, period=clock, events=counted, on=on),
        loaded=rules_loaded(rules, clock.group, clock.opens_on),
        first_held=any(event.value for event in counted),
        closed=tuple(closed),
    )
