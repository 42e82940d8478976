"""Django's way in: a claim from an identity provider becomes an account."""

from datetime import date

from django.db.models import F, QuerySet, Subquery
from django.http import HttpRequest

from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.org.arrivals import account_arrive
from staasted.apps.org.clock import COPENHAGEN, clock
from staasted.apps.org.dated import has_left
from staasted.apps.org.models import Account, Installation
from staasted.apps.org.services import account_for
from staasted.ports.identity import Claim


class ClaimBackend:
    """Authenticates a claim; there are no passwords here."""

    def authenticate(self, request: HttpRequest | None, claim: Claim) -> Account:  # noqa: ARG002
        """The account the claim opens. Errors: as ``account_for`` and ``account_arrive``."""
        return account_for(claim=claim) if claim.demo else account_arrive(claim=claim)

    def get_user(self, account_id: int) -> Account | None:
        """The account of a session with its person, roles, team and the demo's time: one query.

        The joins give a row for each grant and team; ``grants`` are role, first and last day.
        None where every role has ended: whoever has left is logged out.
        """
        rows = _account()(pk=account_id)
        if not rows:
            return None
        account = rows[0]
        grants = {(r.granted, r.granted_from, r.granted_to) for r in rows if r.granted}
        today = clock.given(account.demo_now).astimezone(COPENHAGEN).date()
        if has_left([last for _, _, last in grants], on=today):
            return None
        account.grants = sorted(grants, key=lambda grant: (grant[0], grant[1]))
        account.team_id, account.team_name = _team_on(rows, today)
        return account


_JOINED = {
    "granted": "person__roles__role",
    "granted_from": "person__roles__from_on",
    "granted_to": "person__roles__to_on",
    "joined": "person__memberships__team",
    "joined_name": "person__memberships__team__name",
    "joined_from": "person__memberships__from_on",
    "joined_to": "person__memberships__to_on",
}


@Prepared
def _account(given: Given) -> QuerySet[Account]:
    demo = Installation.objects.filter(demo=True).values("demo_now")[:1]
    joined = {name: F(path) for name, path in _JOINED.items()}
    rows = Account.objects.select_related("person").annotate(demo_now=Subquery(demo), **joined)
    return rows.filter(pk=given.key("pk"))


def _team_on(rows: list[Account], today: date) -> tuple[int | None, str | None]:
    """Key and name of the team a session's person is in that day."""
    for row in rows:
        begun = row.joined is not None and row.joined_from <= today
        if begun and (row.joined_to is None or row.joined_to >= today):
            return row.joined, row.joined_name
    return None, None
