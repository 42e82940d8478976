"""Where everybody with an open case stands under the law on a day, without what each is owed.

The nightly round asks about everybody on a day nobody has asked of before, so that nothing is kept
from; what is owed is most of what an answer costs, and it needs none of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from staasted.apps.citizens.models import BenefitPeriod, Citizen
from staasted.apps.conversations.events import events_by_citizen
from staasted.apps.conversations.models import Conversation
from staasted.apps.conversations.persons import facts_of_open
from staasted.core.calendar import weeks_between
from staasted.core.effort import Stand, Standing, stand
from staasted.core.law import CountedEvent, Person, RuleBook


class Stands(Protocol):
    """What a ``Stand`` and a ``LegalAnswer`` both say."""

    @property
    def group(self) -> str: ...
    @property
    def standing(self) -> Standing: ...
    @property
    def events(self) -> tuple[CountedEvent, ...]: ...
    @property
    def relieved(self) -> bool: ...


class Standings(Protocol):
    """What a ``CourseStand`` and a ``Course`` both say: who it is, and where they stand."""

    @property
    def citizen(self) -> Citizen: ...
    @property
    def period(self) -> BenefitPeriod | None: ...
    @property
    def answer(self) -> Stands: ...
    @property
    def facts(self) -> Person: ...
    @property
    def weeks(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class CourseStand:
    """Where one citizen stands on a day; the names are those of ``Course``."""

    on: date
    citizen: Citizen
    period: BenefitPeriod
    answer: Stand
    facts: Person

    @property
    def weeks(self) -> int | None:
        """Completed weeks since the first request for help; None where it is not known."""
        return weeks_asked(self.period, self.on)


def weeks_asked(period: BenefitPeriod | None, on: date) -> int | None:
    """Completed weeks from the first request for help of a period to a day, if it is known."""
    if period is None or period.first_request_on is None:
        return None
    return max(0, weeks_between(period.first_request_on, on))


def stands_of_open(book: RuleBook, *, on: date) -> Iterator[CourseStand]:
    """Everybody whose case is open and who has a benefit on a day, in the order of their keys:
    three queries, and nothing kept."""
    held = events_by_citizen(Conversation.objects.filter(citizen__closed_on=None))
    known = facts_of_open(on=on)
    for key in sorted(known):
        facts = known[key]
        person, newest = facts.person(), facts.periods[-1]
        found = stand(book=book, person=person, events=held.get(key, ()), on=on)
        yield CourseStand(on, newest.citizen, newest, found, person)
