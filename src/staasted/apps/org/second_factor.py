"""Codes and passkeys by allauth's second factors, with their secrets sealed."""

import base64
from typing import Any

from allauth.core import context
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.webauthn.internal import auth as webauthn
from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from staasted.apps.org.models import Account
from staasted.apps.org.sealing import text_open, text_seal
from staasted.ports.identity import LoginRefused

Kind = Authenticator.Type


class Factors(DefaultMFAAdapter):
    """allauth's hooks: secrets are sealed, and a key is told who we and they are."""

    def encrypt(self, text: str) -> str:
        """Seal a secret under the current key."""
        return text_seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again."""
        return text_open(encrypted_text)

    def get_totp_label(self, user: Account) -> str:
        """What the app calls the login."""
        return str(user.subject)

    def get_totp_issuer(self) -> str:
        """What the app calls us."""
        return str(settings.STAASTED.office_name)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """We, as a passkey knows us: by host name."""
        host = context.request.get_host().partition(":")[0]
        return {"id": host, "name": self.get_totp_issuer()}

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, Any]:
        """They, as a passkey knows them: never by a number of the database."""
        return {
            "id": user.public_id.encode(),
            "display_name": user.person.name,
            "name": user.subject,
        }


def has_factor(account: Account) -> bool:
    """Whether somebody has set a second factor up."""
    return Authenticator.objects.filter(user=account, type__in=[Kind.TOTP, Kind.WEBAUTHN]).exists()


def new_secret() -> str:
    """A fresh secret for an app that makes codes, sealed."""
    return text_seal(generate_totp_secret())


def secret_shown(account: Account, sealed: str) -> tuple[str, str]:
    """A sealed secret as one types it, in groups of four, and as a picture: an address of SVG."""
    secret, factors = text_open(sealed), Factors()
    svg = factors.build_totp_svg(factors.build_totp_url(account, secret)).encode()
    typed = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return typed, f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}"


def codes_begin(account: Account, *, sealed: str, code: str) -> list[str]:
    """Take an app that makes codes into use; the spare codes. Errors: LoginRefused."""
    counter = _counter(text_open(sealed), code, after=-1)
    if counter is None:
        raise LoginRefused("login_code_wrong")
    made = TOTP.activate(account, text_open(sealed)).instance
    made.data["used"] = counter
    made.save(update_fields=["data"])
    return spare_codes(account)


def passkey_options(account: Account) -> dict[str, Any]:
    """What the browser is asked for when a passkey is made."""
    return webauthn.begin_registration(account, passwordless=True)


def passkey_begin(account: Account, credential: dict[str, Any], name: str) -> list[str]:
    """Take a passkey into use; the spare codes. Errors: LoginRefused."""
    try:
        webauthn.parse_registration_response(credential)
        webauthn.complete_registration(credential)
    except (ValidationError, ValueError, TypeError, KeyError):
        raise LoginRefused("login_passkey_wrong") from None
    webauthn.WebAuthn.add(account, name, credential)
    return spare_codes(account)


def spare_codes(account: Account) -> list[str]:
    """The codes one uses when the telephone is lost; each opens once."""
    return list(RecoveryCodes.activate(account).get_unused_codes())


@transaction.atomic
def code_check(account: Account, code: str) -> bool:
    """Whether a code of the app, or a spare one, is right and has not been used before."""
    held = Authenticator.objects.select_for_update().filter(user=account)
    try:
        return _is_right(held, code)
    except (InvalidTag, KeyError):  # sealed with a key that is lost
        return False


def _is_right(held: QuerySet[Authenticator], code: str) -> bool:
    for factor in held.filter(type=Kind.TOTP):
        counter = _counter(
            text_open(factor.data["secret"]), code, after=factor.data.get("used", -1)
        )
        if counter is not None:
            factor.data["used"] = counter
            factor.save(update_fields=["data"])
            return True
    return any(spare.wrap().validate_code(code) for spare in held.filter(type=Kind.RECOVERY_CODES))


def passkey_asked(account: Account | None) -> dict[str, Any]:
    """What the browser is asked for when a passkey is used; by anybody where account is None."""
    return webauthn.begin_authentication(account)


def passkey_check(credential: dict[str, Any]) -> Account:
    """Whose passkey answered. Errors: LoginRefused."""
    try:
        handle = credential["response"]["userHandle"]
        ref = base64.urlsafe_b64decode(handle + "=" * (-len(handle) % 4)).decode()
        account = Account.objects.select_related("person").get(public_id=ref)
        webauthn.parse_authentication_response(credential)
        factor = webauthn.complete_authentication(account, credential)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError, Account.DoesNotExist):
        raise LoginRefused("login_passkey_wrong") from None
    factor.record_usage()
    return account


def _counter(secret: str, code: str, *, after: int) -> int | None:
    """The step of time a code belongs to, where it is later than the last used (RFC 6238, 5.2)."""
    for counter in yield_hotp_counters_from_time():
        expected = format_hotp_value(hotp_value(secret, counter))
        if counter > after and compare_user_code(actual=code, expected=expected):
            return int(counter)
    return None
