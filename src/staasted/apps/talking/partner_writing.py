"""A partner and a counsellor writing about a citizen, while the invitation runs (decision 0054).

The case is held first (decision 0020), and the invitation is looked at again once it is: stopping
it and writing take turns.
"""

from django.db import transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.models import PartnerInvitation
from staasted.apps.citizens.services import open_case_lock
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import AccessRefused, role_require
from staasted.apps.org.selectors import in_force_on, person_of
from staasted.apps.outbox.notices import notices_drop
from staasted.apps.talking.partner_models import BETWEEN, KEY_LENGTH, PartnerMessage
from staasted.apps.talking.partner_telling import partner_message_told
from staasted.apps.talking.services import Written, words_bounded, words_repeat
from staasted.core.errors import DomainError


@transaction.atomic
def partner_message_send(
    *, actor: Actor, invitation: PartnerInvitation, written: Written
) -> PartnerMessage:
    """Send a message about the invitation's citizen; the same form again is the same message.

    The partner is told that there is one; the counsellor finds it among those who need them.
    No files. Errors: AccessRefused; DomainError ``case_closed``, ``form_without_key``,
    ``partner_invitation_over``, ``message_without_words``, ``words_too_long``,
    ``sent_already`` where the form's message went with other words.
    """
    _between_two(actor, invitation)
    open_case_lock(invitation.citizen)
    if not _runs(invitation):
        raise DomainError("partner_invitation_over")
    words = words_bounded(written.words)
    if not 0 < len(written.key) <= KEY_LENGTH:
        raise DomainError("form_without_key")
    sent = PartnerMessage.objects.filter(invitation=invitation, sent_key=written.key).first()
    if sent is not None:
        words_repeat(sent.words, words)
        return sent
    message = PartnerMessage.objects.create(
        citizen=invitation.citizen,
        invitation=invitation,
        written_by=person_of(actor),
        role=actor.role,
        words=words,
        sent_key=written.key,
        sent_at=clock.now(),
    )
    _log(actor, message)
    if actor.role is Role.COUNSELLOR:
        partner_message_told(message, partner=invitation.partner, now=clock.now())
    return message


@transaction.atomic
def partner_messages_read(*, actor: Actor, invitation: PartnerInvitation) -> int:
    """Mark what the other side wrote as opened, the first time; how many were new.

    A team mate who looks in marks nothing: whoever calls says who answers. A mail that was to tell
    the partner of what they have opened meanwhile is dropped. Errors: AccessRefused.
    """
    _between_two(actor, invitation)
    fresh = PartnerMessage.objects.filter(invitation=invitation, read_at=None)
    theirs = fresh.exclude(role=actor.role)
    if actor.role is Role.PARTNER:
        notices_drop(theirs.values_list("public_id", flat=True))
    return theirs.update(read_at=clock.now())


def _between_two(actor: Actor, invitation: PartnerInvitation) -> None:
    role_require(actor, *BETWEEN)
    if actor.role is Role.PARTNER and invitation.partner_id != actor.person_id:
        raise AccessRefused


def _runs(invitation: PartnerInvitation) -> bool:
    """Whether the invitation runs today, as it stands once the case is held."""
    standing = PartnerInvitation.objects.filter(in_force_on(clock.today()), ended_at=None)
    return standing.filter(pk=invitation.pk).exists()


def _log(actor: Actor, message: PartnerMessage) -> None:
    act_log(
        actor=actor,
        act="partner_talk_send",
        at=clock.now(),
        citizens=[message.citizen.public_id],
        subject=message.public_id,
    )
