"""What a citizen is told in writing of an assessment: that there is news, never what it says."""

from datetime import datetime, timedelta

from django.conf import settings

from staasted.apps.outbox.services import Draft, message_write
from staasted.apps.share_exemptions.models import ShareExemption
from staasted.catalog.language import language_of, speaking
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text


def exemption_told(kind: str, row: ShareExemption, now: datetime) -> None:
    """Tell that an assessment was ``made`` or has ``ended``. Inside its transaction."""
    person, office = row.citizen.person, settings.STAASTED
    with speaking(language_of(person.language)):
        ending = text("messages.ending", office=office.office_name, phone=office.office_phone)
        draft = Draft(
            kind=f"share_exemption_{kind}",
            matter=row.public_id,
            title=text(f"share_exemptions.letter.{kind}.subject"),
            body="\n\n".join((text(f"share_exemptions.letter.{kind}.body"), ending)) + "\n",
            until_at=now + timedelta(days=catalog().policy["message_kept_days"]),
        )
    message_write(person=person, draft=draft, now=now)
