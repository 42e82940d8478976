"""The names of those a plan is about, as the lead may see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from staasted.apps.audit.actor import Actor
from staasted.apps.citizens.staff_access import citizens_behind_number
from staasted.catalog.texts import text


@dataclass(frozen=True)
class Naming:
    """Names by public id; each is noted in the log."""

    actor: Actor
    on: date

    def __call__(self, refs: list[str]) -> Mapping[str, str]:
        """Public id → name, or words for a protected one."""
        cases = citizens_behind_number(self.actor, refs, on=self.on)
        return {
            ref: text("ui.protected_name")
            if case.person.protected
            else case.person.name or text("ui.nameless")
            for ref, case in cases.items()
        }
