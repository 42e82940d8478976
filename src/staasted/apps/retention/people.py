"""A case and its person: erased together, unless something else still needs the person."""

from datetime import date
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from staasted.apps.audit.actor import Role
from staasted.apps.booking.models import Resource, ResourceKind
from staasted.apps.calendars.models import Feed
from staasted.apps.citizens.models import Citizen, Power
from staasted.apps.imports.tables import label_of, relations_to
from staasted.apps.org.doors import STAFF_ROLES
from staasted.apps.org.models import Account, Draft, Person, RoleGrant
from staasted.apps.outbox.models import Message, ReminderWishes
from staasted.apps.retention.rows import Rows, merged, records_add, rows_on
from staasted.catalog.retention import retention
from staasted.ports.identity import Audience

_FACTS = (
    "phone",
    "phone_key",
    "other_phone_key",
    "cpr_cipher",
    "cpr_lookup",
    "cpr_key_id",
    "birth_date",
    "digital_post",
)
RULES = ("person", "draft", "message")
"""The rules whose tables are a person's own; what points to a person otherwise mentions them."""


class Kept(StrEnum):
    """Why a person stays when their case goes. Empty is *erased with it*."""

    STAFF = "staff"
    ACTS_FOR_OTHERS = "acts_for_others"
    MENTIONED = "mentioned"
    NO = ""


def works_here(on: date) -> Exists:
    """The condition that a person has a role among the staff, or had one not long enough ago."""
    latest = retention().rules["person"].latest_start(on)
    lately = Q(to_on=None) | Q(to_on__gt=latest)
    held = RoleGrant.objects.filter(lately, person=OuterRef("pk"), role__in=STAFF_ROLES)
    return Exists(held.filter(withdrawn=False))


def case_rows(case: Citizen, *, on: date) -> tuple[Rows, Kept]:
    """Everything that goes with a case, and why its person stays, if they do.

    Errors: TableNotNamed.
    """
    found = rows_on(Citizen, [case.pk], within=retention().tables_of("case"))
    why, own = _why_kept(case.person, besides=found, on=on)
    merged(found, own if why is Kept.NO else _citizens_part(case.person, besides=found, on=on))
    return found, why


def _why_kept(person: Person, *, besides: Rows, on: date) -> tuple[Kept, Rows]:
    """Why a person outlives the rows ``besides``, if they do, and what else is theirs alone."""
    if Person.objects.filter(works_here(on), pk=person.pk).exists():
        return Kept.STAFF, {}
    if acts_for_others(person, besides=besides, on=on):
        return Kept.ACTS_FOR_OTHERS, {}
    own = person_rows(person.pk, besides=besides)
    return (Kept.MENTIONED, {}) if own is None else (Kept.NO, own)


def acts_for_others(person: Person, *, besides: Rows, on: date) -> bool:
    """Whether a person holds a power over a case that stays, or is to.

    Whoever held one is mentioned by that case, and no more.
    """
    standing = Q(to_on=None) | Q(to_on__gte=on)
    held = Power.objects.filter(standing, representative=person, ended_at=None)
    return held.exclude(pk__in=besides.get(Power, ())).exists()


def person_rows(key: int, *, besides: Rows) -> Rows | None:
    """A person and their own rows; None where anything but ``besides`` mentions them."""
    own = {table for rule in RULES for table in retention().tables_of(rule)}
    found: Rows = {Person: {key}}
    records_add(found)  # a file that brought somebody new names no case beside them
    for relation in relations_to(Person):
        model, column = relation.related_model, relation.field.name
        keys = set(model.objects.filter(**{column: key}).values_list("pk", flat=True))
        keys -= besides.get(model, set())
        if not keys:
            continue
        if column != "person" or label_of(model) not in own:
            return None
        merged(found, rows_on(model, keys, within=own | retention().tables_of("case")))
    return found


def _citizens_part(person: Person, *, besides: Rows, on: date) -> Rows:
    """What somebody who stays had as a citizen alone: role, drafts, messages, time and log-ins.

    And what imports noted of them.
    """
    found: Rows = {Person: {person.pk}}
    records_add(found)
    del found[Person]
    logins = Account.objects.filter(person=person, audience=Audience.CITIZENS)
    for rows in (
        logins.none() if acts_for_others(person, besides=besides, on=on) else logins,
        RoleGrant.objects.filter(person=person, role=Role.CITIZEN),
        Draft.objects.filter(person=person, role=Role.CITIZEN),
        Message.objects.filter(person=person),
        ReminderWishes.objects.filter(person=person),
        Feed.objects.filter(person=person, role=Role.CITIZEN),
        Resource.objects.filter(person=person, kind=ResourceKind.CITIZEN),
    ):
        keys = set(rows.values_list("pk", flat=True))
        if keys:
            merged(found, rows_on(rows.model, keys, within=retention().tables_of("case")))
    return found


def facts_forget(person: Person) -> None:
    """Forget what was known of somebody as a citizen; the name and the e-mail address stay."""
    person.phone = person.phone_key = person.other_phone_key = ""
    person.cpr_cipher = person.cpr_lookup = person.birth_date = None
    person.cpr_key_id, person.digital_post = "", None
    person.save(update_fields=_FACTS)


def people_due(on: date) -> QuerySet[Person]:
    """Those without a case who do not work here and have not lately; some may be mentioned.

    Somebody who logs in and never had a role waits for one: they stay.
    """
    had_a_role = Exists(RoleGrant.objects.filter(person=OuterRef("pk")))
    gone = had_a_role | Q(accounts=None)
    return Person.objects.filter(gone, ~works_here(on), citizen=None).order_by("pk").distinct()
