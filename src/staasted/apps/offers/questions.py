"""The two questions to a provider: asked by mail when a course ends, answered once by a link.

Whoever has the link reads a first name and what was agreed, and nothing else; it holds for some
weeks, for this course alone, and not after it is answered.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from django.conf import settings
from django.db import transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.reading import note, reading
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.services import case_lock
from staasted.apps.offers.course_models import OfferCourse
from staasted.apps.offers.provider_telling import ProviderNews, provider_told
from staasted.apps.offers.question_models import Again, ProviderQuestion, Reached
from staasted.apps.org.clock import clock
from staasted.apps.org.guessing import place_hash
from staasted.apps.org.rates import Purpose, rate_take
from staasted.catalog.loader import catalog

__all__ = ["Again", "Reached"]

PATH = "/svar-fra-sted/"
PAGE, PURPOSE = "provider_answer", "provider_answer"
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Asked:
    """What a link shows: a first name, and what was agreed; ``name`` is empty where protected."""

    name: str
    purpose: str


def provider_asked(course: OfferCourse) -> None:
    """Ask the provider of a course that has ended, with the mail that says it is over.

    Called in the act's own transaction. Where nobody can be written to, or the house has no
    address of its own, nothing is asked.
    """
    house = settings.STAASTED.public_url
    if course.provider is None:
        return
    if not course.provider.contact.email or not house:
        provider_told(course, ProviderNews.DONE)
        return
    secret, now = token_urlsafe(SECRET_BYTES), clock.now()
    until = now + timedelta(days=catalog().policy["provider_answer_days"])
    ProviderQuestion.objects.get_or_create(
        course=course,
        defaults={
            "citizen": course.citizen,
            "address_hash": _hash(secret),
            "asked_at": now,
            "until_at": until,
        },
    )
    link = f"{house}{PATH}{secret}/"
    provider_told(course, ProviderNews.DONE, link=link, until=until)


def question_read(secret: str, *, asked_from: str, now: datetime) -> Asked:
    """What a link shows, logged as its receiver's reading.

    Errors: NotYours, the same whether the link never was, has run out or is used; TooOften.
    """
    rate_take(purpose=Purpose.ANSWER, who=asked_from, now=clock.wall())
    row = _standing(secret, now)
    course, person = row.course, row.citizen.person
    with reading(actor=_receiver(course), purpose=PURPOSE, page=PAGE, at=now):
        note([row.citizen.public_id])
    first = "" if person.protected else person.name.split(" ")[0]
    return Asked(first, course.purpose)


@transaction.atomic
def question_answer(
    secret: str, *, asked_from: str, reached: Reached, again: Again, now: datetime
) -> None:
    """Answer both questions, once. Errors: as ``question_read``."""
    rate_take(purpose=Purpose.ANSWER, who=asked_from, now=clock.wall())
    row = _standing(secret, now)
    case_lock(row.citizen)
    fresh = ProviderQuestion.objects.filter(pk=row.pk, answered_at=None, until_at__gt=now)
    if not fresh.update(answered_at=now, reached=reached, again=again):
        raise NotYours
    act_log(
        actor=_receiver(row.course),
        act="provider_answered",
        at=now,
        citizens=[row.citizen.public_id],
        subject=row.course.public_id,
    )


def answer_of(course: OfferCourse) -> ProviderQuestion | None:
    """What the provider of a course that access has opened was asked, and answered: one query."""
    return ProviderQuestion.objects.filter(course=course).first()


def _standing(secret: str, now: datetime) -> ProviderQuestion:
    rows = ProviderQuestion.objects.select_related("citizen__person", "course__provider__contact")
    open_cases = rows.filter(citizen__closed_on=None, answered_at=None, until_at__gt=now)
    row = open_cases.filter(address_hash=_hash(secret)).first()
    if row is None:
        raise NotYours
    return row


def _receiver(course: OfferCourse) -> Actor:
    """The provider's contact, as a partner outside the house."""
    contact = course.provider.contact
    return Actor(contact.public_id, Role.PARTNER, contact.pk, contact.name)


def _hash(secret: str) -> str:
    return place_hash("provider question", secret)
