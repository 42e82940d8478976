"""Offers in the figures: who is in one today, and the weeks in one per person-month."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import role_require
from staasted.apps.conversations.course import Course
from staasted.apps.effort.selectors import courses_looking_back, ran_in
from staasted.apps.effort.uncovered import is_open
from staasted.apps.offers.selectors import pauses_between, running_on
from staasted.catalog.loader import catalog
from staasted.core.calendar import Period, half_year
from staasted.core.effort import OffersRun, PersonInOffers, offers_run, summed, without_pauses
from staasted.core.offering import OfferRun


@dataclass(frozen=True, slots=True)
class OffersFigures:
    """The half-year so far: everybody's figure and each group's. One with fewer than ``fewest``
    persons behind it is left out of ``groups``, and counted in ``hidden``."""

    period: Period
    whole: OffersRun
    groups: tuple[OffersRun, ...]
    hidden: int
    fewest: int


def offers_figures(actor: Actor, *, on: date) -> OffersFigures:
    """Offers in the level of the half-year of ``on``, until that day. Numbers alone.

    Two queries beside the courses'. Errors: AccessRefused. Source: shared decision on semantics, 4.
    """
    role_require(actor, Role.LEAD)
    period = half_year(on).until(on)
    courses = [course for course in courses_looking_back(on) if ran_in(course, period)]
    people = _people(courses, period, on)
    fewest = catalog().policy["offers_fewest"]
    every = offers_run(people)
    told = tuple(group for group in every if group.persons >= fewest)
    return OffersFigures(period, summed("", people), told, len(every) - len(told), fewest)


def _people(courses: Iterable[Course], period: Period, on: date) -> list[PersonInOffers]:
    today = running_on(on)
    pauses = pauses_between(period.first, period.last)
    return [
        PersonInOffers(
            ref=course.citizen.public_id,
            group=course.period.target_group if course.period else "",
            days=_with_benefit(course, period),
            runs=_runs(course, pauses),
            open=is_open(course, on),
            running=course.citizen.public_id in today,
        )
        for course in courses
    ]


def _with_benefit(course: Course, period: Period) -> tuple[Period, ...]:
    """The days of the period somebody had a benefit on, each once."""
    spans = sorted((time.opens_on, time.last or period.last) for time in course.facts.times)
    found, reached = list[Period](), period.first
    for opens, last in spans:
        first, ends = max(opens, reached), min(last, period.last)
        if first <= ends:
            found.append(Period(first, ends))
            reached = date.fromordinal(ends.toordinal() + 1)
    return tuple(found)


def _runs(course: Course, pauses: Mapping[str, list[OfferRun]]) -> tuple[OfferRun, ...]:
    """The stretches somebody was in an offer, without those it stood still."""
    begun = [offer for offer in course.offers if offer.first is not None]
    return tuple(
        run
        for offer in begun
        for run in without_pauses(OfferRun(offer.first, offer.last), pauses.get(offer.ref, ()))
    )
