"""A conversations file taken in: what is known elsewhere stands beside what was written here."""

from datetime import UTC, date, datetime, timedelta

import pytest

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.booking.services import openings_publish
from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.course import course_of
from staasted.apps.conversations.models import Conversation
from staasted.apps.imports.options import ImportOptions
from staasted.apps.imports.reading.refusals import RowReason
from staasted.apps.imports.report import ImportReport
from staasted.apps.imports.services import caseload_import, conversations_import
from staasted.apps.org.clock import COPENHAGEN
from staasted.apps.org.models import Person
from staasted.apps.org.services import staff_register
from staasted.catalog.imports import FileKind
from tests.happenings import FIRST, book, close, utc
from tests.imports.full import CASE, CONVERSATION, sheet
from tests.imports.rows import number
from tests.imports.test_caseload import everything_stored

TODAY = date(2026, 5, 18)
LATER = date(2026, 6, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mette() -> Person:
    """The one counsellor, with time for a conversation."""
    person = staff_register(name="Mette Holm", roles=[Role.COUNSELLOR], from_on=date(2025, 1, 1))
    day = utc(2026, 5, 26, 7)
    openings_publish(counsellor=person, stretches=[(day, day + timedelta(hours=7))])
    return person


@pytest.fixture(autouse=True)
def case(mette) -> Citizen:
    """Somebody whose case is open."""
    content = sheet(FileKind.CASELOAD, CASE | {"ends_on": "", "end_reason": ""})
    caseload_import(actor=OPERATOR, content=content, file_name="sager.csv", today=TODAY)
    return Citizen.objects.get()


def take_in(*rows: dict[str, str], **options: bool) -> ImportReport:
    """Import a file of these conversations."""
    return conversations_import(
        actor=OPERATOR,
        content=sheet(FileKind.CONVERSATIONS, *rows),
        file_name="samtaler.csv",
        today=LATER,
        options=ImportOptions(**options),
    )


def told(**cells: str) -> dict[str, str]:
    """A conversation with some cells written differently."""
    return CONVERSATION | cells


def test_a_conversation_from_elsewhere_has_no_booking_and_nobody_who_closed_it(case):
    report = take_in(CONVERSATION)
    assert (report.created, report.updated, report.unchanged) == (1, 0, 0)
    known = Conversation.objects.get()
    assert known.citizen == case
    assert known.starts_at == datetime(2026, 3, 12, 9, 15, tzinfo=UTC)
    assert (known.purpose, known.form, known.channel) == ("job_search", "individual", "phone")
    assert (known.held_by, known.outcome, known.minutes) == ("unemployment_fund", "held", 45)
    assert (known.booking, known.holder, known.closed_by) == (None, None, None)


def test_the_same_conversations_again_change_no_row_of_any_table():
    rows = [CONVERSATION, told(held_at="13-03-2026"), told(held_at="14-03-2026", minutes="")]
    take_in(*rows)
    before = everything_stored()
    report = take_in(*rows)
    assert (report.unchanged, report.batch) == (3, None)
    assert everything_stored() == before


def test_a_corrected_outcome_is_written_over_and_an_empty_cell_is_not():
    take_in(CONVERSATION)
    report = take_in(told(outcome="Ikke mødt", channel="", minutes=""))
    assert (report.updated, report.created) == (1, 0)
    known = Conversation.objects.get()
    assert (known.outcome, known.channel, known.minutes) == ("not_met", "phone", 45)


def test_a_purpose_told_later_belongs_to_the_same_conversation():
    take_in(told(purpose=""))
    assert take_in(CONVERSATION).updated == 1
    assert take_in(told(purpose="")).unchanged == 1
    assert Conversation.objects.get().purpose == "job_search"


def test_two_purposes_at_one_moment_are_two_conversations():
    take_in(CONVERSATION, told(purpose="first_conversation"))
    assert Conversation.objects.count() == 2


def test_a_conversation_closed_here_at_the_same_moment_wins(case, mette):
    closed = close(book(case, mette, purpose=FIRST, channel="in_person"), note="Vi talte sammen")
    at = closed.starts_at.astimezone(COPENHAGEN)
    before = everything_stored()
    report = take_in(told(held_at=f"{at:%d-%m-%Y %H:%M}", outcome="Udeblevet"))
    assert report.unchanged == 1
    assert everything_stored() == before


def test_somebody_unknown_is_a_bad_row_that_says_what_to_do():
    before = everything_stored()
    (error,) = take_in(CONVERSATION, told(cpr=number(9))).rejected
    assert (error.row, error.reason, error.value) == (3, RowReason.CITIZEN_UNKNOWN, "")
    assert everything_stored() == before


def test_the_good_rows_can_be_taken_without_the_bad_ones():
    report = take_in(CONVERSATION, told(cpr=number(9)), skip_bad=True)
    assert (report.read, report.created, len(report.rejected)) == (2, 1, 1)
    assert b"sagsstammen" in report.rejected_file


def test_nobody_talks_for_no_minutes_at_all():
    (error,) = take_in(told(minutes="0")).rejected
    assert (error.column, error.reason) == ("Minutter", RowReason.NUMBER_OUTSIDE)
    assert take_in(told(minutes="0", outcome="Udeblevet")).created == 1


def test_what_is_not_told_is_not_known_and_never_counts(case):
    take_in({"cpr": number(1), "held_at": "12-03-2026"})
    known = Conversation.objects.get()
    assert (known.form, known.channel, known.held_by, known.purpose) == ("", "", "", "")
    assert (known.outcome, known.minutes) == ("unknown", None)
    take_in({"cpr": number(1), "held_at": "12-03-2026", "outcome": "Holdt"})
    assert [e.value for e in course_of(case, on=LATER).answer.events] == [0]


@pytest.mark.parametrize("hour", ["26-10-2025 02:30", "29-03-2026 02:30"])
def test_an_hour_that_comes_twice_or_never_is_one_moment(hour):
    take_in(told(held_at=hour))
    assert take_in(told(held_at=hour)).unchanged == 1
