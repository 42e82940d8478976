"""What the database itself refuses: a changed question or answer, and a removed hearing."""

from staasted.apps.talking.guards import (
    CLOSED_MESSAGE,
    WRITTEN_MESSAGE,
    changed,
    of_case,
    refusing,
)

HEARINGS = "records_hearing"
_ASKED = ("citizen_id", "intends", "facts", "section", "answer_by", "asked_at", "asked_by_id")
_ANSWER = changed(("answer", "answered_at"))
_CLOSED, _OPEN = of_case("NEW", "IS NOT NULL"), of_case("OLD", "IS NULL")
_ANSWERED = {vendor: f"OLD.answer <> '' AND {said}" for vendor, said in _ANSWER.items()}

GUARDS = (
    refusing(f"{HEARINGS}_no_update", HEARINGS, "UPDATE", changed(_ASKED), WRITTEN_MESSAGE),
    refusing(f"{HEARINGS}_answer_stays", HEARINGS, "UPDATE", _ANSWERED, WRITTEN_MESSAGE),
    refusing(f"{HEARINGS}_no_delete", HEARINGS, "DELETE", _OPEN, WRITTEN_MESSAGE),
    refusing(f"{HEARINGS}_open_case", HEARINGS, "INSERT", _CLOSED, CLOSED_MESSAGE),
)
