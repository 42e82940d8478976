"""What a provider's contact is told by mail: that somebody comes, comes not, or is done.

Never who, nor what about: a mail is read by whoever has the mailbox. The coach tells the rest.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings

from staasted.apps.offers.course_models import OfferCourse
from staasted.apps.org.clock import clock
from staasted.apps.outbox.services import Draft, message_write
from staasted.catalog import speech
from staasted.catalog.language import language_of, speaking
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text


class ProviderNews(StrEnum):
    """What there is to tell."""

    COMES = "comes"
    COMES_NOT = "comes_not"
    DONE = "done"


def provider_told(
    course: OfferCourse, news: ProviderNews, *, link: str = "", until: datetime | None = None
) -> None:
    """Tell it, in the act's own transaction; nobody where there is no provider or no address.

    ``link`` is where the two questions are, until ``until``.
    """
    if course.provider is None:
        return
    contact, now = course.provider.contact, clock.now()
    office = {
        "office": settings.STAASTED.office_name,
        "phone": settings.STAASTED.office_phone,
    }
    with speaking(language_of(contact.language)):
        day = speech.day_year(course.first_on) if course.first_on else ""
        said = [text(f"messages.provider.{news}.body", day=day, **office)]
        if link and until is not None:
            last = speech.day_year(until)
            said.append(text("messages.provider.link", address=link, day=last))
        draft = Draft(
            kind=f"provider_{news}",
            matter=course.public_id,
            title=text(f"messages.provider.{news}.subject", **office),
            body="\n\n".join([*said, text("messages.ending", **office)]) + "\n",
            until_at=now + timedelta(days=catalog().policy["message_kept_days"]),
        )
    message_write(person=contact, draft=draft, now=now)
