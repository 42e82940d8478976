"""A counsellor finds that a rule's duty is otherwise: with a reason, and visible ever after."""

import html
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.audit.models import ActLog
from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.course import course_of
from staasted.apps.conversations.models import Conversation, RuleOverride
from staasted.apps.conversations.overrides import (
    Override,
    furthest_other_day,
    override_end,
    override_make,
)
from staasted.apps.effort.selectors import level_on
from staasted.apps.org.clock import clock
from staasted.catalog.texts import text
from staasted.core.axes import OverrideEffect
from staasted.core.errors import DomainError
from staasted.core.law import Status
from tests import town
from tests.browsing import Browser
from tests.happenings import FIRST, utc
from tests.town import MONDAY, Town

ASKED = date(2026, 5, 4)
OTHER_DAY, NOT_BOUND = OverrideEffect.OTHER_DAY, OverrideEffect.NOT_BOUND


@pytest.fixture
def ase(place: Town) -> Citizen:
    """Asked for help on 4 May; the first conversation was due on 11 May."""
    return town.citizen(place.karen, asked_on=ASKED)


def found(
    rule: str = "V5-KU-1",
    effect: OverrideEffect = OTHER_DAY,
    due_on: date | None = date(2026, 5, 29),
    reason: str = "Indlagt til den 27. maj.",
) -> Override:
    return Override(rule, ASKED, effect, due_on, reason)


def make(place: Town, case: Citizen, override: Override) -> RuleOverride:
    return override_make(actor=place.counsellor(), citizen=case, override=override)


def test_another_day_moves_the_date_and_never_the_legal_figure(place: Town, ase: Citizen) -> None:
    before = level_on(place.leading(), on=MONDAY).conversations
    assert course_of(ase, on=MONDAY).due == date(2026, 5, 11)
    make(place, ase, found())
    assert course_of(ase, on=MONDAY).due == date(2026, 5, 29)
    assert level_on(place.leading(), on=MONDAY).conversations == before


def test_a_duty_found_not_to_bind_leaves_the_next_one(place: Town, ase: Citizen) -> None:
    make(place, ase, found(effect=NOT_BOUND, due_on=None))
    assert course_of(ase, on=MONDAY).due == date(2026, 11, 4)


def test_a_new_finding_ends_the_old_one_and_both_stay(place: Town, ase: Citizen) -> None:
    make(place, ase, found())
    make(place, ase, found(due_on=date(2026, 6, 5), reason="Udskrevet senere."))
    assert course_of(ase, on=MONDAY).due == date(2026, 6, 5)
    assert RuleOverride.objects.filter(ended_at=None).count() == 1
    for page in (Browser(place.karen).get(f"/borgere/{ase.public_id}/"), own(ase)):
        assert "Udskrevet senere." in page
    assert "Indlagt til den 27. maj." in Browser(place.karen).get(f"/borgere/{ase.public_id}/")


def own(case: Citizen) -> str:
    return Browser(case.person).get("/mit-forloeb/")


def test_it_is_taken_back_and_still_seen(place: Town, ase: Citizen) -> None:
    held = make(place, ase, found())
    override_end(actor=place.counsellor(), citizen=ase, public_id=held.public_id)
    override_end(actor=place.counsellor(), citizen=ase, public_id=held.public_id)
    assert course_of(ase, on=MONDAY).due == date(2026, 5, 11)
    page = Browser(place.karen).get(f"/borgere/{ase.public_id}/")
    assert "Indlagt til den 27. maj. Det gælder ikke længere." in page
    acts = ActLog.objects.filter(act__startswith="override").values_list("act", flat=True)
    assert sorted(acts) == ["override_end", "override_make"]


@pytest.mark.parametrize(
    ("override", "code"),
    [
        (found(reason="  "), "override_without_reason"),
        (found(due_on=None), "override_without_day"),
        (found(due_on=date(2026, 5, 3)), "override_before_window"),
        (found(rule="V99"), "override_rule_unknown"),
    ],
)
def test_what_lacks_a_reason_a_day_or_a_rule_is_refused(
    place: Town, ase: Citizen, override: Override, code: str
) -> None:
    with pytest.raises(DomainError, match=code):
        make(place, ase, override)
    assert not RuleOverride.objects.exists()


def test_the_database_holds_one_that_stands_for_each_duty(place: Town, ase: Citizen) -> None:
    held = make(place, ase, found())
    held.pk, held.public_id = None, "2222222222"
    with pytest.raises(IntegrityError), transaction.atomic():
        held.save(force_insert=True)


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"due_on": None}, {"effect": "not_bound"}])
def test_the_database_refuses_half_a_finding(
    place: Town, ase: Citizen, wrong: dict[str, object]
) -> None:
    make(place, ase, found())
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleOverride.objects.update(**wrong)


def test_the_form_asks_for_reason_and_day_and_keeps_what_was_written(
    place: Town, ase: Citizen
) -> None:
    address = f"/borgere/{ase.public_id}/regler/V5-KU-1/2026-05-04/"
    browser = Browser(place.karen)
    sent = {"effect": "other_day", "due_on": "2026-05-01", "reason": "Rejse"}
    refused = browser.client.post(address, sent)
    assert refused.status_code == 400
    assert "Rejse" in refused.content.decode()
    assert not RuleOverride.objects.exists()
    taken = browser.client.post(address, sent | {"due_on": "2026-05-29"})
    assert (taken.status_code, taken.url) == (302, f"/borgere/{ase.public_id}/")
    held = RuleOverride.objects.get()
    assert (held.due_on, held.made_by, held.reason) == (date(2026, 5, 29), place.karen, "Rejse")
    browser.client.post(address, {"traek": held.public_id})
    assert RuleOverride.objects.get().ended_by == place.karen


def test_a_duty_nobody_has_is_not_found(place: Town, ase: Citizen) -> None:
    address = f"/borgere/{ase.public_id}/regler/V5-KU-1/2020-05-04/"
    assert Browser(place.karen).client.get(address).status_code == 404


FROM_18_TO_25 = ("onsdag den 18. november 2026", "onsdag den 25. november 2026")


@pytest.fixture
def november() -> Iterator[None]:
    with clock.pinned(utc(2026, 11, 16, 11)):
        yield


@pytest.fixture
def holger(place: Town, november: None) -> Citizen:
    """The first conversation is due on 18 November, and Karen has found that it is the 25th."""
    case = town.citizen(place.karen, name="Holger Larsen", asked_on=date(2026, 11, 11))
    first = date(2026, 11, 11)
    told = Override("V6b-ALL-1-JP", first, OTHER_DAY, date(2026, 11, 25), "Rejser.")
    make(place, case, told)
    return case


def test_a_moved_day_heads_every_page_and_the_rules_own_stands_beside_it(
    place: Town, holger: Citizen
) -> None:
    law, moved = FROM_18_TO_25
    said = f"0 af 1 holdt. Senest {moved}."
    beside = f"Uden vurderingen: 0 af 1 holdt. Senest {law}."
    karen = Browser(place.karen)
    own = f"/borgere/{holger.public_id}/"
    for page in (
        read(Browser(holger.person), "/mit-forloeb/"),
        read(karen, own),
        read(karen, f"{own}regler/V6b-ALL-1-JP/2026-11-11/"),
    ):
        assert said in page
        assert beside in page
        assert page.index(said) < page.index(beside)
    effect = read(karen, f"{own}betydning/")
    assert f"Næste frist er {moved} uden samtalen" in effect
    assert law not in effect
    caseload = read(karen, "/borgere/")
    assert moved.capitalize() in caseload
    assert text("rules.due_by.found") in caseload


def read(browser: Browser, address: str) -> str:
    return html.unescape(browser.get(address))


def test_a_duty_found_not_to_bind_says_so_first(place: Town, ase: Citizen) -> None:
    make(place, ase, found(effect=NOT_BOUND, due_on=None))
    page = read(Browser(place.karen), f"/borgere/{ase.public_id}/")
    assert text("reasons.staff.found_not_bound") in page
    assert "Uden vurderingen: 0 af 1 holdt. Fristen var mandag den 11. maj 2026." in page
    assert text("reasons.found_not_bound") in read(Browser(ase.person), "/mit-forloeb/")


def test_a_conversation_before_the_moved_day_is_in_time_and_the_law_still_calls_it_late(
    place: Town, holger: Citizen
) -> None:
    Conversation.objects.create(
        citizen=holger,
        starts_at=utc(2026, 11, 20, 9),
        purpose=FIRST,
        form="individual",
        channel="in_person",
        held_by="counsellor",
        outcome="held",
        closed_at=utc(2026, 11, 20, 10),
    )
    course = course_of(holger, on=date(2026, 11, 23))
    (owed,) = [o for o in course.obligations if o.rule.id == "V6b-ALL-1-JP"]
    assert (owed.status, course.as_found(owed).status) == (Status.BREACH, Status.MET)
    with clock.pinned(utc(2026, 11, 23, 9)):
        page = read(Browser(place.karen), f"/borgere/{holger.public_id}/")
    assert "Uden vurderingen: Holdt fredag den 20. november 2026." in page


@pytest.mark.parametrize("day", ["9999-12-31", "2026-11-18", "2026-05-03"])
def test_no_day_is_moved_further_than_half_a_year(place: Town, ase: Citizen, day: str) -> None:
    address = f"/borgere/{ase.public_id}/regler/V5-KU-1/2026-05-04/"
    sent = {"effect": "other_day", "due_on": day, "reason": "Rejse"}
    refused = Browser(place.karen).client.post(address, sent)
    assert refused.status_code == 400
    page = html.unescape(refused.content.decode())
    assert "fra mandag den 4. maj 2026 til mandag den 16. november 2026" in page
    if day > "2026-11":
        with pytest.raises(DomainError, match="override_too_far"):
            make(place, ase, found(due_on=date.fromisoformat(day)))
    assert not RuleOverride.objects.exists()


def test_a_duty_that_lies_far_ahead_may_be_moved_half_a_year_from_its_own_day(
    place: Town, ase: Citizen
) -> None:
    due = date(2028, 5, 20)
    assert furthest_other_day(due) == due + timedelta(days=182)
    assert furthest_other_day(None) == MONDAY + timedelta(days=182)


def test_the_same_finding_sent_twice_is_kept_once(place: Town, ase: Citizen) -> None:
    assert make(place, ase, found()).pk == make(place, ase, found()).pk
    address = f"/borgere/{ase.public_id}/regler/V5-KU-1/2026-05-04/"
    sent = {"effect": "other_day", "due_on": "2026-05-29", "reason": "Indlagt til den 27. maj. "}
    assert Browser(place.karen).client.post(address, sent).status_code == 302
    assert RuleOverride.objects.count() == 1
    assert ActLog.objects.filter(act__startswith="override").count() == 1
