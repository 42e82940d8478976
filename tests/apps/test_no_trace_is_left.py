"""After an erasing nothing in any table says who it was, or what was written about them."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.http import QueryDict

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.models import Conversation
from staasted.apps.imports.models import ImportRecord
from staasted.apps.imports.tables import columns_in, label_of
from staasted.apps.org.drafts import draft_keep
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import actor_for
from staasted.apps.org.services import role_grant
from staasted.apps.retention.services import case_erase, due_erase
from staasted.core.calendar import add_months
from tests import town
from tests.asking import ask_to_correct
from tests.ending import close_case
from tests.files import import_files
from tests.happenings import FIRST, book, close
from tests.town import MONDAY, NOON, Town

pytestmark = pytest.mark.django_db

DUE = add_months(MONDAY, 60)
SECRET = "Kan ikke tåle stress"


def everything() -> Iterator[tuple[str, str]]:
    """Table and each value of each row, as text."""
    for model in apps.get_models(include_auto_created=True):
        names = [column.attname for column in columns_in(model)]
        for row in model.objects.values_list(*names):
            for value in row:
                yield label_of(model), str(bytes(value) if isinstance(value, memoryview) else value)


def where(*words: str) -> set[str]:
    return {table for table, value in everything() if any(word in value for word in words)}


def test_a_citizen_who_was_written_about_leaves_a_public_id_in_the_logs_alone(
    place: Town,
) -> None:
    case = town.citizen(place.karen, name="Åse Møller")
    person = case.person
    person.email = "aase@eksempel.dk"
    person.save()
    close(book(case, place.karen, purpose=FIRST, channel="in_person"), note=SECRET)
    asked = ask_to_correct(case, words=SECRET)
    asked.state, asked.ended_at = "withdrawn", NOON
    asked.save()
    close_case(case, place.karen)
    words = ("Åse Møller", "aase@eksempel.dk", SECRET, str(person.cpr_lookup))
    assert {"org.person", "conversations.conversation"} <= where(*words)
    assert Conversation.objects.exists()
    list(due_erase(actor=OPERATOR, on=DUE))
    assert where(*words) == set()
    assert where(case.public_id) == {"audit.readlog", "audit.actlog"} & where(case.public_id)


def test_somebody_who_came_in_by_a_file_leaves_nothing_of_the_file(place: Town) -> None:
    case = brought_by_a_file(place)
    assert ImportRecord.objects.filter(citizen=case).exists()
    words = (case.person.name, str(case.person.cpr_lookup))
    list(due_erase(actor=OPERATOR, on=DUE))
    assert where(*words) == set()
    assert not Person.objects.filter(pk=case.person_id).exists()


def brought_by_a_file(place: Town) -> Citizen:
    """Somebody a file brought, whose case has closed."""
    import_files()
    case = Citizen.objects.select_related("person").get(person__name="Grethe Fra Fil")
    close_case(case, place.karen)
    return case


def test_what_a_file_told_goes_with_the_case_and_not_only_with_the_file(place: Town) -> None:
    case = brought_by_a_file(place)
    assert {"org.person", "imports.importrecord"} <= where(case.person.name)
    case_erase(actor=OPERATOR, public_id=case.public_id, on=DUE)
    assert where(case.person.name) == set()


def test_of_whoever_stays_it_goes_too(place: Town) -> None:
    case = brought_by_a_file(place)
    born = str(case.person.birth_date)
    role_grant(person=case.person, role=Role.FRONT_DESK, from_on=MONDAY)
    assert {"org.person", "imports.importrecord"} <= where(born)
    case_erase(actor=OPERATOR, public_id=case.public_id, on=DUE)
    assert where(born) == set()


def test_what_a_citizen_was_writing_goes_too(place: Town) -> None:
    case = town.citizen(place.karen)
    actor = actor_for(person=case.person, role=Role.CITIZEN)
    draft_keep(actor=actor, path="/mit-forloeb/", sent=QueryDict(f"ord={SECRET}"), at=NOON)
    close_case(case, place.karen)
    list(due_erase(actor=OPERATOR, on=DUE))
    assert where(SECRET) == set()
