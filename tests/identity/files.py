"""Identity files and role maps as an office would write them."""

from textwrap import indent

BROKER = """
mitid:
  name: MitID
  audience: citizens
  protocol: oidc
  issuer: {issuer}
  client_id: staasted
  client_secret: hemmelig-for-kommunen
"""

MUNICIPALITY = """
kommune:
  name: Ådal Kommune
  audience: staff
  protocol: saml
  assurance: false
  entity_id: https://idp.kommune.example
  login_address: https://idp.kommune.example/login
  logout_address: https://idp.kommune.example/logout
  name_attribute: urn:oid:2.5.4.3
  email_attribute: urn:oid:0.9.2342.19200300.100.1.3
  certificates:
    - |
{certificate}
"""

ROLES = """
kommune:
  roles:
    - attribute: http://schemas.xmlsoap.org/claims/Group
      value: SG-STAASTED-COACH
      role: counsellor
    - attribute: http://schemas.xmlsoap.org/claims/Group
      value: SG-STAASTED-LEDER
      role: lead
    - attribute: http://schemas.xmlsoap.org/claims/Group
      value: SG-STAASTED-ADMIN
      role: administrator
"""


def indented(certificate: str) -> str:
    """A certificate as it stands in the file."""
    return indent(certificate, " " * 6)
