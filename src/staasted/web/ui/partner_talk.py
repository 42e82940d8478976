"""The one form a partner and a counsellor send each other; files are not sent here."""

from staasted.apps.audit.actor import Actor
from staasted.apps.citizens.staff_access import PartnerInvitation
from staasted.apps.talking.partner_writing import partner_message_send
from staasted.apps.talking.services import Written
from staasted.web.ui.talking import Sending


class PartnerSending(Sending):
    """As ``Sending``, under an invitation."""

    def sent_to(self, actor: Actor, invitation: PartnerInvitation) -> bool:
        """Whether it went; what looks like a CPR number is asked about once, never blocked."""
        return self.goes(lambda words: self._written(actor, invitation, words))

    def _written(self, actor: Actor, invitation: PartnerInvitation, words: str) -> None:
        written = Written(words, self.key)
        partner_message_send(actor=actor, invitation=invitation, written=written)
