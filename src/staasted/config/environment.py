"""The one table of settings: name, default, help.

Every setting is read from an environment variable with the prefix ``STAASTED_``
(except ``DATABASE_URL``, whose name is a convention). Demo mode needs none of them.
A test fails when a setting here is missing from ``docs/settings.md``.
"""

import re
from datetime import date
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from staasted.catalog.language import Language
from staasted.core.errors import DomainError
from staasted.core.weblink import weblink

PROJECT_ROOT = Path(__file__).resolve().parents[3]


class Environment(BaseSettings):
    """Settings of one installation, each with its default and one line of help."""

    model_config = SettingsConfigDict(env_prefix="STAASTED_", frozen=True, extra="ignore")

    data_dir: Path = Field(
        default=PROJECT_ROOT / "data",
        description="Folder for the SQLite database, the key file and collected static files.",
    )
    database_url: str = Field(
        default="",
        validation_alias="DATABASE_URL",
        description="Address of a PostgreSQL database; empty means SQLite in the data folder.",
    )
    key_file: Path | None = Field(
        default=None,
        description="File with the encryption key, kept outside the database; "
        "empty means keys/keys.json in the data folder.",
    )
    build_dir: Path = Field(
        default=PROJECT_ROOT / "build",
        description="Folder the design system is copied to at set-up.",
    )
    allowed_hosts: str = Field(
        default="127.0.0.1,localhost",
        description="Host names the server answers to, separated by commas.",
    )
    https: bool = Field(
        default=False,
        description="True behind a proxy that ends TLS and sets X-Forwarded-Proto: secure "
        "cookies, HSTS and redirects to https. The demo runs without.",
    )
    office_name: str = Field(
        default="Ådal Kommune",
        description="What the office calls itself on every page.",
    )
    municipality: str = Field(
        default="aadal",
        description="The municipality's slug in municipalities.yaml: whose trials are ours.",
    )
    catalog_dirs: str = Field(
        default="",
        description="Folders of one's own with `law`, `trials` and `course` in them, separated as "
        "PATH is.",
    )
    identity_file: Path | None = Field(
        default=None,
        description="File that says who vouches for citizens and staff (docs/identity.md); "
        "empty means that nobody does.",
    )
    role_map: Path | None = Field(
        default=None,
        description="File that says which attribute of staff's provider gives which role.",
    )
    assurance: Literal["low", "substantial", "high"] = Field(
        default="substantial",
        description="The lowest level of assurance a login is honoured at (NSIS).",
    )
    office_phone: str = Field(
        default="70 00 00 00",
        description="The telephone number shown on every citizen page.",
    )
    office_hours: str = Field(
        default="",
        description="When somebody answers the telephone, as the office writes it; empty says "
        "nothing of hours.",
    )
    office_address: str = Field(
        default="",
        description="Where people come to the office, in one line; empty shows none.",
    )
    doctor_phone: str = Field(
        default="",
        description="The number of the region's doctors on call, shown beside 112 where citizens "
        "ask for help; empty tells them to find it at sundhed.dk.",
    )
    crisis_line: str = Field(
        default="",
        description="A line to talk to somebody on day and night, as the office writes it: name "
        "and number; empty shows none.",
    )
    smtp_host: str = Field(
        default="",
        description="The mail server messages go out through; empty means that they wait.",
    )
    smtp_port: int = Field(
        default=587,
        description="The mail server's port.",
    )
    smtp_tls: bool = Field(
        default=True,
        description="Whether the connection to the mail server is made secret (STARTTLS).",
    )
    smtp_user: str = Field(
        default="",
        description="The name to log in to the mail server with; empty means no login.",
    )
    smtp_password: str = Field(
        default="",
        repr=False,
        description="The password that goes with it.",
    )
    mail_from: str = Field(
        default="",
        description="The address messages come from; without it they wait.",
    )
    public_url: str = Field(
        default="",
        description="The address citizens find the pages at, as https://staasted.example; "
        "empty leaves it out of what they are sent. An SMS has room for 20.",
    )
    sms_url: str = Field(
        default="",
        description="The address of an SMS gateway that takes GatewayAPI's calls; empty means "
        "that no SMS is written.",
    )
    sms_key_file: Path | None = Field(
        default=None,
        description="File with the key the gateway knows us by.",
    )
    sms_from: str = Field(
        default="",
        description="Who an SMS is from: at most 11 letters and digits, or a number.",
    )
    video: Literal["by_hand", "jitsi", "teams", "vdx"] = Field(
        default="by_hand",
        description="Who makes the rooms people meet in on video: by_hand, jitsi, teams or vdx.",
    )
    jitsi_url: str = Field(
        default="",
        description="The address of a Jitsi server, as https://video.example.",
    )
    teams_tenant: str = Field(
        default="",
        description="The tenant whose Teams makes the rooms: its id in Microsoft Entra.",
    )
    teams_client: str = Field(
        default="",
        description="The id of the application that is allowed to make them.",
    )
    teams_secret_file: Path | None = Field(
        default=None,
        description="File with that application's secret.",
    )
    teams_organiser: str = Field(
        default="",
        description="The id of the user in whose name the meetings are made.",
    )
    vdx_url: str = Field(
        default="",
        description="The address of VDX' booking interface, without its /v2 (docs/video.md).",
    )
    vdx_login_url: str = Field(
        default="",
        description="The address VDX gives tokens at.",
    )
    vdx_client: str = Field(
        default="",
        description="The name VDX knows us by.",
    )
    vdx_secret_file: Path | None = Field(
        default=None,
        description="File with the secret that goes with it.",
    )
    vdx_template: int | None = Field(
        default=None,
        description="The number of the template VDX makes meetings by; empty is the office's own.",
    )
    scanner: str = Field(
        default="",
        description="Where clamd looks for malware in uploaded files: host:port, or the path of "
        "its socket; empty means that nobody looks.",
    )
    calendar_hosts_inside: str = Field(
        default="",
        description="Names in the house's own net whose calendars may be read, separated by "
        "commas; empty means that calendars are read from the open net alone.",
    )
    ads_folder: Path | None = Field(
        default=None,
        description="Folder job ads are laid in as a file (docs/job-ads.md); empty means that "
        "citizens are shown none.",
    )
    case_system_url: str = Field(
        default="",
        description="The address closed conversations and decisions are handed to "
        "(docs/case-system.md); empty means that they leave as a file alone.",
    )
    case_system_keys: Path | None = Field(
        default=None,
        description="File with the keys that sign what is handed over; empty means "
        "keys/case-system.json in the data folder.",
    )
    erase_nightly: bool = Field(
        default=False,
        description="Whether the night erases cases that have been kept long enough; until then "
        "`staasted erase --due` does, when somebody runs it.",
    )
    protection_officer: str = Field(
        default="",
        description="How the municipality's data protection officer is reached, as citizens read "
        "it; empty names the telephone number of the office.",
    )
    accessibility_statement_url: str = Field(
        default="",
        description="Address of the accessibility statement; empty shows a warning to staff.",
    )
    accessibility_statement_updated_on: date | None = Field(
        default=None,
        description="The day the statement was last updated, as 2026-11-16; over a year ago, or "
        "not said, shows a warning to staff.",
    )
    language: Language = Field(
        default=Language.DANISH,
        description="What the command line speaks: da or en. Pages follow each visitor.",
    )

    @field_validator(
        "accessibility_statement_updated_on", "ads_folder", "vdx_template", mode="before"
    )
    @classmethod
    def _empty_is_unset(cls, written: object) -> object:
        return written or None

    @field_validator("public_url")
    @classmethod
    def _address(cls, written: str) -> str:
        if written and not re.fullmatch(r"https?://[^\s/]+(/[^\s]*)?", written):
            raise ValueError("is no address: write it as https://staasted.example")
        return written.rstrip("/")

    @field_validator("sms_url", "case_system_url", "vdx_url", "vdx_login_url")
    @classmethod
    def _secret(cls, written: str) -> str:
        """Keys and numbers go in clear over http: to this machine alone."""
        parts = urlsplit(written)
        here = parts.scheme == "http" and parts.hostname in {"127.0.0.1", "::1", "localhost"}
        if written and not (here or (parts.scheme == "https" and parts.hostname)):
            raise ValueError("is no secret address: write it as https://gateway.example/path")
        return written

    @field_validator("jitsi_url")
    @classmethod
    def _jitsi(cls, written: str) -> str:
        try:
            return weblink(written) if written else ""
        except DomainError as error:
            raise ValueError("is no address: write it as https://video.example") from error

    @field_validator("sms_from")
    @classmethod
    def _sender(cls, written: str) -> str:
        if not re.fullmatch(r"[A-Za-z0-9 ]{0,11}|[0-9]{1,15}", written):
            raise ValueError("is at most 11 letters and digits, or 15 digits")
        return written

    @property
    def calendar_hosts_inside_set(self) -> frozenset[str]:
        """The names as they stand in addresses."""
        named = (host.strip().lower() for host in self.calendar_hosts_inside.split(","))
        return frozenset(host for host in named if host)

    @property
    def signing_keys(self) -> Path:
        """Path of the file with the keys that sign what goes to the case system."""
        return self.case_system_keys or self.data_dir / "keys" / "case-system.json"

    @property
    def keys(self) -> Path:
        """Path of the key file in use."""
        return self.key_file or self.data_dir / "keys" / "keys.json"


environment = Environment()
