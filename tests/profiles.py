"""A citizen's own CV in tests: written, and as a file from elsewhere."""

from typing import Any

from staasted.apps.citizens.models import Citizen
from staasted.apps.profiles.models import ProfileEntry
from staasted.apps.profiles.services import about_change, entry_add, profile_share
from staasted.core.resume import About, Entry, EntryKind
from tests import town
from tests.town import NOON

ABOUT = About(
    headline="Køkkenassistent",
    summary="Jeg er rolig, når der er travlt.",
    email="pia@eksempel.dk",
    phone="20 30 40 50",
    postal_code="8000",
    city="Aarhus C",
)
FILE: dict[str, Any] = {
    "basics": {"name": "Åse Eksempel", "label": "Kok", "email": "ase@eksempel.dk"},
    "work": [
        {
            "name": "Kantinen",
            "position": "Kok",
            "startDate": "2019-03",
            "endDate": "2021-06",
            "summary": "Varm mad til 200.",
            "highlights": ["Bestilte varer", "Lærte elever op"],
            "url": "https://eksempel.dk",
        }
    ],
    "languages": [{"language": "Dansk", "fluency": "modersmål"}],
    "awards": [{"title": "Årets kok", "date": "2020"}],
}
"""A JSON Resume file from elsewhere, with a section no page of ours shows."""


def entry(case: Citizen, kind: EntryKind = EntryKind.WORK, **words: str) -> ProfileEntry:
    """The citizen adds one thing to their CV."""
    told = words or {"title": "Kok", "organisation": "Kantinen", "started": "2019-03"}
    own = {"actor": town.acting(case), "citizen": case, "now": NOON}
    return entry_add(entry=Entry(kind, **told), **own)


def about(case: Citizen, told: About = ABOUT, *, shown: tuple[str, ...] = ("email",)) -> None:
    """The citizen says who they are for the first time."""
    own = {"actor": town.acting(case), "citizen": case, "now": NOON}
    about_change(about=told, shown=shown, seen=0, **own)


def share(case: Citizen, *, shared: bool = True) -> None:
    """The citizen lets the coach read the CV."""
    profile_share(actor=town.acting(case), citizen=case, shared=shared, now=NOON)


def profiled(case: Citizen) -> dict[str, str]:
    """A CV that is shared, with one thing in it: what stands for it in an address."""
    share(case)
    return {"profiled": entry(case).public_id}
