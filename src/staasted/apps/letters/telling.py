"""What a citizen is told by mail: that there is a letter, never what it says."""

from datetime import datetime, timedelta

from django.conf import settings

from staasted.apps.letters.models import Letter
from staasted.apps.outbox.notices import LETTER, notice_moment, notice_write
from staasted.apps.outbox.services import Draft
from staasted.catalog.language import language_of, speaking
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text


def letter_told(letter: Letter, *, now: datetime) -> None:
    """Tell that a letter lies here, in the person's own hours."""
    person, office = letter.citizen.person, settings.STAASTED
    values = {"office": office.office_name, "phone": office.office_phone}
    house = office.public_url
    with speaking(language_of(person.language)):
        address = f"{house}/mit-forloeb/" if house else text("messages.invited.page")
        way = text("messages.letter.way", address=address)
        said = [text("messages.letter.body", **values), way, text("messages.ending", **values)]
        draft = Draft(
            kind=LETTER,
            matter=letter.public_id,
            title=text("messages.letter.subject", **values),
            body="\n\n".join(said) + "\n",
            until_at=now + timedelta(days=catalog().policy["message_kept_days"]),
        )
    at = notice_moment(person, now=now)
    notice_write(person=person, drafts=[draft], now=now, from_at=at)
