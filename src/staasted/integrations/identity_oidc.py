"""OpenID Connect by django-allauth: state, PKCE and the exchange of the code are its.

What it leaves out is ours: the nonce, the signature also of a token fetched directly, an issuer
that is the one configured, and user info that belongs to the token (docs/decisions/0017). No
SocialLogin is made, so no claim ever reaches a table or a session.
"""

import secrets
from typing import Any
from urllib.parse import urlencode

import jwt
import requests
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from staasted.catalog.identity import OidcFile
from staasted.integrations.identity_level import assurance_of
from staasted.ports.identity import Arrival, Audience, Claim, LoginRefused

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
REQUIRED = ["iss", "aud", "exp", "iat", "sub", "nonce"]
LEEWAY = 30  # seconds our clock and the provider's may differ
DISCOVERY_KEPT = 600  # seconds a provider's description is not asked for again
UNREADABLE = (KeyError, TypeError, ValueError, AttributeError)


class _Arrived(Exception):
    """Carries the verified claims out of allauth's view, past everything it would store."""

    def __init__(self, claims: dict[str, Any], told: dict[str, Any], id_token: str) -> None:
        super().__init__("arrived")
        self.signed, self.claims, self.id_token = claims, {**told, **claims}, id_token


class Accounts(DefaultSocialAccountAdapter):
    """allauth's hooks: a failure of its own becomes a refusal of ours."""

    def on_authentication_error(
        self,
        request: HttpRequest,  # noqa: ARG002
        provider: object,  # noqa: ARG002
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Refuse with a code; what the provider wrote is never repeated. Errors: LoginRefused."""
        if error == "cancelled":
            raise LoginRefused("login_cancelled")
        if isinstance(exception, requests.RequestException):
            raise LoginRefused("login_provider_silent")
        if "state_id" in (extra_context or {}):
            raise LoginRefused("login_expired", "state")
        raise LoginRefused("login_answer_refused", "code" if exception else "provider_error")


class _Provider(OpenIDConnectProvider):
    """One provider as allauth sees it, made of our file instead of a table."""

    def get_oauth2_adapter(self, request: HttpRequest) -> "_Adapter":
        return _Adapter(request, self)

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:  # noqa: ARG002
        return self.get_scope()


class _Adapter(OpenIDConnectOAuth2Adapter):
    """The protocol's steps, with what allauth leaves out."""

    state: dict[str, Any]

    def __init__(self, request: HttpRequest, provider: _Provider) -> None:
        super().__init__(request, provider.app.provider_id)
        self.provider = provider

    def get_provider(self) -> _Provider:
        return self.provider

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return request.build_absolute_uri(reverse("login_arrive", args=[app.provider_id]))

    @property
    def openid_config(self) -> dict[str, Any]:
        """The provider's own description, of the issuer we were told of and no other."""
        issuer = self.provider.app.settings["issuer"]
        described = cache.get(f"oidc:{issuer}")
        if described is None:
            described = _json(self.provider.server_url)
            if described["issuer"] != issuer:
                raise LoginRefused("login_answer_refused", "discovery_issuer")
            cache.set(f"oidc:{issuer}", described, DISCOVERY_KEPT)
        return dict(described)

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: Any, **answer: Any
    ) -> None:
        """Verify everything, and leave allauth with the claims. Errors: LoginRefused."""
        del request, app
        id_token = answer["response"]["id_token"]
        claims = self._verified(id_token)
        told: dict[str, Any] = {}
        if "userinfo_endpoint" in self.openid_config:
            told = self._fetch_user_info(token.token)
        if told and told.get("sub") != claims["sub"]:
            raise LoginRefused("login_answer_refused", "userinfo_subject")
        raise _Arrived(claims, told, id_token)

    def _verified(self, id_token: str) -> dict[str, Any]:
        config, client = self.openid_config, self.provider.app.client_id
        try:
            claims = jwt.decode(
                id_token,
                key=_key_of(id_token, config["jwks_uri"]),
                algorithms=ALGORITHMS,
                issuer=config["issuer"],
                audience=client,
                leeway=LEEWAY,
                options={"require": REQUIRED},
            )
        except jwt.PyJWTError as error:
            raise LoginRefused("login_answer_refused", type(error).__name__) from None
        if not secrets.compare_digest(str(claims["nonce"]), self.state["nonce"]):
            raise LoginRefused("login_answer_refused", "nonce")
        if claims.get("azp", client) != client:
            raise LoginRefused("login_answer_refused", "azp")
        return dict(claims)


class _Callback(OAuth2CallbackView):
    """allauth's way back, telling our adapter which state it found."""

    def _get_state(self, request: HttpRequest, provider: _Provider) -> tuple[Any, Any]:
        state, answer = super()._get_state(request, provider)
        self.adapter.state = state or {}
        return state, answer


class OidcIdentity:
    """A provider of the identity file that speaks OpenID Connect."""

    def __init__(self, file: OidcFile) -> None:
        self.file = file
        self.slug, self.name = file.slug, file.name
        self.audience = Audience(file.audience)

    def depart(self, request: HttpRequest, onward: str) -> HttpResponse:
        """Send somebody to the provider with state, nonce and PKCE. Errors: LoginRefused."""
        provider, nonce = self._provider(request), secrets.token_urlsafe(24)
        try:
            return provider.redirect(
                request,
                process="login",
                next_url=onward,
                auth_params={**self.file.parameters, "nonce": nonce},
                nonce=nonce,
            )
        except (requests.RequestException, *UNREADABLE):
            raise LoginRefused("login_provider_silent") from None

    def receive(self, request: HttpRequest) -> None:
        """Nothing: this protocol comes back by redirect."""

    def arrive(self, request: HttpRequest) -> Arrival:
        """Who came back, verified. Errors: LoginRefused."""
        view = _Callback()
        view.request, view.adapter = request, _Adapter(request, self._provider(request))
        try:
            view.dispatch(request)
        except _Arrived as arrived:
            onward = view.adapter.state.get("next", "")
            claim = self._claim(arrived.claims)
            return Arrival(claim, onward, _keepsake(arrived, claim.cpr))
        except requests.RequestException:
            raise LoginRefused("login_provider_silent") from None
        except (OAuth2Error, *UNREADABLE):
            raise LoginRefused("login_answer_refused", "unreadable") from None
        raise LoginRefused("login_answer_refused", "unfinished")

    def farewell(self, keepsake: str, back: str) -> str:
        """OpenID Connect's RP-initiated log-out, where the provider has it."""
        try:
            described = _Adapter(None, self._provider(None)).openid_config
        except (requests.RequestException, LoginRefused, *UNREADABLE):
            return ""
        address = described.get("end_session_endpoint", "")
        if not address:
            return ""
        sent = {"client_id": self.file.client_id, "post_logout_redirect_uri": back}
        return f"{address}?{urlencode(sent | ({'id_token_hint': keepsake} if keepsake else {}))}"

    def description(self, request: HttpRequest) -> None:
        """None: this protocol needs none."""

    def _provider(self, request: HttpRequest | None) -> _Provider:
        file = self.file
        settings = {
            "server_url": file.issuer.rstrip("/"),
            "issuer": file.issuer,
            "scope": list(file.scopes),
            "oauth_pkce_enabled": True,
        }
        app = SocialApp(
            provider="openid_connect",
            provider_id=file.slug,
            name=file.name,
            client_id=file.client_id,
            secret=file.client_secret,
            settings=settings,
        )
        return _Provider(request, app=app)

    def _claim(self, claims: dict[str, Any]) -> Claim:
        cpr = claims.get(self.file.cpr_claim) if self.audience is Audience.CITIZENS else None
        return Claim(
            provider=self.slug,
            subject=str(claims["sub"]),
            audience=self.audience,
            assurance=assurance_of(claims.get(self.file.assurance_claim)),
            needs_assurance=self.file.assurance,
            cpr=_digits(str(cpr or "")),
            name=str(claims.get("name", "")),
            email=str(claims.get(self.file.email_attribute, "")),
            attributes={} if cpr else {name: _values(held) for name, held in claims.items()},
        )


def _keepsake(arrived: _Arrived, cpr: str) -> str:
    """The token to show at log-out; empty where it holds a CPR number, for it lies in a session."""
    named = any("cpr" in name.lower() for name in arrived.signed)
    held = bool(cpr) and any(cpr in _digits(str(each)) for each in arrived.signed.values())
    return "" if named or held else arrived.id_token


def _digits(written: str) -> str:
    return "".join(sign for sign in written if sign.isdigit())


def _values(held: object) -> tuple[str, ...]:
    """One value or several, as texts."""
    several = held if isinstance(held, list) else [held]
    return tuple(str(each) for each in several if isinstance(each, str | int))


def _key_of(id_token: str, keys_address: str) -> jwt.PyJWK:
    """The provider's key that the token says it is signed with. Errors: LoginRefused."""
    wanted = jwt.get_unverified_header(id_token).get("kid")
    keys = [key for key in _json(keys_address)["keys"] if key.get("use", "sig") == "sig"]
    fit = [key for key in keys if wanted is None or key.get("kid") == wanted]
    if len(fit) != 1:
        raise LoginRefused("login_answer_refused", "key")
    return jwt.PyJWK(fit[0])


def _json(address: str) -> dict[str, Any]:
    """What a provider answers at an address. Errors: requests.RequestException."""
    with get_adapter().get_requests_session() as session:
        answer = session.get(address)
        answer.raise_for_status()
        return dict(answer.json())
