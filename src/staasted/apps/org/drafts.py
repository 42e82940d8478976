"""Keeping what was written when a sitting ended, and giving it back (decision 0019)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidTag
from django.db import transaction
from django.db.models import QuerySet
from django.http import QueryDict

from staasted.apps.audit.actor import Actor
from staasted.apps.org.draft_seals import draft_open, draft_seal
from staasted.apps.org.models import Draft
from staasted.catalog.loader import catalog

BUTTONS = frozenset({"gem_notat", "vis_betydning"})
"""What was pressed to keep or to look: given back, it would press it again."""

NEVER_KEPT = BUTTONS | {"csrfmiddlewaretoken", "cpr", "password", "code"}
"""The form's secret, what is nobody's to keep, and buttons."""

NOBODYS = "untold_"
"""How the name of a field begins that must not be joined to anybody (decision 0043): never kept."""

_LONGEST_PATH = 300


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft, opened for the one who wrote it: each field's name with its values."""

    path: str
    at: datetime
    fields: Mapping[str, Sequence[str]]


@transaction.atomic
def draft_keep(*, actor: Actor, path: str, sent: QueryDict, at: datetime) -> bool:
    """Keep a form's fields in place of an earlier draft of it; whether there was anything to keep.

    It is kept for the person, the role and whom they act for. What is longer than the policy
    allows, and a form without a word in it, is not kept.
    """
    told = (each for each in sent.lists() if not each[0].startswith(NOBODYS))
    fields = {name: values for name, values in told if name not in NEVER_KEPT}
    size = sum(len(value) for values in fields.values() for value in values)
    if not size or size > catalog().policy["draft_characters"] or len(path) > _LONGEST_PATH:
        return False
    draft = Draft(person_id=actor.person_id, role=actor.role, acts_for=actor.acts_for, path=path)
    draft_seal(draft, json.dumps(fields).encode())
    Draft.objects.update_or_create(
        person_id=actor.person_id,
        role=actor.role,
        acts_for=actor.acts_for,
        path=path,
        defaults={"key_id": draft.key_id, "cipher": draft.cipher, "at": at},
    )
    return True


def draft_places(*, actor: Actor, now: datetime) -> list[list[str]]:
    """Where somebody has a draft in a role: address and whom they acted for, the newest first.

    None that is too old.
    """
    oldest = now - timedelta(days=catalog().policy["draft_days"])
    held = Draft.objects.filter(person_id=actor.person_id, role=actor.role, at__gte=oldest)
    return [list(place) for place in held.order_by("-at").values_list("path", "acts_for")]


def draft_of(*, actor: Actor, path: str) -> Kept | None:
    """The draft of one form, or None; also where it does not open, for then nobody can help it."""
    draft = _of(actor).filter(path=path).first()
    if draft is None:
        return None
    try:
        fields = json.loads(draft_open(draft))
    except (KeyError, InvalidTag):
        return None
    return Kept(draft.path, draft.at, fields)


@transaction.atomic
def draft_drop(*, actor: Actor, path: str) -> None:
    """Forget a draft: it was taken, or is not wanted."""
    _of(actor).filter(path=path).delete()


@transaction.atomic
def drafts_expire(*, now: datetime) -> int:
    """Forget the drafts nobody came back for in time; how many."""
    oldest = now - timedelta(days=catalog().policy["draft_days"])
    return Draft.objects.filter(at__lt=oldest).delete()[0]


def words_of(kept: Kept) -> Iterable[str]:
    """What was written in it, without the choices that were made."""
    return [value for values in kept.fields.values() for value in values if " " in value.strip()]


def _of(actor: Actor) -> QuerySet[Draft]:
    """Somebody's drafts in their role, for whom they act for now."""
    return Draft.objects.filter(person_id=actor.person_id, role=actor.role, acts_for=actor.acts_for)
