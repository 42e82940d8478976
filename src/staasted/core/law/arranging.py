"""What decides how a conversation is arranged: the period, the condition, the trial."""

from datetime import date

from staasted.core.law.book import RuleBook
from staasted.core.law.clock import CountingPeriod
from staasted.core.law.condition import Scene
from staasted.core.law.look import Look
from staasted.core.law.person import OnBenefit, Person
from staasted.core.law.rule import Rule
from staasted.core.law.trial import TrialPart
from staasted.core.law.under_trial import takes_part


def part_touching(
    book: RuleBook, person: Person, rule: Rule, group: str, on: date
) -> TrialPart | None:
    """Return the part of a trial that touches how a conversation is arranged, or None."""
    if rule.id not in book.touched or person.lives_in not in book.places:
        return None
    for part in book.parts:
        named = part.touches(rule.id) and part.reaches(person.lives_in, group, on)
        if named and (
            part.when is None or takes_part(Look(book, person, (), (), on), part, group, on, rule)
        ):
            return part
    return None


def newest_period(book: RuleBook, person: Person, on: date) -> CountingPeriod | None:
    """Return the newest period begun by a day: of the absence, else of the registration."""
    time = person.time_on(on)
    clock = None if time is None else book.clocks.get(_clock_of(time))
    periods = () if clock is None else tuple(clock.periods(person))
    return next((p for p in reversed(periods) if p.times[0].opens_on <= on), None)


def newest_of(look: Look) -> CountingPeriod | None:
    """Return what ``newest_period`` does for the day of a look, among the periods it has found."""
    clock = "" if look.today is None else _clock_of(look.today)
    begun = look.periods(clock) if clock in look.book.clocks else ()
    return begun[-1] if begun else None


def _clock_of(time: OnBenefit) -> str:
    return "first_absence" if "first_absence" in time.days else "registration"


def binds_on(rule: Rule, person: Person, period: CountingPeriod | None, on: date) -> bool:
    """Return whether a rule with a condition binds in a period on a day; not without a period."""
    if period is None or rule.when is None:
        return False
    return rule.when.test(Scene(person, period, on, on, ())).value is True
