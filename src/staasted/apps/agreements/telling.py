"""What a citizen is told in writing of an agreement: that there is news, never what it says.

What was agreed may be about illness; it stands behind the log-in (decision 0028).
"""

from datetime import timedelta

from django.conf import settings

from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.org.clock import clock
from staasted.apps.outbox.services import Draft, message_write
from staasted.catalog.language import language_of, speaking
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text


def agreement_told(kind: str, agreement: ContactAgreement) -> None:
    """Tell of an agreement staff recorded, offered or answered. Inside its transaction.

    It is worth sending as long as it can be answered.
    """
    person, now = agreement.citizen.person, clock.now()
    with speaking(language_of(person.language)):
        ending = {
            "office": settings.STAASTED.office_name,
            "phone": settings.STAASTED.office_phone,
        }
        said = (text(f"our_agreement.letter.{kind}.body"), text("messages.ending", **ending))
        draft = Draft(
            kind=f"agreement_{kind}",
            matter=agreement.public_id,
            title=text(f"our_agreement.letter.{kind}.subject"),
            body="\n\n".join(said) + "\n",
            until_at=now + timedelta(days=catalog().policy["dispute_days"]),
        )
    message_write(person=person, draft=draft, now=now)
