"""The database refuses the same fact twice, also where a first day is not known."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from staasted.apps.citizens.circumstances import DocumentedRelief
from staasted.apps.citizens.models import Citizen
from staasted.apps.offers.models import Measure
from tests import town
from tests.town import Town

GRANTED_ON = date(2026, 7, 1)


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def _granted(case: Citizen, granted_on: date = GRANTED_ON) -> Measure:
    return Measure(citizen=case, kind="wage_subsidy", provider="Nordhavn", granted_on=granted_on)


def test_a_measure_that_has_not_begun_is_known_once_for_each_day_it_was_granted(
    ase: Citizen,
) -> None:
    _granted(ase).save()
    _granted(ase, date(2026, 8, 1)).save()

    with pytest.raises(ValidationError, match="known already"):
        _granted(ase).validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        _granted(ase).save()

    assert Measure.objects.filter(citizen=ase).count() == 2


def test_a_relief_without_a_first_day_is_known_once_for_each_ground(ase: Citizen) -> None:
    DocumentedRelief.objects.create(citizen=ase, ground="Alvorlig sygdom")
    DocumentedRelief.objects.create(citizen=ase, ground="Barsel")

    twice = DocumentedRelief(citizen=ase, ground="Barsel")
    with pytest.raises(ValidationError, match="known already"):
        twice.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        twice.save()

    assert DocumentedRelief.objects.filter(citizen=ase).count() == 2
