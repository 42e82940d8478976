"""Addresses that take no messages: marked as they are found, shown until they are another.

A mark belongs to the address it was made for, so a new address has none. Nothing is held back by a
mark: the next message tries again, and finds out (decision 0044).
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.services import act_log
from staasted.apps.org.models import Person
from staasted.apps.outbox.models import Message, MessageState
from staasted.apps.outbox.services import address_of
from staasted.ports.messages import Road

BOUNCED = "bounced"
"""The failure of a message that had gone and came back."""


@dataclass(frozen=True, slots=True)
class Bounces:
    """Since when messages do not reach somebody; None where nothing says that they do not."""

    email_at: datetime | None = None
    phone_at: datetime | None = None

    def __bool__(self) -> bool:
        return self.email_at is not None or self.phone_at is not None


@dataclass(frozen=True, slots=True)
class Returned:
    """A letter that came back: the key of the message it was, and the address it was for."""

    key: str
    address: str


@dataclass(frozen=True, slots=True)
class BouncesTaken:
    """How many returned letters marked an address, and how many told nothing new of ours."""

    marked: int
    passed_over: int


def bounces_of(person: Person) -> Bounces:
    """What is known of somebody's address and number as they are now; asks nothing."""
    return Bounces(
        email_at=person.email_bounced_at if _bounced(person, Road.EMAIL) else None,
        phone_at=person.phone_bounced_at if _bounced(person, Road.SMS) else None,
    )


def bounce_mark(person: Person, road: Road, *, address: str, at: datetime) -> bool:
    """Mark an address that took no message; False where it is no longer theirs, or was marked."""
    if not address or address_of(person, road) != address or _bounced(person, road):
        return False
    held = Person.objects.filter(pk=person.pk, **_as_written(person, road))
    return bool(held.update(**_columns(road, address, at)))


def bounces_clear(person: Person, *roads: Road) -> None:
    """Take the marks away: somebody says that the address is right, or has given another."""
    for road in roads:
        columns = _columns(road, "", None)
        Person.objects.filter(pk=person.pk).update(**columns)
        for name, value in columns.items():
            setattr(person, name, value)


def taken_after_all(person: Person, road: Road) -> None:
    """A gateway that takes a number no longer refuses it.

    A mail server that takes a letter may still send it back later, and clears nothing.
    """
    if road is Road.SMS and _bounced(person, road):
        bounces_clear(person, road)


@transaction.atomic
def bounces_take(letters: list[Returned], *, now: datetime) -> BouncesTaken:
    """Mark the addresses letters came back from.

    A letter counts where it names a message that has gone, and the address that person has now;
    and once, so that a folder may be read again. Nobody can guess a message's key.
    """
    back = dict[str, list[str]]()
    for letter in letters:
        back.setdefault(letter.key, []).append(letter.address)
    marked = sum(_returned(key, addresses, now) for key, addresses in back.items())
    taken = BouncesTaken(marked, len(letters) - marked)
    facts = {"marked": taken.marked, "passed_over": taken.passed_over}
    act_log(actor=OPERATOR, act="bounces_take", at=now, facts=facts)
    return taken


def _returned(key: str, addresses: list[str], now: datetime) -> bool:
    """Whether a message that came back marked an address; whom else it came back from says
    nothing of ours: where it is sent on, the report names the other address too."""
    sent = Message.objects.filter(
        public_id=key, road=Road.EMAIL, state=MessageState.SENT, failure=""
    )
    message = sent.select_related("person").first()
    if message is None:
        return False
    sent.update(failure=BOUNCED)
    person = message.person
    if person.email.casefold() not in {address.casefold() for address in addresses}:
        return False
    return bounce_mark(person, Road.EMAIL, address=person.email, at=now)


def _bounced(person: Person, road: Road) -> bool:
    mark = person.email_bounced if road is Road.EMAIL else person.phone_bounced
    return mark != "" and mark == address_of(person, road)


def _as_written(person: Person, road: Road) -> dict[str, str]:
    """The column an address stands in, as it was read: another one is not marked."""
    return {"email": person.email} if road is Road.EMAIL else {"phone": person.phone}


def _columns(road: Road, address: str, at: datetime | None) -> dict[str, object]:
    name = "email" if road is Road.EMAIL else "phone"
    return {f"{name}_bounced": address, f"{name}_bounced_at": at}
