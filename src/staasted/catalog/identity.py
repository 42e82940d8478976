"""The file that says who vouches for people here: MitID's broker, the municipality's own.

It lies outside the catalogue, since it belongs to one installation (``STAASTED_IDENTITY_FILE``).
How to write one: docs/identity.md.
"""

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from staasted.catalog.reader import CatalogError, Entry, read_entries

SLUG = r"^[a-z][a-z0-9-]{1,38}$"
RESERVED = {"demo", "lokal"}
HERE = {"127.0.0.1", "localhost"}


def _over_tls(address: str) -> str:
    """An address whose answers nobody can alter on the way: https, or this machine's own."""
    parts = urlsplit(address)
    if parts.scheme == "https" and parts.hostname:
        return address
    if parts.scheme == "http" and parts.hostname in HERE:
        return address
    raise ValueError("an address of a provider begins with https://")


Address = Annotated[str, AfterValidator(_over_tls)]


class ProviderFile(Entry):
    """What every provider has: whom it is for, and what it is called on the login page.

    ``assurance`` false is for staff alone: a municipality that answers for its own logins.
    ``email_attribute`` empty recognises nobody by e-mail.
    """

    slug: str = Field(pattern=SLUG)
    name: str = Field(min_length=1, max_length=40)
    audience: Literal["citizens", "staff"]
    assurance: bool = True
    assurance_claim: str = "loa"
    email_attribute: str = ""

    @model_validator(mode="after")
    def _sound(self) -> "ProviderFile":
        if self.slug in RESERVED:
            raise ValueError(f"the name {self.slug} is taken by the house")
        if self.audience == "citizens" and not self.assurance:
            raise ValueError("a citizen's provider always says its level of assurance")
        return self


class OidcFile(ProviderFile):
    """A provider that speaks OpenID Connect."""

    protocol: Literal["oidc"]
    issuer: Address
    client_id: str = Field(min_length=1)
    client_secret: str = Field(min_length=1, repr=False)
    scopes: tuple[str, ...] = ("openid",)
    cpr_claim: str = "dk.cpr"
    parameters: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _asks_for_openid(self) -> "OidcFile":
        if "openid" not in self.scopes:
            raise ValueError("scopes must hold openid")
        return self


class SamlFile(ProviderFile):
    """A provider that speaks SAML 2.0; for staff."""

    protocol: Literal["saml"]
    audience: Literal["staff"]
    entity_id: str = Field(min_length=1)
    login_address: Address
    logout_address: Address | None = None
    certificates: tuple[str, ...] = Field(min_length=1)
    subject_attribute: str = ""
    name_attribute: str = ""
    assurance_claim: str = "https://data.gov.dk/concept/core/nsis/loa"


class _Either(Entry):
    """One entry, told apart by its protocol."""

    provider: Annotated[OidcFile | SamlFile, Field(discriminator="protocol")]

    @model_validator(mode="before")
    @classmethod
    def _wrapped(cls, fields: dict[str, object]) -> dict[str, object]:
        return {"provider": fields}


def read_identity(file: Path) -> list[OidcFile | SamlFile]:
    """The providers of a file, in its order. Errors: CatalogError."""
    if file.exists() and file.stat().st_mode & 0o077:
        raise CatalogError(
            file, "", "others than its owner can read it", f"run: chmod 600 {file.name}"
        )
    return [entry.provider for entry in read_entries(_Either, file).values()]
