"""Which adapter stands behind each port."""

from staasted.config.environment import environment
from staasted.integrations.identity_demo import DemoIdentity
from staasted.integrations.messages_demo import MessageFiles
from staasted.integrations.messages_smtp import SmtpMail
from staasted.ports.adapters import identity_register, sender_register


def wire() -> None:
    """Put every adapter to use. Called once, when Django is ready."""
    # The demo identity vouches for nobody: org.services honours it on a demo database alone.
    identity_register(DemoIdentity())
    # The outbox asks for the files on a demo database alone, and for nothing else there.
    sender_register(MessageFiles(environment.data_dir / "messages"))
    if environment.smtp_host and environment.mail_from:
        sender_register(
            SmtpMail(
                host=environment.smtp_host,
                port=environment.smtp_port,
                tls=environment.smtp_tls,
                user=environment.smtp_user,
                password=environment.smtp_password,
                sent_from=environment.mail_from,
                office=environment.office_name,
            )
        )
