"""SAML 2.0 for staff by python3-saml, with allauth's state for the way there and back.

The answer is posted across sites, where our own cookie is not sent. It is verified at once; what
it says is kept for the one redirect in a session of its own, and only then is it held against the
state of the sitting that asked for it (docs/decisions/0017).
"""

import hashlib
import json
import re
from datetime import UTC, datetime
from typing import Any

from allauth.socialaccount.internal import statekit
from allauth.socialaccount.providers.saml.utils import prepare_django_request
from allauth.socialaccount.sessions import LoginSession
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from onelogin.saml2.auth import OneLogin_Saml2_Auth
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Words
from onelogin.saml2.errors import OneLogin_Saml2_Error
from onelogin.saml2.errors import OneLogin_Saml2_ValidationError as Invalid
from onelogin.saml2.response import OneLogin_Saml2_Response
from onelogin.saml2.settings import OneLogin_Saml2_Settings

from staasted.catalog.identity import SamlFile
from staasted.integrations.identity_level import assurance_of
from staasted.ports.identity import Arrival, Audience, Claim, LoginRefused, OneUse

CROSSING = "staasted-saml"  # the cookie of the one redirect
CODES = {code: name.lower() for name, code in vars(Invalid).items() if isinstance(code, int)}
NUMBER = re.compile(r"^\d{6}-?\d{4}$")
SECURITY = {
    "wantAssertionsSigned": True,
    "wantNameId": True,
    "wantAttributeStatement": False,
    "rejectDeprecatedAlgorithm": True,
    "requestedAuthnContext": False,
    "allowRepeatAttributeName": True,
    "signatureAlgorithm": Words.RSA_SHA256,
    "digestAlgorithm": Words.SHA256,
}


class SamlIdentity:
    """A provider of the identity file that speaks SAML."""

    audience = Audience.STAFF

    def __init__(self, file: SamlFile) -> None:
        self.file = file
        self.slug, self.name = file.slug, file.name

    def depart(self, request: HttpRequest, onward: str) -> HttpResponse:
        """Send somebody to the provider; the request's id is our state."""
        auth = OneLogin_Saml2_Auth(_asked(request), self._settings(request))
        address = auth.login(return_to="")
        state = {"next": onward}
        asked = auth.get_last_request_id()
        statekit.stash_state(request, provider_id=self.slug, state=state, state_id=asked)
        return HttpResponseRedirect(address)

    def receive(self, request: HttpRequest) -> HttpResponse:
        """Verify the posted answer, and go on with what it says. Errors: LoginRefused."""
        answer = self._verified(request)
        response = HttpResponseRedirect(reverse("login_arrive", args=[self.slug]))
        crossing = LoginSession(request, "saml_crossing", CROSSING)
        crossing.store.update({"provider": self.slug, **self._told(answer)})
        crossing.save(response)
        response.cookies[CROSSING]["httponly"] = True
        return response

    def arrive(self, request: HttpRequest) -> Arrival:
        """Who came back, where this sitting asked for it. Errors: LoginRefused."""
        crossing = LoginSession(request, "saml_crossing", CROSSING)
        told = dict(crossing.store.items())
        crossing.delete()
        if told.get("provider") != self.slug:
            raise LoginRefused("login_expired", "no_answer")
        asked = told["in_response_to"] or ""
        state = statekit.unstash_state(request, provider_id=self.slug, state_id=asked)
        if state is None:
            raise LoginRefused("login_expired", "not_asked_for")
        named = request.build_absolute_uri(reverse("login_description", args=[self.slug]))
        keepsake = json.dumps({"entity": named, "sitting": told["sitting"]})
        return Arrival(self._claim(told), state["next"], keepsake)

    def farewell(self, keepsake: str, back: str) -> str:
        """SAML's single log-out, where the provider has it; it leads back to ``back``."""
        if not (self.file.logout_address and keepsake):
            return ""
        kept = json.loads(keepsake)
        settings = self._configured(kept["entity"], back)
        try:
            auth = OneLogin_Saml2_Auth({"http_host": "", "script_name": ""}, settings)
            return str(auth.logout(return_to=back, **kept["sitting"]))
        except OneLogin_Saml2_Error:
            return ""

    def description(self, request: HttpRequest) -> bytes:
        """Our metadata: addresses and name, for whoever sets the provider up."""
        settings = OneLogin_Saml2_Settings(self._settings(request), sp_validation_only=True)
        told = settings.get_sp_metadata()
        return told if isinstance(told, bytes) else told.encode()

    def _verified(self, request: HttpRequest) -> OneLogin_Saml2_Response:
        try:
            settings = OneLogin_Saml2_Settings(self._settings(request))
            answer = OneLogin_Saml2_Response(settings, request.POST["SAMLResponse"])
            answer.is_valid(_asked(request), raise_exceptions=True)
        except Invalid as error:
            raise LoginRefused("login_answer_refused", CODES.get(error.code, "invalid")) from None
        # Anybody may post anything here, and four libraries read it: whatever they trip over is
        # a refusal, never an error page.
        except Exception as error:  # noqa: BLE001
            raise LoginRefused("login_answer_refused", type(error).__name__) from None
        if not answer.get_assertion_id() or not answer.get_assertion_not_on_or_after():
            raise LoginRefused("login_answer_refused", "no_end")
        return answer

    def _told(self, answer: OneLogin_Saml2_Response) -> dict[str, Any]:
        """What crosses the redirect: nothing that reads as a CPR number."""
        attributes = {
            name: [each for each in held if isinstance(each, str) and not NUMBER.match(each)]
            for name, held in answer.get_attributes().items()
        }
        name_id = answer.get_nameid()
        named = attributes.get(self.file.subject_attribute) or [name_id]
        if NUMBER.match(name_id):
            raise LoginRefused("login_answer_refused", "subject_is_a_number")
        return {
            "subject": named[0],
            "attributes": attributes,
            "in_response_to": answer.get_in_response_to(),
            "once": [answer.get_assertion_id(), answer.get_assertion_not_on_or_after()],
            "sitting": {
                "name_id": name_id,
                "name_id_format": answer.get_nameid_format(),
                "session_index": answer.get_session_index(),
            },
        }

    def _claim(self, told: dict[str, Any]) -> Claim:
        held = {name: tuple(values) for name, values in told["attributes"].items()}
        ref, until = told["once"]
        return Claim(
            provider=self.slug,
            subject=told["subject"],
            audience=self.audience,
            assurance=assurance_of(_first(held, self.file.assurance_claim)),
            needs_assurance=self.file.assurance,
            name=_first(held, self.file.name_attribute),
            email=_first(held, self.file.email_attribute),
            attributes=held,
            once=OneUse(
                hashlib.sha256(ref.encode()).hexdigest(), datetime.fromtimestamp(until, UTC)
            ),
        )

    def _settings(self, request: HttpRequest) -> dict[str, Any]:
        here = request.build_absolute_uri
        received = here(reverse("login_receive", args=[self.slug]))
        return self._configured(
            here(reverse("login_description", args=[self.slug])),
            here(reverse("logout")),
            received,
        )

    def _configured(self, name: str, logged_out: str, received: str = "") -> dict[str, Any]:
        post, redirect = Words.BINDING_HTTP_POST, Words.BINDING_HTTP_REDIRECT
        provider: dict[str, Any] = {
            "entityId": self.file.entity_id,
            "singleSignOnService": {"url": self.file.login_address, "binding": redirect},
            "x509certMulti": {"signing": list(self.file.certificates)},
        }
        if self.file.logout_address:
            where = {"url": self.file.logout_address, "binding": redirect}
            provider["singleLogoutService"] = where
        ours = {
            "entityId": name,
            "assertionConsumerService": {"url": received or name, "binding": post},
            "singleLogoutService": {"url": logged_out, "binding": redirect},
        }
        return {"strict": True, "security": dict(SECURITY), "idp": provider, "sp": ours}


def _asked(request: HttpRequest) -> dict[str, Any]:
    """The request in python3-saml's words, under a host name that Django has checked."""
    return prepare_django_request(request) | {"http_host": request.get_host()}


def _first(held: dict[str, tuple[str, ...]], name: str) -> str:
    return next(iter(held.get(name, ())), "")
