"""A partner and a counsellor writing about a citizen, in a test."""

from staasted.apps.audit.actor import Role
from staasted.apps.citizens.models import PartnerInvitation
from staasted.apps.org.models import Person
from staasted.apps.org.public_id import new_public_id
from staasted.apps.org.selectors import actor_for
from staasted.apps.talking.models import PartnerMessage
from staasted.apps.talking.partner_writing import partner_message_send
from staasted.apps.talking.services import Written

CAME_LATE = "Hun kom ikke i dag. Skal vi tale sammen?"
WE_DO = "Ja. Jeg ringer i morgen."


def partner_writes(
    invitation: PartnerInvitation, words: str = CAME_LATE, *, key: str = ""
) -> PartnerMessage:
    """The invited partner writes to the counsellor."""
    actor = actor_for(person=invitation.partner, role=Role.PARTNER)
    written = Written(words, key or new_public_id())
    return partner_message_send(actor=actor, invitation=invitation, written=written)


def coach_writes(
    invitation: PartnerInvitation, coach: Person, words: str = WE_DO
) -> PartnerMessage:
    """The counsellor writes to the invited partner."""
    actor = actor_for(person=coach, role=Role.COUNSELLOR)
    written = Written(words, new_public_id())
    return partner_message_send(actor=actor, invitation=invitation, written=written)
