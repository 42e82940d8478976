"""Courses in offers in every state, of a coach and citizens who meet in no other scene."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from staasted.apps.audit.actor import Role
from staasted.apps.citizens.models import Citizen
from staasted.apps.offers.attending import Hours, hours_record
from staasted.apps.offers.courses import course_begin, course_end, course_pause
from staasted.apps.offers.models import OfferCourse, Provider, ProviderQuestion
from staasted.apps.org.clock import clock
from staasted.apps.org.guessing import place_hash
from staasted.apps.org.models import Person
from staasted.apps.org.services import staff_register
from staasted.core.offering import CourseOutcome
from tests import town
from tests.offer_courses import assess, decide, plan, provider
from tests.offering import ask
from tests.town import LONG_AGO, MONDAY, NOON, Town

WEEKS = timedelta(weeks=5)


def courses_of_somebody(place: Town) -> tuple[dict[str, Person], dict[str, str]]:
    """Who they are, and the names of the places in their addresses."""
    oda = staff_register(name="Oda Ordner", roles=[Role.COUNSELLOR], from_on=LONG_AGO)
    place = replace(place, karen=oda)
    people = {
        key: town.citizen(place.karen, name=name)
        for key, name in (
            ("assessed", "Vera Vurderes"),
            ("granted", "Gita Givet"),
            ("attends", "Kaj Kars"),
            ("paused", "Pil Pause"),
            ("ended", "Sofus Slut"),
        )
    }
    lager = provider(place, seats=3)
    with clock.pinned(NOON - timedelta(days=3)):
        ask(people["assessed"], "work_placement", "Jeg vil prøve at arbejde på et lager.")
    courses = {"assessed": assess(place, people["assessed"])}
    courses |= _begun(place, people, lager)
    courses["granted"] = assess(place, people["granted"])
    decide(place.counsellor(), courses["granted"], plan(first_on=MONDAY, provider=lager))
    told = {f"course_{key}": course.public_id for key, course in courses.items()}
    with clock.pinned(NOON - timedelta(days=30)):
        ask(people["granted"], "mentor")  # nobody has answered it
    ProviderQuestion.objects.create(
        citizen=people["attends"],
        course=courses["attends"],
        address_hash=place_hash("provider question", "browser"),
        asked_at=NOON,
        until_at=NOON + WEEKS,
    )
    told["provider"] = lager.public_id
    week = MONDAY - timedelta(days=7)
    hours = Hours(week, week + timedelta(days=4), Decimal(24), Decimal(6))
    hours_record(actor=place.counsellor(), course=courses["attends"], hours=hours)
    told |= {f"of_{key}": case.public_id for key, case in people.items()}
    return {"oda": oda} | {key: case.person for key, case in people.items()}, told


def _begun(place: Town, people: dict[str, Citizen], lager: Provider) -> dict[str, OfferCourse]:
    """One that runs, one that stands still, one that is over."""
    actor, found = place.counsellor(), {}
    with clock.pinned(NOON - WEEKS):
        first = MONDAY - WEEKS
        for key in ("attends", "paused", "ended"):
            found[key] = assess(place, people[key])
            there = lager if key == "attends" else None
            granted = plan(first_on=first, last_on=MONDAY + WEEKS, provider=there)
            decide(actor, found[key], granted)
            course_begin(actor=actor, course=found[key], on=first)
    with clock.pinned(NOON - timedelta(days=5)):
        on = MONDAY - timedelta(days=6)
        course_pause(
            actor=actor, course=found["paused"], on=on, until_on=MONDAY, words="Du er indlagt."
        )
        course_end(
            actor=actor,
            course=found["ended"],
            on=on,
            outcome=CourseOutcome.JOB,
            words="Tillykke med jobbet.",
        )
    return found
