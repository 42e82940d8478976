"""What counsellors can: languages and subjects."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Exists, OuterRef

from staasted.apps.audit.actor import Actor
from staasted.apps.audit.services import act_log
from staasted.apps.booking.models import Competence
from staasted.apps.booking.owning import times_hold, times_require
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.catalog.competences import competences
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


def can(slug: str | None) -> Exists:
    """The condition that a person can something now; nobody can what has no name."""
    return Exists(Competence.objects.filter(slug=slug, ended_at=None, person=OuterRef("pk")))
