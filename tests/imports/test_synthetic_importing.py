"""The import takes in what the generator writes, and takes it in once."""

from datetime import date

import pytest

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.imports.services import caseload_import, conversations_import, offers_import
from staasted.apps.org.services import staff_register
from tests.imports.invented import COUNSELLORS, ON, rows, town

pytestmark = pytest.mark.django_db

CITIZENS = 60
SERVICES = {
    "caseload": caseload_import,
    "conversations": conversations_import,
    "offers": offers_import,
}


def test_a_generated_municipality_goes_in_and_the_second_time_nothing_changes():
    made = town(citizens=CITIZENS)
    for kind, service in SERVICES.items():
        content = getattr(made, kind)
        taken = service(actor=OPERATOR, content=content, file_name=f"{kind}.csv", today=ON)
        assert taken.rejected == ()
        assert taken.created == len(rows(content))
    for kind, service in SERVICES.items():
        content = getattr(made, kind)
        again = service(actor=OPERATOR, content=content, file_name=f"{kind}.csv", today=ON)
        assert (again.created, again.updated) == (0, 0)
        assert again.unchanged == len(rows(content))


def test_a_municipality_with_counsellors_goes_in_whole():
    for name in COUNSELLORS:
        staff_register(name=name, roles=[Role.COUNSELLOR], from_on=date(2020, 1, 1))
    made = town(citizens=CITIZENS, counsellors=COUNSELLORS)
    for kind, service in SERVICES.items():
        content = getattr(made, kind)
        taken = service(actor=OPERATOR, content=content, file_name=f"{kind}.csv", today=ON)
        assert taken.rejected == ()
        assert taken.created == len(rows(content))
