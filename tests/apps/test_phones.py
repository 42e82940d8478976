"""A telephone number is one number however it was written."""

import importlib
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from staasted.apps.org.models import Person
from staasted.apps.org.phones import phone_keys
from staasted.apps.org.services import person_register
from tests.imports.rows import line
from tests.imports.test_caseload import staff, take_in


@pytest.mark.parametrize(
    "written",
    [
        "12345678",
        "12 34 56 78",
        "+45 12 34 56 78",
        "0045-12345678",
        "+4512345678",
        "(12) 34.56.78",
        "tlf. 1234 5678 (arbejde)",
    ],
)
def test_one_number_has_one_key_however_it_was_written(written):
    assert phone_keys(written) == ("12345678", "")


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("", ("", "")),
        ("ingen", ("", "")),
        ("12 34 56 78 / 87 65 43 21", ("12345678", "87654321")),
        ("12345678 87654321", ("12345678", "87654321")),
        ("12345678, 87654321 og 11223344", ("12345678", "87654321")),
        ("+46 8 123 456 78", ("46812345678", "")),
        ("1" * 30, ("", "")),
    ],
)
def test_a_cell_with_two_numbers_or_none_is_read_as_it_stands(written, keys):
    assert phone_keys(written) == keys


@pytest.mark.django_db
def test_whoever_is_registered_has_the_keys_of_their_number():
    person = person_register(name="Åse Møller", phone="+45 12 34 56 78")
    person.refresh_from_db()
    assert (person.phone, person.phone_key) == ("+45 12 34 56 78", "12345678")


@pytest.mark.django_db
def test_a_file_brings_the_keys_and_a_new_number_changes_them():
    staff("Mette Holm")
    take_in(line(phone="00 11 22 33"))
    assert Person.objects.filter(phone_key="00112233").count() == 1
    take_in(line(phone="00 11 22 44 / 00 11 22 55"))
    known = Person.objects.get(phone_key="00112244")
    assert (known.other_phone_key, known.phone) == ("00112255", "00 11 22 44 / 00 11 22 55")


@pytest.mark.django_db
def test_those_known_before_get_their_keys_when_the_database_is_brought_up_to_date():
    person = person_register(name="Åse Møller", phone="+45 12 34 56 78")
    Person.objects.update(phone_key="")
    migration = importlib.import_module("staasted.apps.org.migrations.0007_phone_keys")
    migration.keys_fill(apps, SimpleNamespace(connection=connection))
    person.refresh_from_db()
    assert person.phone_key == "12345678"
