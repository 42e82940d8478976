"""Fetching what has been asked about the log: the citizen's own, or all of it for the lead."""

from collections.abc import Sequence

from django.db.models import QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.audit.reading import note
from staasted.apps.audit.seen import Sight, actors_behind
from staasted.apps.citizens.access import Citizen, NotYours, role_require
from staasted.apps.citizens.reach import unmarked
from staasted.apps.insight.models import NameRequest
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person

PURPOSE = "name_request"
"""What a lead reads a citizen's log for, and what the citizen is told."""


def own_requests(case: Citizen) -> dict[Sight, NameRequest]:
    """What the citizen of an opened case has asked: line → request."""
    return {sight_of(each): each for each in _requests()(case=case.pk)}


@Prepared
def _requests(given: Given) -> QuerySet[NameRequest]:
    return NameRequest.objects.filter(citizen=given.key("case"))


def requests_waiting(actor: Actor) -> QuerySet[NameRequest]:
    """Requests without an answer, the soonest due first; no citizen is named.

    The lead's own are not among them, nor those of a case marked for them: nobody acts on such a
    case. Errors: AccessRefused.
    """
    role_require(actor, Role.LEAD)
    waiting = NameRequest.objects.filter(answered_at=None)
    return unmarked(waiting, actor, on=clock.today(), citizen="citizen__")


def request_waiting(actor: Actor, public_id: str) -> NameRequest:
    """One request without an answer. Errors: AccessRefused, NotYours.

    Its citizen's log is about to be read, and that is noted.
    """
    held = requests_waiting(actor).select_related("citizen").filter(public_id=public_id).first()
    if held is None:
        raise NotYours
    note([held.citizen.public_id], purpose=PURPOSE)
    return held


def names_behind(held: NameRequest) -> Sequence[str]:
    """Who stood behind the line a request is about, by name; the command line has none."""
    refs = actors_behind(held.citizen.public_id, sight_of(held))
    found = Person.objects.filter(public_id__in=refs).order_by("name_key", "id")
    return list(found.values_list("name", flat=True))


def sight_of(held: NameRequest) -> Sight:
    """The line a request is about."""
    return Sight(held.day, held.purpose, held.role, held.unit)
