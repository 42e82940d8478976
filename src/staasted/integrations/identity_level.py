"""Levels of assurance as Danish providers write them.

NSIS: ``https://data.gov.dk/concept/core/nsis/loa/Substantial``, brokers also without ``loa/`` and
as the bare word in any case.
"""

from staasted.ports.identity import Assurance

PREFIXES = (
    "https://data.gov.dk/concept/core/nsis/loa/",
    "https://data.gov.dk/concept/core/nsis/",
)
WORDS = {
    "low": Assurance.LOW,
    "substantial": Assurance.SUBSTANTIAL,
    "high": Assurance.HIGH,
}


def assurance_of(written: object) -> Assurance | None:
    """The level a provider wrote; None where it wrote none we know."""
    if not isinstance(written, str):
        return None
    word = next((written[len(p) :] for p in PREFIXES if written.startswith(p)), written)
    return WORDS.get(word.lower())
