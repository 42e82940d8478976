"""What the database itself refuses: a changed decision, a removed one, and one on a closed case.

A decision goes with its case alone: while the case is open none is removed (decision 0046).
"""

from staasted.apps.talking.guards import CLOSED_MESSAGE, of_case, refusing

DECISIONS = "granting_offerdecision"
DECIDED_MESSAGE = "a decision stays as it was made"
_ALWAYS = dict.fromkeys(("sqlite", "postgresql"), "true")
_CLOSED, _OPEN = of_case("NEW", "IS NOT NULL"), of_case("OLD", "IS NULL")

GUARDS = (
    refusing(f"{DECISIONS}_no_update", DECISIONS, "UPDATE", _ALWAYS, DECIDED_MESSAGE),
    refusing(f"{DECISIONS}_no_delete", DECISIONS, "DELETE", _OPEN, DECIDED_MESSAGE),
    refusing(f"{DECISIONS}_open_case", DECISIONS, "INSERT", _CLOSED, CLOSED_MESSAGE),
)
