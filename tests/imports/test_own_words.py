"""What a citizen has told of themselves, no file writes over (decision 0044)."""

from datetime import date

import pytest

from staasted.apps.audit.actor import Role
from staasted.apps.citizens.circumstances import Circumstances
from staasted.apps.org.models import Person
from staasted.apps.org.services import staff_register
from tests.imports.full import CASE
from tests.imports.test_services import take_in

pytestmark = pytest.mark.django_db
NEXT = CASE | {"email": "ny@borger.example", "phone": "00 00 00 09", "interpreter": "Nej"}


@pytest.fixture(autouse=True)
def mette() -> Person:
    """The counsellor the file names."""
    return staff_register(name="Mette Holm", roles=[Role.COUNSELLOR], from_on=date(2025, 1, 1))


def test_an_address_and_a_number_of_ones_own_stay() -> None:
    take_in(CASE)
    Person.objects.update(email="egen@borger.example", email_own=True, phone="", phone_own=True)
    Person.objects.update(phone_key="", other_phone_key="")
    report = take_in(NEXT)
    person = Person.objects.get(cpr_lookup__isnull=False)
    assert (person.email, person.phone, person.phone_key) == ("egen@borger.example", "", "")
    assert report.updated == 1, "the interpreter is not her own word, and is written over"
    assert Circumstances.objects.get().interpreter is False


def test_a_need_of_an_interpreter_told_by_oneself_stays() -> None:
    take_in(CASE)
    Circumstances.objects.update(interpreter_own=True, interpreter_language="tigrinya")
    take_in(NEXT)
    told = Circumstances.objects.get()
    assert (told.interpreter, told.interpreter_language) == (True, "tigrinya")
