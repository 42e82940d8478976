"""The only way to what partners and counsellors write: the actor is checked, the reading noted.

The partner, under an invitation of their own that runs that day; the counsellor also afterwards,
as long as the case may be opened (decision 0054).
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Count, Min, Q, QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, NotYours, citizen_reached, role_require
from staasted.apps.citizens.models import PartnerInvitation
from staasted.apps.citizens.nearby import NEAR, Nearby
from staasted.apps.citizens.staff_access import invited_to_case
from staasted.apps.org.clock import clock
from staasted.apps.talking.partner_models import PartnerMessage


def partner_talk(actor: Actor, public_id: str, *, on: date) -> PartnerInvitation:
    """The partner's own invitation, while it runs. Errors: AccessRefused, NotYours."""
    return invited_to_case(actor, public_id, on=on)


def partner_talk_reached(
    actor: Actor, citizen: str, public_id: str, *, on: date
) -> tuple[PartnerInvitation, bool]:
    """An invitation of a citizen the counsellor may open, over or not; and whether they answer.

    Errors: as ``citizen_reached``.
    """
    case = citizen_reached(actor, citizen, on=on)
    rows = PartnerInvitation.objects.select_related("partner").filter(citizen=case)
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotYours
    found.citizen = case
    return found, case.reach in NEAR


def partner_messages_of(invitation: PartnerInvitation) -> Sequence[PartnerMessage]:
    """What has been written under an opened invitation, newest first: one query."""
    rows = PartnerMessage.objects.filter(invitation=invitation).select_related(
        "written_by", "transfer"
    )
    return list(rows.order_by("-sent_at", "-id"))


def partner_unread(actor: Actor, invitations: Iterable[PartnerInvitation]) -> dict[str, int]:
    """Public id of each of the partner's own invitations → messages they have not opened."""
    role_require(actor, Role.PARTNER)
    fresh = PartnerMessage.objects.filter(role=Role.COUNSELLOR, read_at=None)
    own = fresh.filter(invitation__in=list(invitations), invitation__partner=actor.person_id)
    counted = own.order_by().values("invitation__public_id").annotate(count=Count("pk"))
    return dict(counted.values_list("invitation__public_id", "count"))


def partners_waiting(actor: Actor, *, on: date) -> Sequence[PartnerInvitation]:
    """Invitations whose partner wrote what nobody has opened, the oldest first: one query.

    The own citizens', and those one covers for once a purpose is said. On each ``unread``, how
    many, and ``unread_since``. Errors: AccessRefused.
    """
    return _with_unread(actor, on=on).shown


def partner_talks_over(case: Citizen) -> Sequence[PartnerInvitation]:
    """Invitations to an opened case that are over and under which something was written, the
    newest first: one query."""
    over = Q(ended_at__isnull=False) | Q(to_on__lt=clock.today())
    rows = PartnerInvitation.objects.select_related("partner").filter(over, citizen=case)
    return list(rows.filter(messages__isnull=False).distinct().order_by("-to_on", "-id"))


@Nearby
def _with_unread() -> QuerySet[PartnerInvitation]:
    fresh = Q(messages__role=Role.PARTNER, messages__read_at=None)
    return (
        PartnerInvitation.objects.select_related("citizen__person", "partner")
        .annotate(
            unread=Count("messages", filter=fresh),
            unread_since=Min("messages__sent_at", filter=fresh),
        )
        .filter(unread__gt=0)
        .order_by("unread_since", "pk")
    )
