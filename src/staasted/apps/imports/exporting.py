"""Files in the import's own format: what goes out can be taken in again, and is the same.

Each function is a reading of everybody it writes about: it runs inside ``reading(...)``.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain, repeat

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.reading import note
from staasted.apps.citizens.access import role_require
from staasted.apps.citizens.models import (
    BenefitPeriod,
    DocumentedRelief,
    SelfBookingExemption,
)
from staasted.apps.conversations.models import Conversation
from staasted.apps.imports.cell_writing import cell_writer
from staasted.apps.imports.circumstances import CIRCUMSTANCES
from staasted.apps.imports.periods import PERIOD_FACTS
from staasted.apps.imports.rejecting import csv_bytes
from staasted.apps.imports.selectors import Known, known_by_cpr
from staasted.apps.offers.models import Measure
from staasted.apps.org.clock import COPENHAGEN
from staasted.apps.org.models import Person
from staasted.apps.org.naming import name_key
from staasted.apps.org.sealing import cpr_open
from staasted.apps.org.selectors import staff_in_role
from staasted.catalog.imports import FileKind, Kind, layout

Values = Mapping[str, object]
"""Field → value; a field left out, and None, is *not known*."""
PERSON_FACTS = ("name", "birth_date", "protected", "email", "phone", "digital_post")
MEASURE_FACTS = ("provider", "starts_on", "ends_on", "hours_per_week", "outcome", "granted_on")
_NAMESPACED = {Kind.TARGET_GROUP, Kind.BENEFIT}


def caseload_export(*, actor: Actor, today: date) -> bytes:
    """The caseload as a file: one row a benefit period, and one more where there are more reliefs.

    A case without a benefit period, or without a CPR number, has no row: the import knows none.
    Errors: AccessRefused, ReadWithoutLog.
    """
    cases, names = _read(actor), _counsellor_cells(today)
    cpr = _numbers(cases)
    rows = (row for known in cases for row in _rows(known, cpr[known.citizen.pk], names))
    return _file(FileKind.CASELOAD, rows)


def conversations_export(*, actor: Actor) -> bytes:
    """The conversations that are closed, or known from elsewhere, as a file; the notes stay here.

    Errors: AccessRefused, ReadWithoutLog.
    """
    cpr = _numbers(_read(actor))
    held = Conversation.objects.filter(citizen_id__in=cpr).defer("note")
    ordered = held.order_by("citizen_id", "starts_at", "id")
    return _file(FileKind.CONVERSATIONS, (_conversation(row, cpr) for row in ordered))


def offers_export(*, actor: Actor) -> bytes:
    """The measures as a file. Errors: AccessRefused, ReadWithoutLog."""
    cpr = _numbers(_read(actor))
    measures = Measure.objects.filter(citizen_id__in=cpr).order_by("citizen_id", "id")
    return _file(FileKind.OFFERS, (_measure(row, cpr) for row in measures))


def _read(actor: Actor) -> list[Known]:
    """Everybody with a case and a CPR number, noted as read."""
    role_require(actor, Role.OPERATOR)
    cases = [known for known in known_by_cpr().values() if known.citizen]
    note(known.citizen.public_id for known in cases)
    return cases


def _numbers(cases: Iterable[Known]) -> dict[int, str]:
    """Citizen's key → CPR number."""
    people = {known.person.pk: known.citizen.pk for known in cases}
    sealed = Person.objects.exclude(cpr_lookup=None).values_list("pk", "cpr_cipher", "cpr_key_id")
    return {
        people[key]: cpr_open(cipher=cipher, key_id=key_id)
        for key, cipher, key_id in sealed
        if key in people
    }


def _counsellor_cells(today: date) -> dict[int, str]:
    """A counsellor's key → a name the import knows: the e-mail where the name is not enough."""
    staff = staff_in_role(role=Role.COUNSELLOR, on=today)
    keys = [name_key(person.name) for person in staff]
    return {
        person.pk: person.name if keys.count(key) == 1 else person.email
        for person, key in zip(staff, keys, strict=True)
    }


def _rows(known: Known, cpr: str, counsellors: Mapping[int, str]) -> Iterator[Values]:
    """One row a period, the reliefs spread over them."""
    if not known.periods:
        return
    everywhere = {"cpr": cpr, **_everywhere(known, counsellors)}
    extra = len(known.reliefs) - len(known.periods)
    periods = chain(known.periods, repeat(known.periods[-1], max(0, extra)))
    reliefs = chain(known.reliefs, repeat(None))
    for period, relief in zip(periods, reliefs, strict=False):
        yield {**everywhere, **_period(period), **_relief(relief)}


def _everywhere(known: Known, counsellors: Mapping[int, str]) -> Values:
    """What is about the person and stands in each of their rows."""
    facts, held, exemption = known.circumstances, known.assignment, known.exemption
    hours = tuple((month, known.hours[month].hours) for month in sorted(known.hours))
    return {
        **{fact: getattr(known.person, fact) for fact in PERSON_FACTS},
        "municipality_code": known.citizen.municipality_code,
        **{fact: getattr(facts, fact, None) for fact in CIRCUMSTANCES},
        "interpreter": _word_or_flag(facts, "interpreter_language", "interpreter"),
        "registered_hours": hours or None,
        **(_exemption(exemption) if exemption else {}),
        "counsellor": counsellors.get(held.counsellor_id) if held else None,
    }


def _word_or_flag(record: object, word: str, flag: str) -> object:
    return getattr(record, word, None) or getattr(record, flag, None)


def _exemption(exemption: SelfBookingExemption) -> Values:
    """A reason of two cells goes out as the two cells it came in."""
    longest = layout(FileKind.CASELOAD).by_field["self_booking_reason"].longest
    first, reason = "", exemption.reason
    if len(reason) > longest:
        first, _, reason = reason.partition("\n")
    return {"self_booking_exemption": first or exemption.exempt, "self_booking_reason": reason}


def _period(period: BenefitPeriod) -> Values:
    facts = ("benefit", "target_group", "starts_on", "ends_on", *PERIOD_FACTS)
    return {fact: getattr(period, fact) for fact in facts}


def _relief(relief: DocumentedRelief | None) -> Values:
    if relief is None:
        return {}
    return {
        "relief_ground": relief.ground,
        "relief_document": relief.document,
        "relief_from": relief.from_on,
        "relief_until": relief.until_on,
    }


def _conversation(row: Conversation, cpr: Mapping[int, str]) -> Values:
    at = row.starts_at.astimezone(COPENHAGEN)
    facts = ("purpose", "form", "channel", "held_by", "minutes", "outcome")
    held_at = f"{at:%d-%m-%Y %H:%M:%S}" if at.second else at
    return {
        "cpr": cpr[row.citizen_id],
        "held_at": held_at,
        **{fact: getattr(row, fact) for fact in facts},
    }


def _measure(row: Measure, cpr: Mapping[int, str]) -> Values:
    facts = ("kind", *MEASURE_FACTS, "section")
    return {"cpr": cpr[row.citizen_id], **{fact: getattr(row, fact) for fact in facts}}


def _file(kind: FileKind, rows: Iterable[Values]) -> bytes:
    columns = [(each, cell_writer(each)) for each in layout(kind).columns]
    head = [each.da for each, _ in columns]
    lines = (
        [write(_plain(row.get(each.field), each.kind)) for each, write in columns] for row in rows
    )
    return csv_bytes(chain([head], lines))


def _plain(value: object, kind: Kind) -> object:
    """An empty word is *not known*; the namespace of a slug is no part of a name."""
    if value in ("", None):
        return None
    return str(value).partition(":")[2] if kind in _NAMESPACED else value
