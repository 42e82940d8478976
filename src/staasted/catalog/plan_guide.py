"""What the law says beside a citizen's own plan: education first, and the statutory My plan."""

from functools import cache

from pydantic import field_validator

from staasted.catalog.reader import FOLDER, Entry, read_entry
from staasted.catalog.rules.sources import source_of
from staasted.core.law import Grade, Source
from staasted.core.weblink import weblink

FILE = FOLDER / "plan.yaml"


class Cited(Entry):
    """Something the law says, with its section."""

    cites: str

    @property
    def source(self) -> Source:
        """Return the act, the section and their address."""
        return source_of(self.cites, Grade.A, frozenset(), confirmed=True)


class EducationFirst(Cited):
    """The target groups whose plan opens with education."""

    groups: frozenset[str]


class StatutoryPlan(Cited):
    """Where everybody reads their statutory My plan."""

    address: str

    @field_validator("address")
    @classmethod
    def _reached(cls, address: str) -> str:
        return weblink(address)


class PlanGuide(Entry):
    """What stands in plan.yaml."""

    education_first: EducationFirst
    my_plan: StatutoryPlan
    job_log: Cited


@cache
def plan_guide() -> PlanGuide:
    """Return what the law says beside a plan, read once. Errors: CatalogError."""
    return read_entry(PlanGuide, FILE)
