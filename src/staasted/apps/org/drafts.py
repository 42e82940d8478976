"""Keeping what was written when a sitting ended, and giving it back (decision 0019)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.http import QueryDict

from staasted.apps.audit.actor import Actor
from staasted.apps.org.models import Draft
from staasted.catalog.loader import catalog

NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "cpr", "password", "code"})
"""The form's secret, and what is nobody's to keep."""

_LONGEST_PATH = 300


@transaction.atomic
def draft_keep(*, actor: Actor, path: str, sent: QueryDict, at: datetime) -> bool:
    """Keep a form's fields in place of an earlier draft of it; whether there was anything to keep.

    What is longer than the policy allows, and a form without a word in it, is not kept.
    """
    fields = {name: values for name, values in sent.lists() if name not in NEVER_KEPT}
    size = sum(len(value) for values in fields.values() for value in values)
    if not size or size > catalog().policy["draft_characters"] or len(path) > _LONGEST_PATH:
        return False
    Draft.objects.update_or_create(
        person_id=actor.person_id,
        role=actor.role,
        path=path,
        defaults={"fields": fields, "at": at},
    )
    return True


def draft_paths(*, actor: Actor, now: datetime) -> list[str]:
    """The addresses somebody has a draft for in a role, the newest first; none that is too old."""
    oldest = now - timedelta(days=catalog().policy["draft_days"])
    held = Draft.objects.filter(person_id=actor.person_id, role=actor.role, at__gte=oldest)
    return list(held.order_by("-at").values_list("path", flat=True))


def draft_of(*, actor: Actor, path: str) -> Draft | None:
    """The draft of one form, or None."""
    return Draft.objects.filter(person_id=actor.person_id, role=actor.role, path=path).first()


@transaction.atomic
def draft_drop(*, actor: Actor, path: str) -> None:
    """Forget a draft: it was sent, or is not wanted."""
    Draft.objects.filter(person_id=actor.person_id, role=actor.role, path=path).delete()


@transaction.atomic
def drafts_expire(*, now: datetime) -> int:
    """Forget the drafts nobody came back for in time; how many."""
    oldest = now - timedelta(days=catalog().policy["draft_days"])
    return Draft.objects.filter(at__lt=oldest).delete()[0]


def words_of(draft: Draft) -> Iterable[str]:
    """What was written in it, without the choices that were made."""
    return [value for values in draft.fields.values() for value in values if " " in value.strip()]
