"""An OpenID provider of its own, as a process: ``python provider.py`` prints its address.

`oidc-provider-mock` does the protocol and signs the tokens. On top of it this process asks for
what a broker asks for (PKCE, the client's secret, a nonce), says a person's CPR number in user
info alone, and does wrong in the one way it is told to: ``PUT /fault`` with a word of FAULTS.
"""

import hmac
import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import flask
import jwt
import oidc_provider_mock
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.utils import base64url_encode
from oidc_provider_mock._storage import storage
from werkzeug.serving import make_server

SECRET = "hemmelig-for-kommunen"
STRANGE_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
Claims = dict[str, Any]


def changed(**values: object) -> Callable[[Claims], Claims]:
    """A fault that writes other claims."""
    return lambda claims: claims | values


def without(name: str) -> Callable[[Claims], Claims]:
    """A fault that leaves a claim out."""
    return lambda claims: {key: value for key, value in claims.items() if key != name}


FAULTS: dict[str, Callable[[Claims], Claims]] = {
    "other_nonce": changed(nonce="somebody-elses"),
    "no_nonce": without("nonce"),
    "other_issuer": changed(iss="https://evil.example"),
    "other_audience": changed(aud="another-office"),
    "other_party": changed(azp="another-office"),
    "expired": lambda claims: claims | {"exp": int(time.time()) - 600},
    "no_end": without("exp"),
    "from_tomorrow": lambda claims: claims | {"nbf": int(time.time()) + 86_400},
    "number_in_token": lambda claims: claims | storage.get_user(claims["sub"]).claims,
}


def signed(claims: Claims, fault: str) -> str:
    """The token: signed by the provider's key, or in one of the ways that must not pass."""
    key, header = storage.jwk, {"kid": storage.jwk.as_dict()["kid"]}
    private = jwt.PyJWK(key.as_dict(is_private=True) | {"alg": "RS256"}).key
    if fault == "strange_key":
        return jwt.encode(claims, STRANGE_KEY, "RS256", header)
    if fault == "unsigned":
        return jwt.encode(claims, None, "none", header)
    if fault == "public_key_as_secret":
        return by_hand(claims, header, json.dumps(key.as_dict()).encode())
    if fault == "unknown_key":
        return jwt.encode(claims, private, "RS256", {"kid": "nobody-knows"})
    token = jwt.encode(claims, private, "RS256", header)
    if fault == "tampered":
        head, body, mark = token.split(".")
        return f"{head}.{body[:-4]}AAAA.{mark}"
    return "rubbish" if fault == "rubbish" else token


def by_hand(claims: Claims, header: dict[str, str], secret: bytes) -> str:
    """A token whose secret is what everybody may read; no library helps with that."""
    parts = ({"alg": "HS256", "typ": "JWT", **header}, claims)
    body = ".".join(base64url_encode(json.dumps(part).encode()).decode() for part in parts)
    mark = hmac.digest(secret, body.encode(), "sha256")
    return f"{body}.{base64url_encode(mark).decode()}"


def build() -> flask.Flask:
    """The provider with what a broker asks for."""
    app = oidc_provider_mock.app(require_nonce=True)
    doing: dict[str, Any] = {"fault": "", "challenges": {}, "sent": []}
    app.put("/fault", endpoint="fault")(lambda: _told(doing))
    app.get("/sent", endpoint="sent")(lambda: flask.jsonify(doing["sent"]))

    @app.before_request
    def ask_for_proof() -> tuple[str, int] | None:
        path, form = flask.request.path, flask.request.form
        if path == "/oauth2/token":
            known = doing["challenges"].pop(form.get("code"), "")
            proof = create_s256_code_challenge(form.get("code_verifier", ""))
            if proof != known or form.get("client_secret") != SECRET:
                return "no proof", 400
        if path == "/oauth2/end_session":
            doing["sent"].append(dict(flask.request.args))
        return None

    @app.after_request
    def alter(response: flask.Response) -> flask.Response:
        path = flask.request.path
        if path == "/oauth2/authorize" and response.status_code == 302:
            code = parse_qs(urlsplit(response.location).query).get("code", [""])[0]
            assert flask.request.args.get("code_challenge_method") == "S256"
            doing["challenges"][code] = flask.request.args["code_challenge"]
        if path == "/oauth2/token" and response.status_code == 200:
            response.set_data(json.dumps(_token(response.get_json(), doing["fault"])))
        if path == "/userinfo" and doing["fault"] == "other_subject":
            response.set_data(json.dumps(response.get_json() | {"sub": "somebody-else"}))
        if path.endswith("openid-configuration"):
            response.set_data(json.dumps(_described(response.get_json(), doing["fault"])))
        return response

    return app


def _told(doing: dict[str, Any]) -> tuple[str, int]:
    doing["fault"] = flask.request.get_json()["fault"]
    return "", 204


def _token(answer: dict[str, Any], fault: str) -> dict[str, Any]:
    """The token's answer with the id token as it is to be."""
    claims = jwt.decode(answer["id_token"], options={"verify_signature": False})
    claims.pop("dk.cpr", None)
    answer["id_token"] = signed(FAULTS.get(fault, lambda same: same)(claims), fault)
    return without("id_token")(answer) if fault == "no_token" else answer


def _described(described: dict[str, Any], fault: str) -> dict[str, Any]:
    described["token_endpoint_auth_methods_supported"] = ["client_secret_post"]
    return described | ({"issuer": "https://evil.example"} if fault == "other_description" else {})


if __name__ == "__main__":
    server = make_server("127.0.0.1", 0, build(), threaded=True)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)  # noqa: T201
    server.serve_forever()
