"""Django's way in: a claim from an identity provider becomes an account."""

from django.db.models import Subquery
from django.http import HttpRequest

from staasted.apps.org.models import Account, Installation
from staasted.apps.org.services import account_for
from staasted.ports.identity import Claim


class ClaimBackend:
    """Authenticates a claim; there are no passwords here."""

    def authenticate(self, request: HttpRequest | None, claim: Claim) -> Account:  # noqa: ARG002
        """The account the claim opens. Errors: as ``account_for``."""
        return account_for(claim=claim)

    def get_user(self, account_id: int) -> Account | None:
        """The account of a session, with its person, and the demo's time in the same query."""
        demo = Installation.objects.filter(demo=True).values("demo_now")[:1]
        known = Account.objects.select_related("person").annotate(demo_now=Subquery(demo))
        return known.filter(pk=account_id).first()
