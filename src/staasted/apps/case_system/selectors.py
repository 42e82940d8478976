"""How the way to the case system stands, and the events as rows of a file."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.reading import note
from staasted.apps.case_system.kinds import DeliveryState
from staasted.apps.case_system.models import CaseDelivery, CaseEvent
from staasted.apps.org.clock import COPENHAGEN
from staasted.apps.org.doors import role_require
from staasted.apps.org.sealing import cpr_open

FACTS = (
    *("starts_at", "purpose", "form", "channel", "held_by", "outcome", "minutes"),
    *("decision", "title", "reason", "from_on", "by", "note"),
)
COLUMNS = ("id", "type", "subject", "version", "at", "citizen", "cpr", *FACTS)


def deliveries_in(state: DeliveryState) -> QuerySet[CaseDelivery]:
    """The deliveries in a state; to be counted."""
    return CaseDelivery.objects.filter(state=state)


def event_rows(
    *, actor: Actor, from_on: date, to_on: date, with_cpr: bool
) -> Iterator[dict[str, str]]:
    """The events of some days (both inclusive) by column, oldest first; inside ``reading(...)``.

    Errors: AccessRefused, ReadWithoutLog.
    """
    role_require(actor, Role.OPERATOR)
    first = datetime.combine(from_on, datetime.min.time(), COPENHAGEN)
    after = datetime.combine(to_on + timedelta(days=1), datetime.min.time(), COPENHAGEN)
    held = CaseEvent.objects.filter(happened_at__gte=first, happened_at__lt=after)
    rows = list(held.select_related("citizen__person").order_by("happened_at", "id"))
    note(sorted({row.citizen.public_id for row in rows}))
    for row in rows:
        yield _row(row, with_cpr=with_cpr)


def _row(event: CaseEvent, *, with_cpr: bool) -> dict[str, str]:
    person = event.citizen.person
    shown = with_cpr and bool(person.cpr_cipher)
    number = cpr_open(cipher=person.cpr_cipher, key_id=person.cpr_key_id) if shown else ""
    own = {
        "id": event.public_id,
        "type": event.kind,
        "subject": event.subject,
        "version": str(event.version),
        "at": event.happened_at.astimezone(COPENHAGEN).isoformat(timespec="seconds"),
        "citizen": event.citizen.public_id,
        "cpr": number,
    }
    facts = {name: event.facts.get(name) for name in FACTS}
    return own | {name: "" if value is None else str(value) for name, value in facts.items()}
