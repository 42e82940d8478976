"""A closed case: for the counsellor who may open it again, and for the citizen whose it is."""

from datetime import date

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.reading import note
from staasted.apps.cases.models import CaseClosing
from staasted.apps.citizens.access import NotYours, own_case, role_require
from staasted.apps.citizens.finding import FINDING
from staasted.apps.citizens.kinds import Covers
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.reach import unmarked


def closed_case(actor: Actor, public_id: str, *, on: date) -> CaseClosing:
    """How a case closed: the day and the cause alone. Any counsellor who may meet it, no name.

    Errors: AccessRefused, NotYours.
    """
    role_require(actor, Role.COUNSELLOR)
    cases = unmarked(Citizen.objects.filter(public_id=public_id), actor, on=on)
    rows = CaseClosing.objects.select_related("citizen").filter(citizen__in=cases)
    row = rows.filter(reopened_on=None).first()
    if row is None:
        raise NotYours
    note([row.citizen.public_id], purpose=FINDING)
    return row


def own_closing(actor: Actor, *, on: date) -> CaseClosing | None:
    """How the citizen's own case closed, or of whom one acts for; None while it is open.

    Of a case that has a day and no cause the day alone. Errors: AccessRefused, NotYours.
    """
    case = own_case(actor, on=on, covers=Covers.CONVERSATIONS, also_closed=True)
    if case.closed_on is None:
        return None
    known = CaseClosing.objects.filter(citizen=case, reopened_on=None).first()
    return known or CaseClosing(citizen=case, closed_on=case.closed_on)
