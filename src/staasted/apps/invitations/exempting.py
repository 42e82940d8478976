"""Whoever need not book is asked no more: a human finds the time with them, and they hear it.

What they were asked to book comes to their coach's list (*Har ikke booket*), so that what the
letter says has an owner and an act that closes it. Source: decision 0063.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from staasted.apps.booking.reminder_words import fitting
from staasted.apps.booking.reminding import roads_to
from staasted.apps.citizens.models import Citizen
from staasted.apps.invitations.models import Invitation, InvitationState
from staasted.apps.invitations.telling import WORTH_SENDING, office_sms
from staasted.apps.org.models import Person
from staasted.apps.outbox.notices import (
    EXEMPTED,
    EXEMPTION_ENDED,
    notice_moment,
    notice_write,
)
from staasted.apps.outbox.services import Draft, matters_drop, message_write
from staasted.apps.outbox.wishes import Wishes, wishes_of
from staasted.catalog import speech
from staasted.catalog.language import language_of, speaking
from staasted.catalog.texts import text
from staasted.ports.messages import Road

BY_SMS = (EXEMPTED, EXEMPTION_ENDED)
"""What changes who finds the time goes by SMS too, to whoever wants SMS."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What is told of an exemption: ``parts`` of the letter in order, ``next_on`` the day it is
    looked at again."""

    kind: str
    matter: str
    parts: Sequence[str]
    at: datetime
    next_on: date | None = None


def handed_to_human(
    citizen: Citizen, *, now: datetime, by: Person | None = None
) -> list[Invitation]:
    """Hand over what the citizen is asked to book; what waits about it is dropped. The case is
    held."""
    live = Invitation.objects.filter(citizen=citizen, state=InvitationState.LIVE)
    rows = list(live.order_by("pk"))
    live.update(state=InvitationState.EXPIRED, ended_at=now, ended_by=by)
    matters_drop(row.public_id for row in rows)
    return rows


def exempted_told(
    citizen: Citizen, *, matter: str, asked: bool, now: datetime, next_on: date | None = None
) -> None:
    """Tell that one need not book, who finds the time, and how to choose one by telephone.

    ``asked``: there was something to book, which somebody now calls about.
    """
    later = ("exempted.next",) if next_on else ()
    parts = ("exempted.body", "exempted.asked" if asked else "exempted.time", "exempted.may")
    decision_told(citizen.person, Decided(EXEMPTED, matter, (*parts, *later), now, next_on))


def decision_told(person: Person, told: Decided) -> None:
    """Write the letter, and the SMS to whoever wants one, in their hours."""
    wishes = wishes_of(person)
    with speaking(language_of(person.language)):
        letter = _letter(told)
        sms = exemption_sms(told.kind, wishes) if told.kind in BY_SMS else ""
    message_write(person=person, draft=letter, now=told.at)
    if sms and Road.SMS in roads_to(person, wishes):
        until = told.at + WORTH_SENDING
        draft = Draft(told.kind, told.matter, "", sms, until, Road.SMS)
        from_at = notice_moment(person, now=told.at, matter=told.matter)
        notice_write(person=person, drafts=[draft], now=told.at, from_at=from_at)


def exemption_sms(kind: str, wishes: Wishes) -> str:
    """The SMS of a kind in the language that is spoken: one message, never why."""
    ways = ("shared", "shared_call") if wishes.shared_phone else (kind, kind)
    return fitting(*ways, office_sms())


def _letter(told: Decided) -> Draft:
    values = {
        "day": speech.day_year(told.next_on) if told.next_on else "",
        "office": settings.STAASTED.office_name,
        "phone": settings.STAASTED.office_phone,
    }
    said = [text(f"exemptions.letter.{part}", **values) for part in told.parts]
    return Draft(
        kind=told.kind,
        matter=told.matter,
        title=text(f"exemptions.letter.{told.kind}.subject"),
        body="\n\n".join([*said, text("messages.ending", **values)]) + "\n",
        until_at=told.at + WORTH_SENDING,
    )
