"""Messages by electronic mail, through a mail server that is asked with SMTP."""

import smtplib
import ssl
from dataclasses import dataclass, field

from staasted.integrations.mail import letter
from staasted.ports.messages import NotSent, Outgoing, is_nobodys

PATIENCE = 20
"""Seconds the mail server gets for each answer. Source: decision 0015."""

_FINAL_FROM = 500  # SMTP: 4xx may go another time, 5xx will not (RFC 5321, 4.2.1)


@dataclass(frozen=True)
class SmtpMail:
    """One connection a message: few are sent, and each is told by itself."""

    host: str
    port: int
    tls: bool
    sent_from: str
    office: str
    user: str = ""
    password: str = field(default="", repr=False)
    slug: str = "email"

    def send(self, message: Outgoing) -> None:
        """Hand the letter over.

        Errors: NotSent where the server took nothing: it could not be reached, or it said no.
        A connection that broke after the letter was on its way raises as it is.
        """
        made = letter(message, sent_from=self.sent_from, name=self.office)
        server = self._reached()
        try:
            server.send_message(made)
        except smtplib.SMTPRecipientsRefused as refused:
            code, said = next(iter(refused.recipients.values()))
            final, nobody = code >= _FINAL_FROM, is_nobodys(code, _plain(said))
            raise NotSent("recipient_refused", final=final, bounced=nobody) from refused
        except smtplib.SMTPSenderRefused as refused:
            raise NotSent("sender_refused") from refused
        except smtplib.SMTPResponseException as refused:
            raise NotSent("message_refused", final=refused.smtp_code >= _FINAL_FROM) from refused
        except smtplib.SMTPNotSupportedError as refused:
            raise NotSent("bad_address", final=True, bounced=True) from refused
        finally:
            server.close()

    def _reached(self) -> smtplib.SMTP:
        """A connection that is ready for the letter. Errors: NotSent."""
        try:
            server = smtplib.SMTP(self.host, self.port, timeout=PATIENCE)
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent("server_away") from error
        try:
            if self.tls:
                server.starttls(context=ssl.create_default_context())
            if self.user:
                server.login(self.user, self.password)
            server.ehlo_or_helo_if_needed()
        except smtplib.SMTPAuthenticationError as error:
            server.close()
            raise NotSent("login_refused") from error
        except (OSError, smtplib.SMTPException) as error:
            server.close()
            raise NotSent("server_away") from error
        return server


def _plain(said: bytes | str) -> str:
    """A server's answer as text; what is not plain letters says nothing we ask for."""
    return said.decode("ascii", "replace") if isinstance(said, bytes) else said
