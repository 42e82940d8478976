"""Which adapter stands behind each port."""

from django.conf import settings
from django.core.checks import CheckMessage, Error

from staasted.catalog.course_sheets import course_sheets
from staasted.catalog.identity import OidcFile, SamlFile, read_identity
from staasted.catalog.reader import CatalogError
from staasted.catalog.role_map import read_role_map
from staasted.config.environment import environment
from staasted.integrations.ads_demo import DemoAds
from staasted.integrations.ads_file import AdFiles
from staasted.integrations.calendars_http import HttpCalendars
from staasted.integrations.case_system_http import CaseWebhook
from staasted.integrations.documents_typst import TypstDocuments
from staasted.integrations.identity_demo import DemoIdentity
from staasted.integrations.messages_demo import MessageFiles
from staasted.integrations.messages_sms import SmsGateway
from staasted.integrations.messages_smtp import SmtpMail
from staasted.integrations.post_demo import LetterFiles
from staasted.integrations.scanning_clamav import ClamAv
from staasted.integrations.video_by_hand import ByHand
from staasted.integrations.video_demo import DemoVideo
from staasted.integrations.video_jitsi import Jitsi
from staasted.integrations.video_teams import Teams
from staasted.integrations.video_vdx import Vdx
from staasted.ports.adapters import (
    ads_register,
    calendar_source_use,
    case_system_use,
    documents_use,
    identity_register,
    post_register,
    redirect_providers_use,
    scanner_use,
    sender_register,
    video_register,
)
from staasted.ports.identity import RedirectProvider


def wire() -> None:
    """Put every adapter to use. Called once, when Django is ready."""
    # The demo identity vouches for nobody: org.services honours it on a demo database alone.
    identity_register(DemoIdentity())
    # The outbox asks for the files on a demo database alone, and for nothing else there.
    sender_register(MessageFiles(environment.data_dir / "messages"))
    post_register(LetterFiles(environment.data_dir / "letters"))
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
    if environment.sms_url:
        sender_register(
            SmsGateway(
                address=environment.sms_url,
                key_file=environment.sms_key_file,
                sent_from=environment.sms_from,
            )
        )
    scanner_use(ClamAv(environment.scanner) if environment.scanner else None)
    documents_use(TypstDocuments())
    # Ads are invented on a demo database alone; whoever has a folder reads from that.
    ads_register(DemoAds())
    if environment.ads_folder:
        ads_register(AdFiles(environment.ads_folder))
    where, keys = environment.case_system_url, environment.signing_keys
    case_system_use(CaseWebhook(where, keys) if where else None)
    _wire_video()
    calendar_source_use(HttpCalendars(environment.calendar_hosts_inside_set))
    if not files_check():
        file = settings.STAASTED.identity_file
        redirect_providers_use(
            provider_of(entry) for entry in (read_identity(file) if file else ())
        )


def _wire_video() -> None:
    """Every way to rooms for video that is set up; ``STAASTED_VIDEO`` says which is in use."""
    video_register(DemoVideo())
    video_register(ByHand())
    if environment.jitsi_url:
        video_register(Jitsi(environment.jitsi_url))
    if environment.teams_tenant:
        video_register(
            Teams(
                tenant=environment.teams_tenant,
                client=environment.teams_client,
                secret_file=environment.teams_secret_file,
                organiser=environment.teams_organiser,
                subject=environment.office_name,
            )
        )
    if environment.vdx_url:
        video_register(
            Vdx(
                api=environment.vdx_url,
                login=environment.vdx_login_url,
                client=environment.vdx_client,
                secret_file=environment.vdx_secret_file,
                subject=environment.office_name,
                template=environment.vdx_template,
            )
        )


def provider_of(entry: OidcFile | SamlFile) -> RedirectProvider:
    """The adapter that speaks a provider's protocol; who needs none does not load it."""
    if isinstance(entry, OidcFile):
        from staasted.integrations.identity_oidc import OidcIdentity

        return OidcIdentity(entry)
    from staasted.integrations.identity_saml import SamlIdentity

    return SamlIdentity(entry)


def course_check(**_: object) -> list[CheckMessage]:
    """A system check: every sheet of the course can be used, a municipality's own too."""
    try:
        course_sheets()
    except CatalogError as error:
        return [Error(str(error), id="staasted.course")]
    return []


def files_check(**_: object) -> list[CheckMessage]:
    """A system check: the identity file and the role map can be used."""
    configured, found = settings.STAASTED, []
    for file, read in (
        (configured.identity_file, read_identity),
        (configured.role_map, read_role_map),
    ):
        try:
            if file is not None:
                read(file)
        except CatalogError as error:
            found.append(Error(str(error), id="staasted.identity"))
    return found
