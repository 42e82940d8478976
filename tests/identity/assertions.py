"""A municipality's own provider of SAML: real keys, real signatures, and every way to cheat."""

import base64
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from lxml import etree
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Words
from onelogin.saml2.utils import OneLogin_Saml2_Utils

PROVIDER = "https://idp.kommune.example"
NS = {"saml": Words.NS_SAML, "samlp": Words.NS_SAMLP, "ds": Words.NS_DS}
GROUPS = "http://schemas.xmlsoap.org/claims/Group"
EMAIL, NAME = "urn:oid:0.9.2342.19200300.100.1.3", "urn:oid:2.5.4.3"
LOA = "https://data.gov.dk/concept/core/nsis/loa"

RESPONSE = """<samlp:Response xmlns:samlp="{samlp}" xmlns:saml="{saml}" ID="_{ref}" Version="2.0"
 IssueInstant="{now}" Destination="{destination}" InResponseTo="{asked}">
<saml:Issuer>{issuer}</saml:Issuer><samlp:Status><samlp:StatusCode
 Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>{assertion}</samlp:Response>"""

ASSERTION = """<saml:Assertion xmlns:saml="{saml}" ID="_{ref}" Version="2.0" IssueInstant="{now}">
<saml:Issuer>{issuer}</saml:Issuer><saml:Subject>
<saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified">{subject}</saml:NameID>
<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
<saml:SubjectConfirmationData NotOnOrAfter="{until}" Recipient="{recipient}" {asked_within}/>
</saml:SubjectConfirmation></saml:Subject>
<saml:Conditions NotBefore="{since}" NotOnOrAfter="{until}"><saml:AudienceRestriction>
<saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>
<saml:AuthnStatement AuthnInstant="{now}" SessionIndex="_s1"><saml:AuthnContext>
<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:X509</saml:AuthnContextClassRef>
</saml:AuthnContext></saml:AuthnStatement>
<saml:AttributeStatement>{attributes}</saml:AttributeStatement></saml:Assertion>"""


@dataclass(frozen=True)
class Keys:
    """A private key and the certificate of its public one, both PEM."""

    private: str
    certificate: str


@cache
def keys(owner: str) -> Keys:
    """The keys of an owner, made once a session."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, owner)])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    private = key.private_bytes(pem, form, plain).decode()
    return Keys(private, made.public_bytes(pem).decode())


@dataclass(frozen=True)
class Said:
    """What the provider says; change a part to say something wrong."""

    asked: str
    receiver: str
    audience: str
    subject: str = "ulla.noer"
    groups: tuple[str, ...] = ("SG-STAASTED-COACH",)
    others: dict[str, str] = field(default_factory=dict)
    issuer: str = PROVIDER
    destination: str = ""
    starts: int = -60
    ends: int = 300
    bound: bool = True

    def assertion(self) -> str:
        """The assertion, unsigned; ``starts`` and ``ends`` are seconds from now."""
        written = {GROUPS: self.groups, **{name: (held,) for name, held in self.others.items()}}
        return ASSERTION.format(
            saml=Words.NS_SAML,
            ref=uuid.uuid4().hex,
            now=moment(0),
            issuer=self.issuer,
            subject=self.subject,
            since=moment(self.starts),
            until=moment(self.ends),
            recipient=self.receiver,
            asked_within=f'InResponseTo="{self.asked}"' if self.bound else "",
            audience=self.audience,
            attributes="".join(attribute(name, held) for name, held in written.items()),
        )

    def response(self, assertion: str) -> str:
        """An answer around an assertion."""
        return RESPONSE.format(
            samlp=Words.NS_SAMLP,
            saml=Words.NS_SAML,
            ref=uuid.uuid4().hex,
            now=moment(0),
            destination=self.destination or self.receiver,
            asked=self.asked,
            issuer=self.issuer,
            assertion=assertion,
        )

    def signed(self, owner: str = "kommune", algorithm: str = Words.RSA_SHA256) -> str:
        """The whole answer with its assertion signed."""
        return self.response(sign(self.assertion(), owner, algorithm))


def attribute(name: str, values: tuple[str, ...]) -> str:
    """One attribute with its values."""
    held = "".join(f"<saml:AttributeValue>{value}</saml:AttributeValue>" for value in values)
    return f'<saml:Attribute Name="{name}">{held}</saml:Attribute>'


def moment(seconds: int) -> str:
    """A moment so many seconds from now, as SAML writes it."""
    return (datetime.now(UTC) + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def sign(xml: str, owner: str = "kommune", algorithm: str = Words.RSA_SHA256) -> str:
    """The element with a signature over it by ``xmlsec``."""
    pair = keys(owner)
    digest = Words.SHA1 if algorithm == Words.RSA_SHA1 else Words.SHA256
    made = OneLogin_Saml2_Utils.add_sign(
        xml, pair.private, pair.certificate, sign_algorithm=algorithm, digest_algorithm=digest
    )
    text = made.decode() if isinstance(made, bytes) else made
    return text.partition("?>")[2] if text.startswith("<?xml") else text


def posted(xml: str) -> str:
    """An answer as a browser posts it."""
    return base64.b64encode(xml.encode()).decode()


Wrap = Callable[[etree._Element, etree._Element, etree._Element], None]


def _before(root: etree._Element, real: etree._Element, evil: etree._Element) -> None:
    root.insert(root.index(real), evil)


def _after(root: etree._Element, real: etree._Element, evil: etree._Element) -> None:
    root.append(evil)


def _around(root: etree._Element, real: etree._Element, evil: etree._Element) -> None:
    root.replace(real, evil)
    evil.append(real)


def _signature_moved(root: etree._Element, real: etree._Element, evil: etree._Element) -> None:
    evil.insert(1, real.find("ds:Signature", NS))
    root.insert(root.index(real), evil)


def _in_signature(root: etree._Element, real: etree._Element, evil: etree._Element) -> None:
    signature = real.find("ds:Signature", NS)
    evil.insert(1, signature)
    root.replace(real, evil)
    signature.append(real)


def _in_object(root: etree._Element, real: etree._Element, evil: etree._Element) -> None:
    signature = real.find("ds:Signature", NS)
    evil.insert(1, signature)
    root.replace(real, evil)
    etree.SubElement(signature, f"{{{Words.NS_DS}}}Object").append(real)


def _in_extensions(root: etree._Element, real: etree._Element, evil: etree._Element) -> None:
    holder = etree.Element(f"{{{Words.NS_SAMLP}}}Extensions")
    holder.append(evil)
    root.insert(1, holder)


def _same_id_in_extensions(
    root: etree._Element, real: etree._Element, evil: etree._Element
) -> None:
    evil.set("ID", real.get("ID"))
    _in_extensions(root, real, evil)


WRAPS: dict[str, Wrap] = {
    "before": _before,
    "after": _after,
    "around": _around,
    "signature_moved": _signature_moved,
    "in_signature": _in_signature,
    "in_object": _in_object,
    "in_extensions": _in_extensions,
    "same_id_in_extensions": _same_id_in_extensions,
}


def wrapped(said: Said, how: str) -> str:
    """A rightly signed answer with an assertion of the attacker's slipped in."""
    root = etree.fromstring(said.signed().encode())
    cheat = replace(said, subject="attacker", groups=("SG-STAASTED-ADMIN",)).assertion()
    WRAPS[how](root, root.find("saml:Assertion", NS), etree.fromstring(cheat.encode()))
    return etree.tostring(root).decode()
