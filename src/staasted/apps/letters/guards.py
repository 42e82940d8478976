"""What the database itself refuses: a changed letter, a removed one, and a letter on a closed case.

A letter goes with its case alone: while the case is open none is removed (decision 0037).
"""

from staasted.apps.talking.guards import (
    CLOSED_MESSAGE,
    WRITTEN_MESSAGE,
    of_case,
    refusing,
)

LETTERS = "letters_letter"
_ALWAYS = dict.fromkeys(("sqlite", "postgresql"), "true")
_CLOSED, _OPEN = of_case("NEW", "IS NOT NULL"), of_case("OLD", "IS NULL")

GUARDS = (
    refusing(f"{LETTERS}_no_update", LETTERS, "UPDATE", _ALWAYS, WRITTEN_MESSAGE),
    refusing(f"{LETTERS}_no_delete", LETTERS, "DELETE", _OPEN, WRITTEN_MESSAGE),
    refusing(f"{LETTERS}_open_case", LETTERS, "INSERT", _CLOSED, CLOSED_MESSAGE),
)
