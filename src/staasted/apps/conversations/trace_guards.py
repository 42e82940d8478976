"""What was told, answered and corrected stays: the database refuses another wording of it.

A correction goes with its case alone; words told go with a closing that is undone (decision 0047).
"""

from staasted.apps.talking.guards import changed, of_case, refusing

CORRECTIONS, WORDS = "conversations_conversationcorrection", "conversations_plainwords"
CORRECTION_MESSAGE = "a correction stays as it is"
WORDS_MESSAGE = "what was told and answered stays as it is"
_ALWAYS = dict.fromkeys(("sqlite", "postgresql"), "1 = 1")
_SAID = {
    vendor: f"({told} OR (OLD.not_so <> '' AND {not_so}) OR (OLD.answer <> '' AND {answer}))"
    for (vendor, told), not_so, answer in zip(
        changed(("citizen_id", "conversation_id", "words", "by_id", "at")).items(),
        changed(("not_so",)).values(),
        changed(("answer",)).values(),
        strict=True,
    )
}

GUARDS = (
    refusing(f"{CORRECTIONS}_no_update", CORRECTIONS, "UPDATE", _ALWAYS, CORRECTION_MESSAGE),
    refusing(
        f"{CORRECTIONS}_no_delete",
        CORRECTIONS,
        "DELETE",
        of_case("OLD", "IS NULL"),
        CORRECTION_MESSAGE,
    ),
    refusing(f"{WORDS}_stays", WORDS, "UPDATE", _SAID, WORDS_MESSAGE),
)
