"""Courses in offers of those in the demo: assessed, granted, running, over."""

from collections.abc import Sequence
from datetime import date, timedelta

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen
from staasted.apps.citizens.selectors import counsellor_of
from staasted.apps.granting.deciding import Decision, offer_decide
from staasted.apps.offers.courses import CoursePlan, course_assess, course_begin, course_end
from staasted.apps.offers.providing import Provider, ProviderFacts, ProviderKind, provider_add
from staasted.apps.org.clock import clock
from staasted.apps.org.public_id import new_public_id
from staasted.apps.org.selectors import actor_for
from staasted.catalog.adal import adal
from staasted.catalog.loader import catalog
from staasted.core.offering import CourseOutcome

OFFER, KIND = "work_placement", "work_placement"
SEATS, WEEKS = 4, 8
FIRST = 20  # whoever comes before has a place or a request in the demo's other lists


def courses_write(cases: Sequence[Citizen], *, on: date) -> None:
    """Let four with a coach be under assessment, granted, in the offer, and done with it."""
    able = [(case, counsellor_of(case, on=on)) for case in cases[FIRST:]]
    coached = [(case, coach) for case, coach in able if coach is not None][:4]
    if not coached:
        return
    now, ago = clock.now(), (0, 3, 35, 42)
    provider: Provider | None = None
    for number, (case, coach) in enumerate(coached):
        with clock.pinned(now - timedelta(days=ago[number])):
            actor = actor_for(person=coach, role=Role.COUNSELLOR)
            provider = provider or _provider(actor, on - timedelta(days=90))
            _course(actor, case, provider, number=number, on=on)


def _course(actor: Actor, case: Citizen, provider: Provider, *, number: int, on: date) -> None:
    """The first is assessed, the second granted, the third begun, the fourth has ended."""
    offer, told = catalog().offers[OFFER], adal().offer_course
    course = course_assess(actor=actor, citizen=case, offer=offer)
    if number == 0:
        return
    first = clock.today() if number > 1 else on + timedelta(days=7)
    plan = CoursePlan(
        kind=KIND,
        first_on=first,
        last_on=first + timedelta(weeks=WEEKS),
        provider=provider,
        purpose=told.purpose,
    )
    decision = Decision(told.reasons, offer.section or "", new_public_id(), plan)
    offer_decide(actor=actor, course=course, decision=decision)
    if number > 1:
        course_begin(actor=actor, course=course, on=first)
    if number > 2:  # noqa: PLR2004
        course_end(actor=actor, course=course, on=first, outcome=CourseOutcome.JOB)


def _provider(actor: Actor, since: date) -> Provider:
    told = adal().offer_course
    facts = ProviderFacts(
        kind=ProviderKind.FIRM,
        name=told.provider,
        contact=told.contact,
        email="",
        phone=told.phone,
        place=told.place,
        purpose=told.purpose,
        from_on=since,
        seats={OFFER: SEATS},
    )
    return provider_add(actor=actor, facts=facts)
