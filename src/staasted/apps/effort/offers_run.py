"""Offers in the figures: who is in one today, and the weeks in one per person-month."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import role_require
from staasted.apps.conversations.course import Course
from staasted.apps.effort.looking_back import courses_looking_back, ran_in
from staasted.apps.effort.uncovered import is_open
from staasted.apps.offers.selectors import in_offers
from staasted.catalog.loader import catalog
from staasted.core.calendar import Period, half_year
from staasted.core.effort import OffersRun, PersonInOffers, offers_run, summed, without_pauses
from staasted.core.offering import OfferRun


@dataclass(frozen=True, slots=True)
class OffersFigures:
    """The half-year so far: everybody's figure and each group's. One with fewer than ``fewest``
    persons behind it is left out of ``groups``, and counted in ``hidden``. ``without`` are the
    public ids of the open citizens who are in no offer on the day, the longest on a benefit first.
    """

    period: Period
    whole: OffersRun
    groups: tuple[OffersRun, ...]
    hidden: int
    fewest: int
    without: tuple[str, ...] = ()


def offers_figures(actor: Actor, *, on: date) -> OffersFigures:
    """Offers in the level of the half-year of ``on``, until that day. Numbers and public ids.

    One query beside the courses'. Errors: AccessRefused. Source: shared decision on semantics, 4.
    """
    role_require(actor, Role.LEAD)
    return offers_of(courses_looking_back(on), on=on)


def offers_of(everybody: Iterable[Course], *, on: date) -> OffersFigures:
    """The same, of courses that are read already: one query."""
    period = half_year(on).until(on)
    courses = [course for course in everybody if ran_in(course, period)]
    people = _people(courses, period, on)
    fewest = catalog().policy["offers_fewest"]
    every = offers_run(people)
    told = tuple(group for group in every if group.persons >= fewest)
    hidden = len(every) - len(told)
    return OffersFigures(
        period, summed("", people), told, hidden, fewest, _without(courses, people)
    )


def _without(courses: Sequence[Course], people: Sequence[PersonInOffers]) -> tuple[str, ...]:
    """Whoever is open and in no offer, the longest on a benefit first."""
    left = [
        (course.facts.times[-1].opens_on, person.ref)
        for course, person in zip(courses, people, strict=True)
        if person.open and not person.running
    ]
    return tuple(ref for _, ref in sorted(left))


def _people(courses: Iterable[Course], period: Period, on: date) -> list[PersonInOffers]:
    known = in_offers(on, first=period.first)
    return [
        PersonInOffers(
            ref=course.citizen.public_id,
            group=course.period.target_group if course.period else "",
            days=_with_benefit(course, period),
            runs=_runs(course, known.pauses),
            open=is_open(course, on),
            running=course.citizen.public_id in known.running,
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


def _runs(course: Course, pauses: Mapping[str, Sequence[OfferRun]]) -> tuple[OfferRun, ...]:
    """The stretches somebody was in an offer, without those it stood still."""
    begun = [offer for offer in course.offers if offer.first is not None]
    return tuple(
        run
        for offer in begun
        for run in without_pauses(OfferRun(offer.first, offer.last), pauses.get(offer.ref, ()))
    )
