"""A message as a letter of electronic mail."""

import re
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from staasted.ports.messages import NotSent, Outgoing

_METHOD = re.compile(r"^METHOD:([A-Z]+)\r?$", re.MULTILINE)


def letter(message: Outgoing, *, sent_from: str, name: str) -> EmailMessage:
    """The letter; its Message-ID is the message's own key, so that a copy is known as one.

    Errors: NotSent, final, where an address is none.
    """
    try:
        sender = Address(name, addr_spec=sent_from)
        made = EmailMessage(policy=SMTP)
        made["From"] = str(sender)
        made["To"] = str(Address(addr_spec=message.to))
        made["Subject"] = message.subject
    except (ValueError, IndexError, MessageError) as error:
        raise NotSent("bad_address", final=True, bounced=True) from error
    made["Date"] = format_datetime(message.at)
    made["Message-ID"] = f"<{message.key}@{sender.domain}>"
    made["Auto-Submitted"] = "auto-generated"
    # Seven bits: not every mail server on the way takes eight.
    made.set_content(message.body, cte="quoted-printable")
    if message.calendar:
        # The last of the alternatives is shown by whoever knows it (RFC 2046, 5.1.4).
        method = _METHOD.search(message.calendar)
        told = {"method": method[1]} if method else {}
        made.add_alternative(message.calendar, subtype="calendar", cte="base64", params=told)
    return made
