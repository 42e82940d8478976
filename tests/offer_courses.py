"""Courses in offers of a test: providers, and each step from assessment to end."""

from datetime import date, timedelta

from staasted.apps.audit.actor import Actor
from staasted.apps.citizens.models import Citizen
from staasted.apps.granting.deciding import Decision, offer_decide
from staasted.apps.granting.models import OfferDecision
from staasted.apps.offers.courses import CoursePlan, course_assess, course_begin
from staasted.apps.offers.models import OfferCourse, Provider, ProviderKind
from staasted.apps.offers.providing import ProviderFacts, provider_add
from staasted.apps.org.clock import clock
from staasted.apps.org.public_id import new_public_id
from staasted.catalog.loader import catalog
from tests.town import LONG_AGO, MONDAY, NOON, Town

PLACEMENT, SECTION = "work_placement", "LBK 280/2024 § 57"
LAST = MONDAY + timedelta(days=40)
WHY = "Du vil gerne prøve et lager, og Aage har brug for en."


def provider(
    place: Town, *, name: str = "Aages Lager", seats: int = 2, offer: str = PLACEMENT
) -> Provider:
    """A firm with seats in an offer."""
    facts = ProviderFacts(
        kind=ProviderKind.FIRM,
        name=name,
        contact="Aage Ågård",
        email="aage@lager.example",
        phone="12 34 56 78",
        place="Havnevej 2, Ådal",
        purpose="Prøve et lager",
        from_on=LONG_AGO,
        seats={offer: seats},
    )
    return provider_add(actor=place.counsellor(), facts=facts)


def assess(place: Town, case: Citizen, slug: str = PLACEMENT) -> OfferCourse:
    """Karen begins to assess an offer."""
    actor = place.counsellor()
    return course_assess(actor=actor, citizen=case, offer=catalog().offers[slug])


def plan(**changed: object) -> CoursePlan:
    """Six weeks from Monday, 30 hours a week."""
    told: dict = {"kind": PLACEMENT, "first_on": MONDAY, "last_on": LAST, "hours_per_week": 30}
    return CoursePlan(**(told | {"purpose": "Prøve et lager"} | changed))


def decide(
    actor: Actor, course: OfferCourse, granted: CoursePlan | None, key: str = "", **told: str
) -> OfferDecision:
    """Decide on a course, and send the letter."""
    decision = Decision(
        reasons=told.get("reasons", WHY),
        section=told.get("section", SECTION),
        key=key or new_public_id(),
        plan=granted,
    )
    return offer_decide(actor=actor, course=course, decision=decision)


def granted_to(place: Town, case: Citizen, **changed: object) -> OfferCourse:
    """A course that was assessed and granted."""
    course = assess(place, case)
    decide(place.counsellor(), course, plan(**changed))
    course.refresh_from_db()
    return course


def running(place: Town, case: Citizen, *, on: date = MONDAY, **changed: object) -> OfferCourse:
    """A course that has begun: granted the day before at the latest."""
    with clock.pinned(NOON):
        course = granted_to(place, case, **changed)
    return course_begin(actor=place.counsellor(), course=course, on=on)


def course_there(place: Town, case: Citizen) -> dict[str, str]:
    """A course under assessment, and a provider, by their public ids."""
    return {
        "offer_course": assess(place, case).public_id,
        "provider": provider(place).public_id,
    }
