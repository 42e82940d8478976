"""How a citizen is reached, as they say it themselves: e-mail and telephone (decision 0044).

What somebody has written here no file writes over. A letter goes to each new address: where it does
not arrive, the address is marked, and its owner sees that (``apps/outbox/bounces.py``).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db import transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.booking.reminding import reminders_keep
from staasted.apps.citizens.access import role_require
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import open_case_lock
from staasted.apps.org.members import person_lock
from staasted.apps.org.models import Person
from staasted.apps.org.phones import phone_keys
from staasted.apps.outbox.bounces import bounces_clear
from staasted.apps.outbox.services import Draft, message_write
from staasted.catalog.language import language_of, speaking
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.ports.messages import Road

LONGEST = {"email": 254, "phone": 100}
"""Characters, as the columns have them."""

_is_address = EmailValidator()


@dataclass(frozen=True, slots=True)
class Contact:
    """An e-mail address and a telephone number; either may be empty: *do not use any*."""

    email: str
    phone: str


@transaction.atomic
def contact_change(*, actor: Actor, citizen: Citizen, contact: Contact, now: datetime) -> None:
    """Keep how somebody wants to be reached; what is as it was changes nothing.

    Errors: AccessRefused; DomainError ``email_unreadable``, ``phone_unreadable``, ``case_closed``.
    """
    role_require(actor, Role.CITIZEN)
    told = Contact(_email(contact.email), _phone(contact.phone))
    person = _held(citizen)
    new = [name for name in LONGEST if getattr(told, name) != getattr(person, name)]
    if not new:
        return
    columns: dict[str, object] = {name: getattr(told, name) for name in new}
    columns |= {f"{name}_own": True for name in new}
    if "phone" in new:
        columns |= phone_keys(told.phone)._asdict()
    Person.objects.filter(pk=person.pk).update(**columns)
    roads = [Road.EMAIL if name == "email" else Road.SMS for name in new]
    _settled(citizen, roads, now)
    _logged(actor, citizen, "contact_change", now, roads)


@transaction.atomic
def contact_confirm(*, actor: Actor, citizen: Citizen, road: Road, now: datetime) -> None:
    """Say that an address messages came back from is right: it is tried again.

    Errors: AccessRefused; DomainError ``case_closed``.
    """
    role_require(actor, Role.CITIZEN)
    _held(citizen)
    _settled(citizen, [road], now)
    _logged(actor, citizen, "contact_confirm", now, [road])


def _held(citizen: Citizen) -> Person:
    """The person as they are now, held with their case until the transaction ends."""
    person_lock(citizen.person)
    open_case_lock(citizen)
    return Person.objects.get(pk=citizen.person_id)


def _settled(citizen: Citizen, roads: list[Road], now: datetime) -> None:
    """No mark is left, a letter finds out about the address, and reminders follow."""
    citizen.person.refresh_from_db()
    person = citizen.person
    bounces_clear(person, *roads)
    if Road.EMAIL in roads:
        with speaking(language_of(person.language)):
            draft = _letter(person, now)
        message_write(person=person, draft=draft, now=now)
    reminders_keep(citizen, now=now)


def _letter(person: Person, now: datetime) -> Draft:
    office = settings.STAASTED
    ending = text("messages.ending", office=office.office_name, phone=office.office_phone)
    return Draft(
        kind="contact_changed",
        matter=person.public_id,
        title=text("settings.letter.subject"),
        body="\n\n".join((text("settings.letter.body"), ending)) + "\n",
        until_at=now + timedelta(days=catalog().policy["message_kept_days"]),
        again=int(now.timestamp()),
    )


def _email(written: str) -> str:
    written = written.strip()
    try:
        if written:
            _is_address(written)
    except ValidationError as wrong:
        raise DomainError("email_unreadable") from wrong
    if len(written) > LONGEST["email"]:
        raise DomainError("email_unreadable")
    return written


def _phone(written: str) -> str:
    written = " ".join(written.split())
    if written and (len(written) > LONGEST["phone"] or not phone_keys(written).phone_key):
        raise DomainError("phone_unreadable")
    return written


def _logged(actor: Actor, citizen: Citizen, act: str, now: datetime, roads: list[Road]) -> None:
    act_log(
        actor=actor,
        act=act,
        at=now,
        citizens=[citizen.public_id],
        subject=citizen.person.public_id,
        facts={"roads": [road.value for road in roads]},
    )
