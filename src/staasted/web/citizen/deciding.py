"""Hvad afgør min næste kontakt: the rules that hold today, what they saw, who decides the rest."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.agreements.selectors import agreements_standing
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import own_case
from staasted.apps.conversations.course import Course, course_of
from staasted.apps.org.clock import clock
from staasted.catalog import speech
from staasted.catalog.freedoms import FreedomKind, freedoms_on
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.law import Obligation
from staasted.web.citizen.course import law_shown
from staasted.web.ui.duties import due_by
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import Reader, reason_said


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def what_decides(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What computes my next contact, live; and that nothing else does."""
    case = own_case(actor, on=clock.today())
    agreement = agreements_standing(case).in_force
    course = course_of(case, on=clock.today(), agreement=agreement)
    law = law_shown(course)
    saw = [list(seen_by(owed, course)) for owed in course.obligations]
    shown = law | {
        "agreement": agreement,
        "looked": list(zip(law["duties"], saw, strict=True)),
        "by": due_by(course.next_owed, course),
        "known": list(known_of(course)),
    }
    return page(request, "citizen/what_decides.html", shown)


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def freedoms(request: HttpRequest, actor: Actor) -> HttpResponse:
    """My rights and freedoms, each with its section; those of my own group first."""
    case = own_case(actor, on=clock.today())
    course = course_of(case, on=clock.today())
    held = freedoms_on(clock.today())
    shown = {
        "rights": law_shown(course)["rights"],
        "kinds": [(kind, [e for e in held if e.kind == kind]) for kind in FreedomKind],
    }
    return page(request, "citizen/freedoms.html", shown)


def seen_by(owed: Obligation, course: Course) -> Iterator[tuple[str, str]]:
    """What one rule looked at: its days, each conversation and what became of it, each fact."""
    groups, when = catalog().target_groups, owed.rule.when
    if owed.group in groups:
        yield text("deciding.saw.group"), groups[owed.group].words.name
    looked = owed.looked or owed.window
    if looked is not None:
        days = {"first": speech.day_year(looked.first), "last": speech.day_year(looked.last)}
        yield text("deciding.saw.days"), text("rules.days", **days)
    for each in owed.events:
        label = text("deciding.saw.conversation", day=speech.day_year(each.event.on))
        yield label, reason_said(each.reason, reader=Reader.CITIZEN)
    for slug in sorted(when.facts() if when else ()):
        held = course.facts.fact(slug, course.on)
        said = text("deciding.yes" if held else "deciding.no")
        known = text("deciding.unknown") if held is None else said
        yield catalog().facts[slug].words.name, known


def known_of(course: Course) -> Iterator[tuple[str, str]]:
    """What the rules could look at, as a label and a value; nothing else was there to be seen."""
    yield from _of_period(course)
    person, facts = course.facts, catalog().facts
    for slug in facts:
        day = person.day(slug, person.times[-1]) if person.times else None
        if facts[slug].kind == "day" and day:
            yield facts[slug].words.name, speech.day_year(day)
        held = person.fact(slug, course.on) if facts[slug].kind == "fact" else None
        if held is not None:
            yield facts[slug].words.name, text("deciding.yes" if held else "deciding.no")
    if any(each.covers(course.on) for each in person.reliefs):
        yield text("deciding.known.relief"), text("deciding.yes")
    if course.offers:
        yield text("deciding.known.offers"), str(len(course.offers))
    counted = sum(each.outcome == "held" for each in course.closed)
    yield text("deciding.known.held"), str(counted)
    for agreed in person.agreed:
        yield text("deciding.known.agreed"), speech.day_year(agreed.first)


def _of_period(course: Course) -> Iterator[tuple[str, str]]:
    period, held = course.period, catalog()
    if period is None:
        return
    if period.benefit in held.benefits:
        yield text("deciding.known.benefit"), held.benefits[period.benefit].words.name
    yield text("deciding.known.since"), speech.day_year(period.starts_on)
    if course.facts.lives_in in held.municipalities:
        yield text("deciding.known.lives_in"), held.municipalities[course.facts.lives_in].name
