"""Django's way in: a claim from an identity provider becomes an account."""

from django.db.models import F, OuterRef, Subquery
from django.http import HttpRequest

from staasted.apps.org.arrivals import account_arrive
from staasted.apps.org.models import Account, Installation, TeamMembership
from staasted.apps.org.services import account_for
from staasted.ports.identity import Claim


class ClaimBackend:
    """Authenticates a claim; there are no passwords here."""

    def authenticate(self, request: HttpRequest | None, claim: Claim) -> Account:  # noqa: ARG002
        """The account the claim opens. Errors: as ``account_for`` and ``account_arrive``."""
        return account_for(claim=claim) if claim.demo else account_arrive(claim=claim)

    def get_user(self, account_id: int) -> Account | None:
        """The account of a session with its person, roles, team and the demo's time: one query.

        The join gives a row for each grant; ``grants`` are role, first and last day.
        """
        demo = Installation.objects.filter(demo=True).values("demo_now")[:1]
        team = TeamMembership.objects.filter(person=OuterRef("person"), to_on=None)
        rows = list(
            Account.objects.select_related("person")
            .annotate(
                demo_now=Subquery(demo),
                team_id=Subquery(team.values("team")[:1]),
                team_name=Subquery(team.values("team__name")[:1]),
                granted=F("person__roles__role"),
                granted_from=F("person__roles__from_on"),
                granted_to=F("person__roles__to_on"),
            )
            .filter(pk=account_id)
        )
        if not rows:
            return None
        account = rows[0]
        account.grants = [(r.granted, r.granted_from, r.granted_to) for r in rows if r.granted]
        return account
