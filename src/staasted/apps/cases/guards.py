"""A case is not closed while it is closed already: the days of two closings never overlap."""

from staasted.apps.audit.apart import Apart

CLOSINGS = Apart(
    table="cases_caseclosing",
    keys=("citizen_id",),
    says="the case is closed already",
    first="closed_on",
    last="reopened_on",
    half_open=True,
)

GUARDS = CLOSINGS.guards
