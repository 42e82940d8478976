"""What the database itself refuses: a wording that is changed, and a line that becomes another's.

Lines go with their case alone: while it is open none is removed (decision 0043).
"""

from staasted.apps.talking.guards import CLOSED_MESSAGE, changed, of_case, refusing

LINES, WORDINGS = "story_storyline", "story_storywording"
WORDING_MESSAGE = "a wording stays as it is"
LINE_MESSAGE = "a line stays whose it is, and what is taken back stays so"
_KEPT = ("citizen_id", "role", "sent_key", "public_id")
_BACK = "OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS NULL"
_LINE = {vendor: f"({condition} OR ({_BACK}))" for vendor, condition in changed(_KEPT).items()}
_ALWAYS = dict.fromkeys(("sqlite", "postgresql"), "1 = 1")
_OF_OPEN = (
    f"EXISTS (SELECT 1 FROM {LINES} held JOIN citizens_citizen whose"  # nosec B608
    " ON whose.id = held.citizen_id WHERE held.id = OLD.line_id AND whose.closed_on IS NULL)"
)

GUARDS = (
    refusing(f"{WORDINGS}_no_update", WORDINGS, "UPDATE", _ALWAYS, WORDING_MESSAGE),
    refusing(
        f"{WORDINGS}_no_delete",
        WORDINGS,
        "DELETE",
        dict.fromkeys(("sqlite", "postgresql"), _OF_OPEN),
        WORDING_MESSAGE,
    ),
    refusing(f"{LINES}_stays", LINES, "UPDATE", _LINE, LINE_MESSAGE),
    refusing(f"{LINES}_no_delete", LINES, "DELETE", of_case("OLD", "IS NULL"), LINE_MESSAGE),
    refusing(f"{LINES}_open_case", LINES, "INSERT", of_case("NEW", "IS NOT NULL"), CLOSED_MESSAGE),
)
