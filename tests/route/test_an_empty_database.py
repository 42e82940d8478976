"""A database with its first staff and nothing else: every page says what to do next."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve

from staasted.apps.audit.actor import Role
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.doors import STAFF_ROLES
from staasted.apps.org.models import Account, Installation, Person
from staasted.apps.org.services import staff_register
from staasted.catalog.texts import text
from tests.browsing import main
from tests.route.matrix import MATRIX
from tests.town import LONG_AGO

pytestmark = [pytest.mark.django_db, pytest.mark.once]

STRANGER, NOBODY = "stranger", "nobody"  # not logged in; logged in without a role
WHO = (STRANGER, NOBODY, *(role.value for role in STAFF_ROLES))
PLACES = (
    *("citizen", "newcomer", "closed", "booking", "upload", "batch"),
    *("coach", "team", "handed", "asked", "right", "situation"),
    *("series", "opening", "place", "wish", "meeting", "seat"),
    *("invitation", "summoned", "partnership", "file", "letter"),
    *("planned", "helped", "profiled", "offer_place", "offer_asked", "own_line", "coachs_line"),
    *("offer_course", "provider", "ad", "ad_search", "idea", "idea_done", "hearing"),
)
NOT_PEOPLES = {
    "sitting",
    "times_missing_file",
    "overview_file",
    "people_file",
    "net_file",
    "glass_file",
}  # a number for a script, and a file

SAYS = {
    "login": "login.closed.next",
    "login_local": "login.local.setup_offer",
    "login_local_setup": "login.local.setup_intro",
    "logout": "login.out.again",
    "choose_role": "login.role.only",
    "purpose": "login.purpose.intro",
    "help": "login.help.human",
    "course_sheet": "settings.sheet.print",
    "course_sheet_in": "settings.sheet.print",
    "rules": "login.rules.show",
    "first_days": "guides.lead",
    "first_day": "guides.print",
    "screening_rules": "answering.rules.intro",
    "agreements_waiting": "our_agreement.office.list_none",
    "possibilities": "offering.front.needs",
    "open_offers": "offering.search.hint",
    "open_offer": "offering.one.only_login",
    "kept": "retention.page.intro",
    "today": "counsellor.today.empty",
    "needing": "day.needing.nobody",
    "calendar_ways": "ways.about.my_times",
    "post_ways": "ways.about.talks",
    "office_ways": "ways.about.find",
    "alerts": "net.alerts.none",
    "calls": "wishes.calls.none",
    "offer_requests": "offering.heard.none",
    "offer_courses": "granting.list.none",
    "late_promises": "late_promises.none",
    "providers": "granting.place.none",
    "provider_new": "granting.place.seats_mean",
    "talks": "talking.staff.none",
    "caseload": "counsellor.caseload.empty",
    "caseload_many": "many.nobody.lead",
    "caseload_views": "views.none",
    "my_week": "office.mine.not_open",
    "office_week": "office.week.none_open",
    "office_month": "office.month.none_open",
    "my_times": "openings.times.none",
    "times_of": "openings.times.none",
    "series_new": "openings.series.new_means",
    "opening_new": "openings.one.new_means",
    "times_away": "openings.times.not_away",
    "times_limits": "openings.limits.means",
    "closing_days": "openings.closing.none",
    "places": "openings.places.none",
    "office_meetings": "meetings.office.none",
    "meeting_new": "meetings.office.new_means",
    "not_booked": "invitations.late.none",
    "exemptions": "exemptions.review.none",
    "pass_on": "handing.empty",
    "received": "handing.received.nobody",
    "reviews": "share_exemptions.review.none",
    "talk_guides": "preparing.guides.lead",
    "talk_guide": "preparing.guides.print",
    "share_room": "share_exemptions.room.none",
    "times_missing": "invitations.missing.none",
    "team": "counsellor.team.no_team",
    "covered": "covering.nobody",
    "open_for_a_reason": "counsellor.glass.means",
    "desk": "ui.find.none",
    "partner": "partner.none",
    "calendars": "calendars.outside.none",
    "calendar_add": "calendars.add.kept",
    "situations_list": "situations.staff.none",
    "what_citizens_say": "feedback.lead.none",
    "rights_list": "rights.answer.none",
    "idea_new": "ideas.mine.none",
    "what_changed": "ideas.changed.none",
    "ideas": "ideas.list.none",
    "overview": "overview.net.never",
    "overview_paper": "overview.paper.none",
    "hours": "overview.hours.none",
    "people_paper": "lead.level.none.mangler",
    "changes": "ideas.kept.none",
    "glass": "lead.glass.none",
    "name_requests": "lead.names.none",
    "find": "ui.find.none",
    "operations": "operations.problem.worker_away.remedy",
    "coach_wishes": "lead.wishes.none",
    "level": "lead.level.no_groups",
    "net": "net.lead.never",
    "net_paper": "net.lead.never",
    "contact_figures": "lead.contact.no_calls",
    "unanswered": "unanswered.none",
    "without_coach": "lead.without_coach.none_next",
    "coaches": "lead.coaches.none",
    "imports": "administrator.imports.none",
    "import_new": "administrator.new.intro",
    "staff": "staffing.list.only_you",
    "staff_new": "staffing.new.next",
    "staff_member": "staffing.own_roles_next",
    "staff_roles": "staffing.own_roles_next",
    "staff_number": "staffing.number.means",
    "staff_team": "staffing.team.no_teams",
    "staff_absence": "staffing.member.never_away",
    "staff_hand_over": "staffing.hand_over.none_next",
    "staff_leave": "staffing.own_roles_next",
    "teams": "staffing.teams.none",
}
"""The sentence each page that opens has for whoever meets it with nothing there."""

REFUSALS = {
    400: "bad_request",
    403: "permission_denied",
    404: "page_not_found",
    405: "method_not_allowed",
}


@pytest.fixture
def alone(request: pytest.FixtureRequest, db: None) -> tuple[Client, Person | None]:
    """The only one there is, logged in as a real identity provider would."""
    who, client = request.param, Client()
    if who == STRANGER:
        return client, None
    roles = [] if who == NOBODY else [Role(who)]
    person = staff_register(name="Ulla Nør", roles=roles, from_on=LONG_AGO)
    account = Account.objects.create(person=person, provider="test", subject=person.public_id)
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    assert not Citizen.objects.exists()
    assert not Installation.objects.exists()
    return client, person


def met(client: Client, method: str, address: str) -> tuple[str, int, str]:
    """The name of the page one ends on, its status and what it says."""
    response = getattr(client, method)(address, follow=True)
    name = resolve(response.request["PATH_INFO"]).url_name
    return name, response.status_code, main(response.content.decode())


@pytest.mark.parametrize("alone", WHO, indirect=True)
@pytest.mark.parametrize("name", sorted(set(MATRIX) - NOT_PEOPLES))
def test_every_page_says_what_to_do_next(alone: tuple[Client, Person | None], name: str) -> None:
    client, person = alone
    ids = dict.fromkeys(PLACES, "2222222222") | {"coach": person.public_id if person else "2" * 10}
    ended, status, said = met(client, MATRIX[name].method, MATRIX[name].address.format(**ids))
    if status in REFUSALS:
        expected = text(f"ui.failure.{REFUSALS[status]}.next")
    elif status == 409:
        expected = text("errors.not_a_demo.next")
    else:
        assert status == 200
        roleless = ended == "choose_role" and not (person and person.roles.exists())
        expected = text("login.role.none_next" if roleless else SAYS[ended])
    assert expected in said


def test_somebody_with_two_roles_is_asked_which(db: None) -> None:
    both = staff_register(name="Ulla Nør", roles=[Role.ADMINISTRATOR, Role.LEAD], from_on=LONG_AGO)
    account = Account.objects.create(person=both, provider="test", subject=both.public_id)
    client = Client()
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    name, status, said = met(client, "get", "/")
    assert (name, status) == ("choose_role", 200)
    assert text("login.role.intro") in said


def test_every_page_that_opens_has_its_sentence() -> None:
    assert set(SAYS) <= set(MATRIX)
