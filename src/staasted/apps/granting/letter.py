"""The letter of a decision on an offer: what, why, by which section, and how to complain."""

from dataclasses import dataclass
from datetime import date

from staasted.apps.offers.models import OfferCourse
from staasted.catalog import speech
from staasted.catalog.complaint_bodies import ComplaintWay
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text


@dataclass(frozen=True, slots=True)
class Told:
    """What the letter is written from; ``on`` is the day it is sent."""

    course: OfferCourse
    granted: bool
    reasons: str
    section: str
    way: ComplaintWay
    on: date


def letter_words(told: Told, *, phone: str) -> dict[str, str]:
    """Title, body, what one may decide, and how to complain, in the language spoken."""
    answer = "granted" if told.granted else "refused"
    offer = offer_name(told.course.offer)
    body = [text(f"my_offer.letter.{answer}", offer=offer)]
    body += _what(told.course) if told.granted else []
    body.append(text("my_offer.letter.why"))
    body += told.reasons.splitlines()
    body.append(text("my_offer.letter.section", act=told.way.words.act, section=told.section))
    if told.granted:
        body.append(text("my_offer.letter.absence", phone=phone))
    return {
        "title": text("my_offer.letter.title", offer=offer),
        "body": "\n".join(filter(None, body)),
        "may_decide": text(f"my_offer.letter.may_decide.{answer}", phone=phone),
        "complain": complaint_words(told.way, until=told.way.until(told.on), phone=phone),
    }


def complaint_words(way: ComplaintWay, *, until: date, phone: str) -> str:
    """How to complain, in one paragraph. Source: the sections of ``complaint_bodies.yaml``."""
    said = [
        text(
            "my_offer.letter.complain",
            body=way.words.body,
            weeks=way.weeks,
            day=speech.day_year(until),
            phone=phone,
        )
    ]
    if way.words.quick:
        said.append(text("my_offer.letter.quick", words=way.words.quick, section=way.quick))
    said.append(text("my_offer.letter.complain_section", section=way.cites))
    return " ".join(said)


def offer_name(slug: str) -> str:
    """An offer's name in the language spoken, or its slug where the catalogue has it no more."""
    found = catalog().offers.get(slug)
    return found.words.name if found else slug


def _what(course: OfferCourse) -> list[str]:
    """When, where, how much and what for: a paragraph each, those that are known."""
    first, last = course.first_on, course.last_on
    days = {"first": speech.day_year(first)} if first else {}
    said: list[str] = []
    if first and last:
        said.append(text("my_offer.letter.days", **days, last=speech.day_year(last)))
    elif first:
        said.append(text("my_offer.letter.from_day", **days))
    if course.hours_per_week:
        said.append(text("my_offer.letter.hours", hours=f"{course.hours_per_week:g}"))
    if course.provider is not None:
        at = {"name": course.provider.name, "place": course.provider.place}
        said.append(text("my_offer.letter.at" if at["place"] else "my_offer.letter.with", **at))
        contact = course.provider.contact
        told = {"name": contact.name, "phone": contact.phone}
        said.append(text("my_offer.letter.contact", **told) if contact.phone else "")
    if course.purpose:
        said.append(text("my_offer.letter.purpose", purpose=course.purpose))
    return said
