"""What is known before a file is applied: everybody with a CPR number, in four queries."""

from dataclasses import dataclass

from staasted.apps.citizens.models import BenefitPeriod, Citizen, CounsellorAssignment
from staasted.apps.org.models import Person


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one person: the newest benefit period, today's counsellor."""

    person: Person
    citizen: Citizen | None = None
    period: BenefitPeriod | None = None
    counsellor: Person | None = None


def known_by_cpr() -> dict[str, Known]:
    """Keyed hash of the CPR number → what is known of that person."""
    citizens = {case.person_id: case for case in Citizen.objects.all()}
    periods = {each.citizen_id: each for each in BenefitPeriod.objects.order_by("starts_on")}
    assigned = CounsellorAssignment.objects.filter(to_on=None).select_related("counsellor")
    counsellors = {each.citizen_id: each.counsellor for each in assigned}
    return {
        person.cpr_lookup: _known(person, citizens, periods, counsellors)
        for person in Person.objects.exclude(cpr_lookup=None)
    }


def _known(
    person: Person,
    citizens: dict[int, Citizen],
    periods: dict[int, BenefitPeriod],
    counsellors: dict[int, Person],
) -> Known:
    case = citizens.get(person.pk)
    if case is None:
        return Known(person)
    return Known(person, case, periods.get(case.pk), counsellors.get(case.pk))
