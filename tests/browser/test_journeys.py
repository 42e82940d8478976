"""Five people from their first log-in to three months later, clicked as they would click it.

Everything is done on the pages, without JavaScript; what a coach does, the coach does on theirs.
The demo's clock carries them from 18 May 2026 across 1 July, when the law changes.
"""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page

from staasted.apps.audit.actor import Role
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.services import staff_register
from staasted.catalog.texts import text
from tests import town
from tests.browser.walking import Walker, books, calls_in, holds, tells, today
from tests.town import LONG_AGO, MONDAY, Town, build_town

THREE_MONTHS = date(2026, 8, 18)
HOME = "/mit-forloeb/"


@pytest.fixture
def place(transactional_db: None) -> Town:
    return build_town()


@pytest.fixture
def walker(visit: Callable[..., Page]) -> Callable[..., Walker]:
    """``walker(person)`` is that person at a page of their own, without JavaScript."""

    def walk(person: object, **how: object) -> Walker:
        one = Walker(visit(javascript=False, **how))
        one.come_in(person)
        return one

    return walk


def newcomer(place: Town, name: str, **what: str) -> Citizen:
    """Somebody whose benefit begins today, with Karen as their coach."""
    return town.citizen(place.karen, name=name, asked_on=MONDAY, **what)


def test_newly_unemployed_and_self_reliant(place: Town, walker: Callable[..., Walker]) -> None:
    case = newcomer(
        place,
        "Sofie Lund",
        group="group:unemployment_benefit",
        benefit="benefit:unemployment_benefit",
    )
    sofie, karen = walker(case.person), walker(place.karen)
    sofie.answers(job_goal_clear="yes", knows_next_step="yes", search_works="yes")
    sofie.ask("citizen.screening.send")
    sofie.reads(text("ui.freedom.check_ins"))
    sofie.ask("citizen.proposal.accept")
    sofie.reads("Vi taler sammen hver 6. uge")

    sofie.goes_to("/mit-forloeb/plan/nyt/?slags=goal")
    sofie.write(title="Et job som lagerleder")
    sofie.ask("plans.save")
    sofie.goes_to("/mit-forloeb/plan/nyt/?slags=job")
    sofie.write(title="Lagerleder", employer="Ådal Lager", due_on=today().isoformat())
    sofie.ask("plans.save")
    sofie.reads("Ådal Lager")

    booking = books(sofie, "Netværk og virksomheder")
    holds(karen, booking, note="Sofie ringer selv til tre lagre.", freedom="check_ins", weeks=10)
    sofie.goes_to(HOME)
    sofie.reads("Vi har aftalt, at vi taler sammen senest")

    karen.days_pass(date(2026, 7, 20))
    tells(sofie, "job_on_the_way", begins="2026-08-17", words="Ådal Lager")
    sofie.reads("Karen Østergård ser på det")
    karen.goes_to("/aendringer/")
    karen.press("Jeg har fået et job på fuld tid")
    karen.choose_value("outcome", "confirm")
    karen.write(paper="Kontrakt set på video", words="Tillykke!")
    karen.ask("situations.staff.submit")

    karen.days_pass(THREE_MONTHS)
    sofie.goes_to("/mit-forloeb/aendringer/")
    sofie.reads("Jeg har fået et job på fuld tid")
    sofie.goes_to("/mit-forloeb/hvem-har-set-min-sag/")
    sofie.reads("For at se på det, du har fortalt", "Coach")


def test_sick_listed_in_treatment(place: Town, walker: Callable[..., Walker]) -> None:
    case = newcomer(
        place, "Mette Bæk", group="group:sickness_benefit", benefit="benefit:sickness_benefit"
    )
    mette, karen = walker(case.person), walker(place.karen)
    mette.answers(has_energy="no", in_treatment_now="yes")
    mette.ask("citizen.screening.send")
    mette.reads(text("ui.freedom.close_support"), "mangler kræfter")
    mette.ask("citizen.proposal.accept")

    tells(mette, "treatment_begins", begins="2026-05-25")
    mette.reads("Jeg begynder i behandling")
    mette.goes_to("/mit-forloeb/aftale/pause/")
    mette.choose_value("pause_reason", "treatment")
    mette.write(pause_until="2026-07-13")
    mette.ask("our_agreement.change.look")
    mette.ask("our_agreement.change.send_less")
    karen.goes_to("/aftaler/")
    karen.press("Mette Bæk")
    karen.ask("our_agreement.office.yes")
    mette.goes_to("/mit-forloeb/aftale/")
    mette.reads("Vi holder pause med kontakten på grund af behandling")

    karen.days_pass(date(2026, 7, 6))
    tells(mette, "treatment_ends", begins="2026-07-03")
    karen.goes_to("/aendringer/")
    karen.reads("Min behandling er slut")
    booking = calls_in(karen, case, heeding="Om formiddagen er bedst.")
    mette.goes_to(HOME)
    mette.reads("Karen Østergård")
    holds(karen, booking, note="Kræfterne er på vej.", freedom="close_support", weeks=4)
    karen.days_pass(date(2026, 8, 10))
    mette.goes_to("/mit-forloeb/jeg-vil-have-hjaelp/")
    mette.write(words="Det blev tungt igen.")
    mette.ask("talking.help.title")
    mette.reads("Karen Østergård", "112")
    karen.goes_to("/beskeder/")
    karen.reads("Mette Bæk")
    karen.days_pass(THREE_MONTHS)
    mette.goes_to(HOME)
    mette.reads("Hej Mette")


def test_a_seasonal_worker_with_an_employer_to_return_to(
    place: Town, walker: Callable[..., Walker]
) -> None:
    case = newcomer(
        place,
        "Bo Strand",
        group="group:unemployment_benefit",
        benefit="benefit:unemployment_benefit",
    )
    bo, karen = walker(case.person), walker(place.karen)
    bo.answers(job_goal_clear="yes", employer_to_return_to="yes")
    bo.ask("citizen.screening.send")
    bo.ask("citizen.proposal.accept")
    tells(bo, "season_over", words="Ådal Strandhotel", begins="2026-08-17")
    bo.goes_to("/mit-forloeb/aftale/pause/")
    bo.choose_value("pause_reason", "seasonal_recall")
    bo.write(pause_until="2026-08-03", reason="Sæsonen begynder 17. august.")
    bo.ask("our_agreement.change.look")
    bo.ask("our_agreement.change.send_less")
    karen.goes_to("/aftaler/")
    karen.press("Bo Strand")
    karen.ask("our_agreement.office.yes")

    karen.days_pass(date(2026, 7, 13))
    tells(bo, "job_on_the_way", begins="2026-08-17", words="Ådal Strandhotel")
    bo.reads("ser på det")
    karen.goes_to("/aendringer/")
    karen.press("Jeg har fået et job på fuld tid")
    karen.choose_value("outcome", "refuse")
    karen.write(words="Kontrakten mangler. Send den, når du har den.")
    karen.ask("situations.staff.submit")
    bo.goes_to("/mit-forloeb/aendringer/")
    bo.press("Jeg har fået et job på fuld tid", on=bo.main.get_by_role("list").last)
    bo.reads("Kontrakten mangler", "Ankestyrelsen")
    bo.goes_to("/mit-forloeb/plan/nyt/?slags=again")
    bo.write(title="Ring til hotellet i marts")
    bo.ask("plans.save")

    karen.days_pass(date(2026, 8, 17))
    karen.goes_to(f"/borgere/{case.public_id}/luk/")
    karen.choose_one("Er kommet i arbejde")
    karen.ask("counsellor.ending.submit")
    karen.days_pass(THREE_MONTHS)
    bo.goes_to("/mit-forloeb/plan/")
    bo.reads("Ring til hotellet i marts")


def test_young_without_education(place: Town, walker: Callable[..., Walker]) -> None:
    case = newcomer(
        place,
        "Ida Skov",
        group="group:education_benefit_education_ready",
        benefit="benefit:education_benefit",
    )
    ida, karen = walker(case.person), walker(place.karen)
    ida.goes_to("/mit-forloeb/plan/")
    ida.reads(text("plans.education.heading"))
    ida.ask("plans.education.write")
    ida.ask("plans.save")
    ida.answers(job_goal_clear="no", knows_next_step="no")
    ida.ask("citizen.screening.send")
    ida.reads(text("ui.freedom.shared_steering"))
    ida.ask("citizen.proposal.accept")
    ida.goes_to("/mit-forloeb/tilbud/education_bridge/")
    ida.ask("offering.one.request")
    ida.ask("offering.ask.submit")
    karen.goes_to("/oensker-om-tilbud/")
    karen.reads("Ida Skov")

    booking = calls_in(karen, case, heeding="Passer sin lillebror til klokken 9.")
    holds(karen, booking, note="Ida ser på en hf.", freedom="shared_steering", weeks=3)
    tells(ida, "education_on_the_way", begins="2026-08-10", words="Grundforløb, kok")
    karen.goes_to("/aendringer/")
    karen.press("erhvervsuddannelse")
    karen.choose_value("outcome", "confirm")
    karen.write(paper="Optagelsesbrev", words="Godt gået.")
    karen.ask("situations.staff.submit")
    karen.days_pass(THREE_MONTHS)
    ida.goes_to("/mit-forloeb/aendringer/")
    ida.reads("erhvervsuddannelse")


def test_weak_in_danish_and_in_it_is_met_by_a_human(
    place: Town, walker: Callable[..., Walker]
) -> None:
    case = newcomer(place, "Amina Yusuf")
    desk = staff_register(name="Frida Front", roles=[Role.FRONT_DESK], from_on=LONG_AGO)
    amina, frida, karen = (walker(one) for one in (case.person, desk, place.karen))
    amina.goes_to("/mit-forloeb/spoergsmaal/")
    amina.ask("answering.easy.on")
    amina.reads("Du må springe over")
    amina.answers(language_confident="no", digital_confident="no")
    amina.ask("citizen.screening.send")
    amina.reads("Du sagde")
    amina.ask("citizen.proposal.accept")
    booking = calls_in(karen, case, heeding="Taler bedst om morgenen.", interpreter="somali")
    holds(karen, booking, note="Vi fandt sprogcaféen.", freedom="close_support", weeks=3)

    frida.goes_to("/reception/")
    frida.write(cpr="Amina Yusuf")
    frida.press("Find")
    frida.press("Amina Yusuf")
    frida.ask("front_desk.book.way")
    frida.choose_one("Min plan")
    frida.ask("citizen.book.see_times")
    frida.page.click(".st-days > li > a")
    frida.page.click(".st-times a")
    frida.page.locator("input[name=tolk]").check(force=True)
    frida.write(tolkesprog="somali")
    frida.ask("front_desk.book.do")
    amina.goes_to(HOME)
    amina.reads("Min plan og næste skridt", "Karen Østergård")
    booking = Booking.objects.filter(outcome=None).latest("id")
    assert booking.interpreter
    holds(karen, booking, note="Hun har ringet til to steder.", freedom="close_support", weeks=12)

    amina.goes_to("/mit-forloeb/jeg-kan-ikke-komme/")
    amina.reads(text("talking.absent.none"))
    karen.days_pass(THREE_MONTHS)
    amina.goes_to(HOME)
    amina.reads("Vi har talt sammen")
    amina.goes_to("/mit-forloeb/hvem-har-set-min-sag/")
    amina.reads("Reception")
