"""Keeping a way of looking at one's own citizens: its owner's alone, and nobody's data."""

from collections.abc import Sequence

from django.db import transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.caseload.models import NAME_LONGEST, CaseloadView
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import role_require
from staasted.apps.org.members import person_lock
from staasted.apps.org.selectors import person_of
from staasted.core.errors import DomainError

MOST_EACH = 12
"""Views of one counsellor: as many as stand over a list and can be looked through. Source:
decision 0057."""


def views_of(actor: Actor) -> Sequence[CaseloadView]:
    """The actor's own, by name: one query. Errors: AccessRefused."""
    role_require(actor, Role.COUNSELLOR)
    return list(CaseloadView.objects.filter(person_id=actor.person_id).order_by("name", "id"))


@transaction.atomic
def view_keep(*, actor: Actor, name: str, picks: str) -> CaseloadView:
    """Keep a view under a name of its own; the same again answers with the same view.

    Errors: AccessRefused; DomainError ``view_without_name``, ``view_name_long``,
    ``view_name_taken``, ``views_enough``.
    """
    name, others = _named(actor, name)
    same = next((view for view in others if view.name == name and view.picks == picks), None)
    if same is not None:
        return same
    _require_free(name, others)
    if len(others) >= MOST_EACH:
        raise DomainError("views_enough", most=MOST_EACH)
    told = {"name": name, "picks": picks, "made_at": clock.now()}
    return CaseloadView.objects.create(person_id=actor.person_id, **told)


@transaction.atomic
def view_rename(*, actor: Actor, public_id: str, name: str) -> CaseloadView:
    """Give a view another name. Errors: as ``view_keep``; ``view_gone``."""
    name, mine = _named(actor, name)
    view = _one_of(mine, public_id)
    _require_free(name, [other for other in mine if other.pk != view.pk])
    view.name = name
    view.save(update_fields=["name"])
    return view


@transaction.atomic
def view_remove(*, actor: Actor, public_id: str) -> None:
    """Throw a view away; again changes nothing. Errors: AccessRefused."""
    _held(actor)
    CaseloadView.objects.filter(person_id=actor.person_id, public_id=public_id).delete()


@transaction.atomic
def view_open_with(*, actor: Actor, public_id: str) -> None:
    """Let the list open with this view, and with no other; empty: with everybody.

    Errors: AccessRefused; DomainError ``view_gone``.
    """
    mine = _held(actor)
    chosen = _one_of(mine, public_id) if public_id else None
    CaseloadView.objects.filter(person_id=actor.person_id, opens=True).update(opens=False)
    if chosen is not None:
        CaseloadView.objects.filter(pk=chosen.pk).update(opens=True)


def _held(actor: Actor) -> Sequence[CaseloadView]:
    """The actor's views, held by their owner's row: two tabs are one after the other."""
    role_require(actor, Role.COUNSELLOR)
    person_lock(person_of(actor))
    return views_of(actor)


def _named(actor: Actor, name: str) -> tuple[str, Sequence[CaseloadView]]:
    """A name as it is kept, with the actor's views. Errors: as ``view_keep``."""
    mine, name = _held(actor), " ".join(name.split())
    if not name:
        raise DomainError("view_without_name")
    if len(name) > NAME_LONGEST:
        raise DomainError("view_name_long", most=NAME_LONGEST)
    return name, mine


def _require_free(name: str, others: Sequence[CaseloadView]) -> None:
    if any(other.name.casefold() == name.casefold() for other in others):
        raise DomainError("view_name_taken", name=name)


def _one_of(mine: Sequence[CaseloadView], public_id: str) -> CaseloadView:
    found = next((view for view in mine if view.public_id == public_id), None)
    if found is None:
        raise DomainError("view_gone")
    return found
