"""What a partner is told by mail: that there is something to read, never whom it is about."""

from datetime import datetime, timedelta

from django.conf import settings

from staasted.apps.audit.actor import Role
from staasted.apps.org.models import Person
from staasted.apps.outbox.notices import PARTNER_TALK, notice_moment, notice_write
from staasted.apps.outbox.services import Draft
from staasted.apps.talking.partner_models import PartnerMessage
from staasted.catalog.language import language_of, speaking
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text


def partner_message_told(message: PartnerMessage, *, partner: Person, now: datetime) -> None:
    """Tell that a message lies here, in the partner's own hours; once until they have read."""
    unread = PartnerMessage.objects.filter(
        invitation=message.invitation, role=Role.COUNSELLOR, read_at=None
    )
    if unread.exclude(pk=message.pk).exists():
        return  # they have been told, and have not looked yet
    with speaking(language_of(partner.language)):
        draft = _draft(message.public_id, now)
    notice_write(person=partner, drafts=[draft], now=now, from_at=notice_moment(partner, now=now))


def _draft(matter: str, now: datetime) -> Draft:
    office = settings.STAASTED
    values = {"office": office.office_name, "phone": office.office_phone}
    said = [text("messages.partner.talk.body", **values)]
    if office.public_url:
        said.append(text("messages.partner.talk.way", address=f"{office.public_url}/partner/"))
    return Draft(
        kind=PARTNER_TALK,
        matter=matter,
        title=text("messages.partner.talk.subject", **values),
        body="\n\n".join([*said, text("messages.partner.ending", **values)]) + "\n",
        until_at=now + timedelta(days=catalog().policy["message_kept_days"]),
    )
