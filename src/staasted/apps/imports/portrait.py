"""Everything about one citizen, gathered from every table that points to the case.

A table that is added later comes along by itself. What only the citizen may see (answers
that are not shared) is counted and left out: they read it themselves when they log in. Names
are told as on every other page: decision 0023.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import ForeignKey, Model, QuerySet

from staasted.apps.ads.access import private_columns as private_in_searches
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.models import ActLog, ReadLog
from staasted.apps.audit.reading import note
from staasted.apps.booking.models import Occupation, Place, Room
from staasted.apps.calendars.models import Feed
from staasted.apps.case_system.models import CaseEvent
from staasted.apps.citizens.access import NotYours, own_case, role_require
from staasted.apps.citizens.models import BrokenGlass, Citizen, PartnerInvitation, Power
from staasted.apps.citizens.selectors import spells_of
from staasted.apps.files.models import CitizenFile
from staasted.apps.imports.models import ImportRecord
from staasted.apps.imports.storing import as_stored
from staasted.apps.imports.tables import columns_in, label_of, relations_to
from staasted.apps.meetings.models import GroupMeeting
from staasted.apps.offers.models import OfferRound
from staasted.apps.org.models import Account, Draft, Person, RoleGrant
from staasted.apps.org.sealing import cpr_open
from staasted.apps.outbox.models import Message, ReminderWishes
from staasted.apps.plans.access import private_columns as private_in_plans
from staasted.apps.profiles.access import profile_private_columns
from staasted.apps.screening.models import ScreeningAnswers, ScreeningDraft, SuggestionsSeen
from staasted.apps.screening.selectors import answers_shared
from staasted.apps.talking.models import PartnerMessage
from staasted.catalog import speech
from staasted.catalog.loader import catalog

Portrait = dict[str, list[dict[str, Any]]]
"""Table, or what was worked out → its rows by column, as JSON holds them."""
OF_A_PERSON = (RoleGrant, Account, Message, ReminderWishes, Feed)
_KEYS = frozenset({"name_key", "phone_key", "other_phone_key", "address_hash"})
UNTOLD = (
    frozenset({"id", "citizen", "cpr_cipher", "cpr_key_id", "cpr_lookup", "own_lookup", "epoch"})
    | _KEYS
    | {"letter", "sent_key", "met_key", "about_key", "host_address"}
)
"""Columns that say nothing about anybody."""
ON_REQUEST = frozenset(
    {(BrokenGlass, "staff"), (BrokenGlass, "looked_at_by"), (SuggestionsSeen, "staff")}
)
"""Who stood behind a line of the log: told to whoever asks (shared decision on access)."""


class Listener(NamedTuple):
    """To whom a portrait is told: the citizen where ``own``.

    ``helper`` is the key of whoever acts for the citizen and asks; they are told of no other helper
    (decision 0021), and ``helpers`` are the keys of those.
    """

    citizen: Person
    own: bool = False
    helper: int | None = None
    helpers: frozenset[int] = frozenset()

    def name_of(self, other: Person) -> str:
        """A person's name; empty where it is protected, or another helper's."""
        hidden = other.protected and other.pk != self.citizen.pk
        return "" if hidden or other.pk in self.helpers else other.name

    def may_hear_of(self, rows: QuerySet) -> QuerySet:
        """The rows without those about other helpers."""
        if self.helper is None or rows.model not in (Power, PartnerInvitation, PartnerMessage):
            return rows
        return rows.filter(representative=self.helper) if rows.model is Power else rows.none()


def citizen_portrait(*, actor: Actor, public_id: str, with_cpr: bool) -> Portrait:
    """Everything that is stored about a citizen. Runs inside ``reading(...)``.

    Errors: AccessRefused, NotYours, ReadWithoutLog.
    """
    role_require(actor, Role.OPERATOR)
    found = Citizen.objects.select_related("person").filter(public_id=public_id)
    citizen = found.first()
    if citizen is None:
        raise NotYours
    note([citizen.public_id])
    return _portrait(citizen, Listener(citizen.person), with_cpr=with_cpr)


def own_portrait(*, actor: Actor, on: date) -> Portrait:
    """The same for the citizen themselves, or for whoever has a power over everything.

    Answers that are not shared, and the CPR number, are for the citizen alone. Also of a closed
    case. Errors: AccessRefused, NotYours, BeyondReach, ReadWithoutLog.
    """
    citizen = own_case(actor, on=on, also_closed=True)
    if actor.role is Role.CITIZEN:
        return _portrait(citizen, Listener(citizen.person, own=True), with_cpr=True)
    held = Power.objects.filter(citizen=citizen).exclude(representative=actor.person_id)
    others = frozenset(held.values_list("representative", flat=True))
    to = Listener(citizen.person, helper=actor.person_id, helpers=others)
    return _portrait(citizen, to, with_cpr=False)


def _portrait(citizen: Citizen, to: Listener, *, with_cpr: bool) -> Portrait:
    """One question a table, however long the history is."""
    portrait = {"org.person": [_person(citizen.person, to, with_cpr=with_cpr)]}
    portrait["citizens.citizen"] = _rows([citizen], to)
    for relation in relations_to(Citizen):
        model, name = relation.related_model, relation.field.name
        rows = to.may_hear_of(_whole(model).filter(**{name: citizen}))
        portrait[label_of(model)] = _rows(rows, to)
    for model in OF_A_PERSON:
        portrait[label_of(model)] = _rows(_whole(model).filter(person=citizen.person), to)
    portrait[label_of(Draft)] = _drafts(citizen.person)
    portrait["spells"] = _spells(citizen)
    portrait |= _logs(citizen)
    return as_stored(portrait)


def _whole(model: type[Model]) -> QuerySet:
    """The rows of a table with whatever they point to."""
    pointing = [f.name for f in columns_in(model) if isinstance(f, ForeignKey)]
    rows = model.objects.order_by("pk")
    return rows.select_related(*pointing) if pointing else rows


def _person(person: Person, to: Listener, *, with_cpr: bool) -> dict[str, Any]:
    (told,) = _rows([person], to)
    if with_cpr and person.cpr_cipher is not None:
        told["cpr"] = cpr_open(cipher=person.cpr_cipher, key_id=person.cpr_key_id)
    return told


def _rows(records: Iterable[Model], to: Listener) -> list[dict[str, Any]]:
    return [dict(_told(record, to)) for record in records]


def _told(record: Model, to: Listener) -> Iterator[tuple[str, Any]]:
    kept = frozenset() if to.own else _for_the_citizen_alone(record)
    for field in columns_in(record):
        if field.name in UNTOLD or field.name in kept:
            continue
        if (type(record), field.name) in ON_REQUEST:
            continue
        value = getattr(record, field.attname)
        if field.name == "answers" and isinstance(record, ScreeningAnswers) and not to.own:
            value = answers_shared(record)
        yield field.name, _pointed_at(record, field, to) if isinstance(field, ForeignKey) else value


def _for_the_citizen_alone(record: Model) -> frozenset[str]:
    """The columns nobody but the citizen reads: what they have not shared."""
    if isinstance(record, ScreeningAnswers):
        return frozenset() if record.shared_at else frozenset({"answers"})
    if isinstance(record, ScreeningDraft):
        return frozenset({"answers"})
    if isinstance(record, CitizenFile):
        return frozenset() if record.shared else frozenset({"name"})
    plans, profiles = private_in_plans(record), profile_private_columns(record)
    return plans | profiles | private_in_searches(record)


def _pointed_at(record: Model, field: ForeignKey, to: Listener) -> str | None:
    """The name of a person or a place, or the public id of anything else."""
    other = getattr(record, field.name)
    if other is None:
        return None
    if isinstance(other, Person):
        return to.name_of(other)
    if isinstance(other, Place | Room):
        return other.name
    if isinstance(other, GroupMeeting):
        return other.title
    if isinstance(other, OfferRound):
        return f"{_offer(other.offer)}, {speech.moment(other.begins_at)}"
    return getattr(other, "public_id", str(other.pk))


def _offer(slug: str) -> str:
    known = catalog().offers.get(slug)
    return known.words.name if known else slug


def _drafts(person: Person) -> list[dict[str, Any]]:
    """Where the citizen has a draft, and from when; the words are theirs to read."""
    mine = Draft.objects.filter(person=person, role=Role.CITIZEN).order_by("id")
    return list(mine.values("path", "at"))


def _spells(citizen: Citizen) -> list[dict[str, Any]]:
    return [{"starts_on": each.first, "ends_on": each.last} for each in spells_of(citizen)]


def _logs(citizen: Citizen) -> Portrait:
    """Who read and who did what: when, in which role and why; the name is given on request."""
    mine = {"citizens__contains": f"|{citizen.public_id}|"}
    reads = ReadLog.objects.filter(**mine).order_by("id")
    acts = ActLog.objects.filter(**mine).order_by("id")
    told = ("at", "role", "unit")
    return {
        "audit.readlog": list(reads.values(*told, "purpose", "page")),
        "audit.actlog": list(acts.values(*told, "act")),
    }


TABLES_OF_THE_HOUSE = frozenset(map(label_of, (ImportRecord, Occupation, CaseEvent)))
"""Tables whose rows are for machines: they stand in the JSON and not in the readable file."""
