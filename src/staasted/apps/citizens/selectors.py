"""Reading around a case that access has opened."""

from datetime import date

from staasted.apps.citizens.models import BenefitPeriod, Citizen, CounsellorAssignment
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import in_force_on
from staasted.core.citizen.spells import Spell, spells


def counsellor_of(citizen: Citizen, *, on: date) -> Person | None:
    """The citizen's counsellor on a day, if any."""
    held = CounsellorAssignment.objects.select_related("counsellor").filter(in_force_on(on))
    assignment = held.filter(citizen=citizen).first()
    return assignment.counsellor if assignment else None


def spells_of(citizen: Citizen) -> tuple[Spell, ...]:
    """The citizen's spells, oldest first, built from every benefit period."""
    periods = BenefitPeriod.objects.filter(citizen=citizen)
    return spells(periods.values_list("starts_on", "ends_on"))
