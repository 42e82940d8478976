"""What a citizen is told by mail: that there is something to read, never what it says."""

from datetime import datetime, timedelta

from django.conf import settings

from staasted.apps.outbox.notices import TALK, notice_moment, notice_write
from staasted.apps.outbox.services import Draft
from staasted.apps.talking.models import TalkMessage
from staasted.catalog.language import language_of, speaking
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text


def message_told(message: TalkMessage, *, now: datetime) -> None:
    """Tell that a message lies here, in the person's own hours; once until they have read."""
    unread = TalkMessage.objects.filter(citizen=message.citizen, role=message.role, read_at=None)
    if unread.exclude(pk=message.pk).exists():
        return  # they have been told, and have not looked yet
    person = message.citizen.person
    with speaking(language_of(person.language)):
        draft = _draft(message.public_id, now)
    notice_write(person=person, drafts=[draft], now=now, from_at=notice_moment(person, now=now))


def _draft(matter: str, now: datetime) -> Draft:
    office = settings.STAASTED
    values = {"office": office.office_name, "phone": office.office_phone}
    said = [text("messages.talk.body", **values), text("messages.talk.way", address=_address())]
    return Draft(
        kind=TALK,
        matter=matter,
        title=text("messages.talk.subject", **values),
        body="\n\n".join([*said, text("messages.ending", **values)]) + "\n",
        until_at=now + timedelta(days=catalog().policy["message_kept_days"]),
    )


def _address() -> str:
    """The front page, without an id: a letter is a place where people learn what links are."""
    house = settings.STAASTED.public_url
    return f"{house}/mit-forloeb/" if house else text("messages.invited.page")
