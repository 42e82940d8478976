"""Nobody belongs to two teams on one day."""

from staasted.apps.audit.apart import Apart

MEMBERSHIPS = Apart(
    table="org_teammembership",
    keys=("person_id",),
    counts="NOT {row}withdrawn",
    says="a person belongs to one team at a time",
)

GUARDS = MEMBERSHIPS.guards
