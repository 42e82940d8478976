"""Citizens as the law looks at them: what the registers know, and nothing guessed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import (
    Q,
)

from staasted.apps.citizens.models import BenefitPeriod
from staasted.apps.conversations.models import RuleOverride
from staasted.apps.conversations.periods import periods_begun, periods_of_open
from staasted.apps.conversations.registered import (
    EXEMPTION,
    FUND,
    OFFER,
    OVERRIDE,
    RELIEF,
    SITUATION,
    TAKES_PART,
    TRIAL,
    Registered,
    registered,
    registered_of,
)
from staasted.apps.conversations.telling import lives_in, of_the_fund
from staasted.apps.situations.hearing import heard_in
from staasted.apps.trials.selectors import Act
from staasted.core import law
from staasted.core.axes import OverrideEffect

FLEXI_JOB = "group:flexi_job_employed"


@dataclass(slots=True)
class Facts:
    """What several queries know about one citizen, before it becomes a person of the law's.

    ``periods`` oldest first.
    """

    periods: list[BenefitPeriod] = field(default_factory=list)
    hours: list[tuple[date, float]] = field(default_factory=list)
    reliefs: list[law.DocumentedRelief] = field(default_factory=list)
    exemptions: list[law.ShareExemption] = field(default_factory=list)
    offers: list[law.OfferEvent] = field(default_factory=list)
    agreed: tuple[law.AgreedContact, ...] = ()
    overrides: list[RuleOverride] = field(default_factory=list)
    trials: dict[str, list[law.KnownFact]] = field(default_factory=dict)
    fund: str = ""
    situations: list[tuple[datetime, law.SituationTold]] = field(default_factory=list)

    @property
    def told(self) -> list[law.SituationTold]:
        """What was told of the situation, the newest last."""
        return [told for _, told in sorted(self.situations, key=itemgetter(0))]

    def person(self) -> law.Person:
        """The facts as the law's own."""
        newest = self.periods[-1]
        known = law.Person(
            times=tuple(_time(period) for period in self.periods),
            born_on=newest.citizen.person.birth_date,
            insured=newest.insured,
            days=_days(newest),
            facts=_facts(newest) | of_the_fund(self.fund),
            accumulated=_accumulated(newest),
            hours=tuple(self.hours),
            reliefs=tuple(self.reliefs),
            exemptions=tuple(self.exemptions),
            agreed=self.agreed,
            lives_in=lives_in(newest.citizen.municipality_code),
            trials={slug: tuple(told) for slug, told in self.trials.items()},
        )
        return law.with_situations(known, self.told)


class Known(NamedTuple):
    """What is known: the facts of each citizen by key, and the acts about trials."""

    facts: dict[int, Facts]
    acts: tuple[Act, ...]


def facts_by_citizen(
    citizen_ids: Sequence[int] | None, *, on: date, ended_from: date | None = None
) -> Known:
    """The facts of each citizen with a benefit period begun by ``on``: two queries.

    ``citizen_ids`` None is everybody. Those whose every period ended before ``ended_from`` are
    left out.
    """
    rows = registered(Q()) if citizen_ids is None else registered_of()(keys=citizen_ids)
    return _known(periods_begun(citizen_ids, on=on), rows, ended_from)


def facts_of_open(*, on: date) -> dict[int, Facts]:
    """The facts of everybody whose case is open and who has a benefit on a day: two queries.

    Of a person the day of birth alone is read: names are for access functions.
    """
    return _known(periods_of_open(on=on), registered(Q(citizen__closed_on=None)), on).facts


def _known(
    periods: Iterable[BenefitPeriod], rows: Iterable[Sequence[Any]], ended_from: date | None
) -> Known:
    found: dict[int, Facts] = defaultdict(Facts)
    for period in periods:
        found[period.citizen_id].periods.append(period)
    if ended_from is not None:
        found = {pk: facts for pk, facts in found.items() if _running(facts, ended_from)}
    acts = list[Act]()
    for pk, *told in rows:
        row = Registered(*told)
        if row.source == TRIAL and row.first is not None:
            acts.append((row.word, row.ref, row.first))
        elif pk in found:
            _add(found[pk], row)
    return Known(dict(found), tuple(acts))


def _running(facts: Facts, since: date) -> bool:
    return any(p.ends_on is None or p.ends_on >= since for p in facts.periods)


def _add(facts: Facts, row: Registered) -> None:
    """Put one row where it belongs; hours from before the running period tell nothing of it."""
    if row.source == OFFER:
        offer = law.OfferEvent(str(row.key), row.word, row.first, row.last, row.granted)
        facts.offers.append(offer)
    elif row.source == OVERRIDE:
        facts.overrides.append(_override(row))
    elif row.source == SITUATION:
        _tell(facts, row)
    elif row.first is None:
        return
    elif row.source == TAKES_PART:
        told = law.KnownFact(value=True, first=row.first, last=row.last)
        facts.trials.setdefault(row.word, []).append(told)
    elif row.source == FUND:
        if row.first == facts.periods[-1].starts_on:
            facts.fund = row.word  # the newest comes last
    elif row.source in (RELIEF, EXEMPTION):
        _spare(facts, row, row.first)
    elif row.amount is not None and row.first >= facts.periods[-1].starts_on.replace(day=1):
        facts.hours.append((row.first, row.amount))


def _tell(facts: Facts, row: Registered) -> None:
    """Put a change of situation where it belongs; of a kind that is gone nothing is known."""
    if row.granted is None or row.made_at is None:
        return
    days, stands_on, ended_at = (row.first, row.last), row.granted, row.ended_at
    told = heard_in(row.word, days, told_at=row.made_at, stands_on=stands_on, ended_at=ended_at)
    if told is not None:
        facts.situations.append((row.made_at, told))


def _spare(facts: Facts, row: Registered, first: date) -> None:
    """Put what lifts a duty where it belongs. An assessment of ours covers nothing from the day it
    ended; the a-kasse's own is not known here, and the municipality assesses anew.
    """
    if row.source == RELIEF:
        facts.reliefs.append(law.DocumentedRelief(first, row.last))
        return
    ends = [day for day in (row.last, row.granted) if day is not None]
    facts.exemptions.append(law.ShareExemption(first, min(ends, default=None)))


def _override(row: Registered) -> RuleOverride:
    """The override a row tells of, as it is shown; who made it is not read."""
    other = OverrideEffect.NOT_BOUND if row.last is None else OverrideEffect.OTHER_DAY
    return RuleOverride(
        pk=row.key,
        public_id=row.ref,
        rule=row.word,
        window_first_on=row.first,
        effect=other,
        due_on=row.last,
        reason=row.text,
        made_at=row.made_at,
        ended_at=row.ended_at,
    )


def _time(period: BenefitPeriod) -> law.OnBenefit:
    """One period as the law's clock sees it.

    A window follows the group on its first day: a later group rewrites no history
    (decision 0005, a reading of ours).
    """
    group = period.group_at_start or period.target_group
    days = {
        "first_request": period.first_request_on,
        "first_absence": period.first_absence_on,
        "transferred": period.transferred_on,
        "flexi_job_start": period.starts_on if period.target_group == FLEXI_JOB else None,
    }
    return law.OnBenefit(
        group=group,
        benefit=period.benefit,
        first=period.starts_on,
        last=period.ends_on,
        days={name: day for name, day in days.items() if day is not None},
        group_now="" if period.target_group == group else period.target_group,
    )


def _days(period: BenefitPeriod) -> dict[str, tuple[date, ...]]:
    known = getattr(period.citizen, "circumstances", None)
    if known is None or known.recovery_on is None:
        return {}
    return {"expected_well": (known.recovery_on,)}


def _facts(period: BenefitPeriod) -> dict[str, tuple[law.KnownFact, ...]]:
    """The facts that are known; an employer's name tells that somebody is employed."""
    known = getattr(period.citizen, "circumstances", None)
    if known is None:
        return {}
    told = {
        "vocational_education": known.vocational_education,
        "child_at_home": known.child_at_home,
        "employed": True if known.employer else None,
    }
    return {name: (law.KnownFact(value),) for name, value in told.items() if value is not None}


def _accumulated(period: BenefitPeriod) -> tuple[law.Accumulated, ...]:
    if period.accumulated_weeks is None or period.accumulated_on is None:
        return ()
    return (law.Accumulated(period.accumulated_on, weeks=float(period.accumulated_weeks)),)
