"""What counsellors can, and who could hold a conversation."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.booking.models import Competence
from staasted.apps.booking.owning import times_hold, times_require
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person, RoleGrant, StaffAbsence
from staasted.apps.org.selectors import in_force_on
from staasted.catalog.competences import competences
from staasted.catalog.purposes import Purpose
from staasted.core.errors import DomainError


@transaction.atomic
def competences_set(*, actor: Actor, person: Person, slugs: Collection[str]) -> None:
    """Let somebody have exactly these languages and subjects from now on.

    Errors: AccessRefused; DomainError ``competence_unknown``.
    """
    times_require(actor, person)
    unknown = sorted(set(slugs) - set(competences()))
    if unknown:
        raise DomainError("competence_unknown", slug=unknown[0])
    times_hold(person)
    had = set(competences_of(person))
    gone, new = sorted(had - set(slugs)), sorted(set(slugs) - had)
    if not gone and not new:
        return
    Competence.objects.filter(person=person, slug__in=gone, ended_at=None).update(
        ended_at=clock.now()
    )
    Competence.objects.bulk_create(Competence(person=person, slug=slug) for slug in new)
    facts = {"new": new, "gone": gone}
    act_log(
        actor=actor, act="competences_set", at=clock.now(), subject=person.public_id, facts=facts
    )


def competences_of(person: Person) -> list[str]:
    """The slugs of what somebody can, in order: one query."""
    held = Competence.objects.filter(person=person, ended_at=None)
    return list(held.order_by("slug").values_list("slug", flat=True))


def colleagues_for(purpose: Purpose, language: str | None = None, *, on: date) -> Sequence[Person]:
    """Who could hold a conversation on a day, by name: counsellors who are not away that day.

    With a ``language`` (a slug of competences.yaml) only who speaks it. Where the purpose has a
    subject, only who knows it; while nobody here has said that they do, everybody may.
    """
    held = RoleGrant.objects.filter(in_force_on(on), role=Role.COUNSELLOR, person=OuterRef("pk"))
    away = StaffAbsence.objects.filter(in_force_on(on), withdrawn=False, person=OuterRef("pk"))
    people = Person.objects.filter(Exists(held), ~Exists(away))
    if language is not None:
        people = people.filter(_can(language))
    ordered = people.order_by("name_key", "id")
    if purpose.subject is None:
        return list(ordered)
    know = list(ordered.filter(_can(purpose.subject)))
    said = know or Competence.objects.filter(slug=purpose.subject, ended_at=None).exists()
    return know if said else list(ordered)


def _can(slug: str) -> Exists:
    rows: QuerySet[Competence] = Competence.objects.filter(slug=slug, ended_at=None)
    return Exists(rows.filter(person=OuterRef("pk")))
