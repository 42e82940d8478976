"""The only way to hearings: own ones, or those of a case staff have opened."""

from collections.abc import Sequence
from datetime import date

from staasted.apps.audit.actor import Actor
from staasted.apps.citizens.access import Citizen, Doing, NotYours, citizen_reached, own_case
from staasted.apps.records.models import Hearing


def hearings_of(case: Citizen) -> Sequence[Hearing]:
    """The hearings of an opened case, the newest first: one query."""
    found = Hearing.objects.filter(citizen=case).select_related("asked_by", "decision")
    return list(found.order_by("-asked_at", "-id"))


def own_hearing(actor: Actor, public_id: str, *, on: date) -> Hearing:
    """One of one's own hearings, also on a closed case. Errors: as ``own_case``; NotYours."""
    return _found(own_case(actor, on=on, also_closed=True), public_id)


def hearing_reached(actor: Actor, citizen: str, public_id: str, *, on: date) -> Hearing:
    """A hearing of a case the counsellor may act on. Errors: ``citizen_reached``'s; NotYours."""
    return _found(citizen_reached(actor, citizen, on=on, doing=Doing.ACT), public_id)


def _found(case: Citizen, public_id: str) -> Hearing:
    rows = Hearing.objects.select_related("citizen__person", "asked_by", "decision")
    found = rows.filter(citizen=case, public_id=public_id).first()
    if found is None:
        raise NotYours
    return found
