"""The database is the last wall: what it refuses, whoever writes."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations import Migration
from django.db.models.signals import pre_migrate

from staasted.apps.audit import guarding
from staasted.apps.audit.models import ActLog, LogBlock, ReadLog
from staasted.apps.audit.services import act_log
from staasted.apps.booking.models import Booking, Occupation
from staasted.apps.citizens.models import PartnerInvitation
from staasted.apps.conversations.guards import OF_A_CITIZEN
from tests import town
from tests.happenings import book
from tests.town import NOON, Town

GUARDED = (
    "agreements_contactagreement",
    "screening_screeninganswers",
    "screening_screeningdraft",
    "screening_mirroranswers",
    "booking_occupation",
    "booking_booking",
    "booking_timewish",
    "audit_readlog",
    "audit_actlog",
    "audit_logblock",
    *OF_A_CITIZEN,
    "case_system_caseevent",
    "conversations_conversationcorrection",
    "conversations_plainwords",
    "cases_caseclosing",
    "citizens_citizen",
    "citizens_conflict",
    "citizens_counsellorassignment",
    "citizens_partnerinvitation",
    "citizens_power",
    "meetings_groupmeeting",
    "net_alert",
    "net_nightlyfigure",
    "overview_overviewnight",
    "offers_offerplace",
    "offers_offerrequest",
    "offers_offerround",
    "granting_offerdecision",
    "offers_offerattendance",
    "offers_offercourse",
    "offers_offerpause",
    "offers_offerseat",
    "offers_offerstep",
    "meetings_seat",
    "meetings_seatwait",
    "invitations_exemptionreview",
    "invitations_invitation",
    "invitations_summons",
    "invitations_timesmissing",
    "letters_letter",
    "records_hearing",
    "story_storyline",
    "story_storywording",
    "talking_helpwish",
    "talking_partnermessage",
    "talking_fundtransfer",
    "talking_talkmessage",
    "plans_planfile",
    "plans_planhelper",
    "plans_planitem",
    "plans_planremark",
    "plans_planversion",
    "org_person",
    "org_teammembership",
)


@pytest.fixture
def booking(place: Town) -> Booking:
    return book(town.citizen(place.karen), place.karen)


def occupy(booking: Booking, **changed: object) -> Occupation:
    """Take the counsellor's time as the booking does, straight into the table."""
    held = Occupation.objects.filter(booking=booking).earliest("id")
    row = {
        "resource_id": held.resource_id,
        "booking": booking,
        "live": True,
        "starts_at": held.starts_at,
        "ends_at": held.ends_at,
    }
    return Occupation(**(row | changed))


def refused(booking: Booking) -> bool:
    try:
        with transaction.atomic():
            occupy(booking).save()
    except IntegrityError:
        return True
    return False


def log_row_stays() -> bool:
    act_log_row()
    try:
        with transaction.atomic():
            ActLog.objects.update(act="something else")
    except IntegrityError:
        return True
    return False


def act_log_row() -> None:
    with transaction.atomic():
        act_log(actor=town.operator, act="test", at=NOON)


def test_nobody_is_in_two_places_at_once_even_past_every_service(booking: Booking) -> None:
    assert refused(booking)


def test_time_given_back_can_be_taken_again(booking: Booking) -> None:
    Occupation.objects.filter(booking=booking).update(live=False)
    occupy(booking).save()


def test_taking_up_a_cancelled_time_that_another_has_is_refused(booking: Booking) -> None:
    parked = occupy(booking, live=False)
    parked.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Occupation.objects.filter(pk=parked.pk).update(live=True)


def test_touching_ends_do_not_overlap(booking: Booking) -> None:
    as_long_again = booking.ends_at + (booking.ends_at - booking.starts_at)
    occupy(booking, starts_at=booking.ends_at, ends_at=as_long_again).save()


def test_a_log_row_is_never_changed(db: None) -> None:
    assert log_row_stays()


def test_a_log_row_is_never_removed(db: None) -> None:
    act_log_row()
    with pytest.raises(IntegrityError), transaction.atomic():
        ActLog.objects.all().delete()


def test_a_log_is_not_emptied_or_written_over_past_its_triggers(db: None) -> None:
    act_log_row()
    first = ActLog.objects.get()
    statement = {
        "postgresql": "TRUNCATE audit_actlog",
        "sqlite": (
            "INSERT OR REPLACE INTO audit_actlog (id, at, actor, role, unit, citizens, act,"
            f" subject, facts) VALUES ({first.pk}, '2026-01-01', 'x', 'lead', '', '', 'x', '',"
            " '{}')"
        ),
    }[connection.vendor]
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert ActLog.objects.get().act == "test"


def test_a_guard_that_says_something_else_than_declared_is_found_and_mended(
    transactional_db: None,
) -> None:
    with connection.cursor() as cursor:
        for statement in {
            "sqlite": [
                "DROP TRIGGER audit_actlog_no_update",
                (
                    "CREATE TRIGGER audit_actlog_no_update BEFORE UPDATE ON audit_actlog"
                    " BEGIN SELECT 1; END"
                ),
            ],
            "postgresql": [
                "DROP TRIGGER audit_actlog_no_update ON audit_actlog",
                (
                    "CREATE FUNCTION let_it_be() RETURNS trigger LANGUAGE plpgsql AS"
                    " $$ BEGIN RETURN NEW; END $$"
                ),
                (
                    "CREATE TRIGGER audit_actlog_no_update BEFORE UPDATE ON audit_actlog"
                    " FOR EACH ROW EXECUTE FUNCTION let_it_be()"
                ),
            ],
        }[connection.vendor]:
            cursor.execute(statement)
    assert len(guarding.guards_check(["default"])) == 1
    call_command("migrate", verbosity=0)
    assert guarding.guards_check(["default"]) == []
    assert log_row_stays()


def test_an_act_is_logged_only_in_its_own_transaction(transactional_db: None) -> None:
    with pytest.raises(Exception, match="test"):
        act_log(actor=town.operator, act="test", at=NOON)


def test_every_guard_stands_and_the_check_at_start_says_so(db: None) -> None:
    assert guarding.guards_check(["default"]) == []
    assert {guard.table for guard in guarding.declared()} == set(GUARDED)


def test_a_missing_guard_is_found_at_start_and_put_back_by_migrate(transactional_db: None) -> None:
    guarding.guards_drop()
    missing = guarding.guards_check(["default"])
    assert missing
    assert all(error.hint and "staasted migrate" in error.hint for error in missing)
    call_command("migrate", verbosity=0)
    assert guarding.guards_check(["default"]) == []


@pytest.mark.parametrize("model", [Occupation, ReadLog, ActLog, LogBlock])
def test_a_table_altered_by_a_migration_is_guarded_again_afterwards(
    transactional_db: None, model: type[models.Model]
) -> None:
    rebuild(model)
    call_command("migrate", verbosity=0)
    assert guarding.guards_check(["default"]) == []
    place = town.build_town()
    assert refused(book(town.citizen(place.karen), place.karen))
    assert log_row_stays()


def test_what_guards_read_elsewhere_can_be_altered_too(transactional_db: None) -> None:
    plan = [(Migration("0001_first", "audit"), False)]
    for app in apps.get_app_configs():
        pre_migrate.send(app, app_config=app, using="default", plan=plan)
    stand = connection.vendor == "postgresql"
    assert bool(guarding.guards_check(["default"])) is not stand
    rebuild(PartnerInvitation)
    call_command("migrate", verbosity=0)
    assert guarding.guards_check(["default"]) == []


def rebuild(model: type[models.Model]) -> None:
    """Alter a column and back, as an ordinary migration does: SQLite rebuilds the table."""
    days = (f for f in model._meta.fields if isinstance(f, models.DateField))
    field = next(f for f in days if not f.null)
    nullable = type(field)(null=True, db_index=field.db_index)
    nullable.set_attributes_from_name(field.name)
    nullable.model = model
    with connection.schema_editor() as editor:
        editor.alter_field(model, field, nullable)
    with connection.schema_editor() as editor:
        editor.alter_field(model, nullable, field)
