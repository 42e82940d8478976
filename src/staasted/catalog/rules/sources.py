"""A citation as a source: the act, its section, and where it can be read."""

import re

from staasted.core.law import Grade, Source

_CITATION = re.compile(r"^(?P<act>(?:LBK|LOV|BEK|VEJ) \d+/\d{4})(?: (?P<section>\S.*))?$")
_ELI = "https://www.retsinformation.dk/eli/lta/{year}/{number}"


def names_an_act(cites: str) -> bool:
    """Return whether a citation begins with an act or an order by its number."""
    return _CITATION.match(cites) is not None


def source_of(cites: str, grade: Grade, inferred: frozenset[str], *, confirmed: bool) -> Source:
    """Return the source with its address; one that names no act has none."""
    found = _CITATION.match(cites)
    if found is None:
        return Source(cites, "", "", grade, inferred, confirmed)
    number, year = found["act"].split()[1].split("/")
    eli = _ELI.format(year=year, number=number)
    return Source(found["act"], found["section"] or "", eli, grade, inferred, confirmed)
