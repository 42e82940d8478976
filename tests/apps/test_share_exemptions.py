"""Somebody is assessed to find work alone: what it lifts, the room there is, and who says yes."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from staasted.apps.agreements.selectors import agreement_in_force
from staasted.apps.audit.models import ActLog
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.course import course_of
from staasted.apps.effort.exempting import liftable
from staasted.apps.effort.room import room_left
from staasted.apps.effort.selectors import level_on
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import AccessRefused
from staasted.apps.outbox.models import Message
from staasted.apps.share_exemptions.models import ShareExemption
from staasted.apps.share_exemptions.selectors import (
    exemption_live,
    exemptions_of,
    share_exempted,
)
from staasted.apps.share_exemptions.services import (
    exemption_confirm,
    exemption_end,
    exemption_refuse,
)
from staasted.apps.share_exemptions.states import ExemptionState
from staasted.core.axes import Channel
from staasted.core.errors import DomainError
from tests import town
from tests.assessing import DAY, NOW, REVIEW, TODAY, assess, bound, several
from tests.ending import close_case
from tests.town import Town

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_august(the_clock: datetime) -> Iterator[None]:
    with clock.pinned(NOW):
        yield


def lifted(case: Citizen, on: date = TODAY) -> set[str]:
    """The rules an assessment lifts for somebody."""
    owed = course_of(case, on=on).answer.obligations
    return {o.rule.id for o in owed if o.lifted_by == "share_exemption"}


def test_an_assessment_lifts_the_numbered_conversations_and_the_offer(place: Town) -> None:
    case, _ = bound(place), several(place, 3)
    owed = {o.rule.id for o in liftable(course_of(case, on=TODAY), on=TODAY).duties}
    assert owed == {"V6b-JP-1", "OF-6-KH"}
    row = assess(place, case)
    assert (row.state, row.stands_on, row.beyond_room) == ("stands", TODAY, False)
    assert lifted(case) == owed
    assert lifted(case, REVIEW - DAY) == owed
    assert lifted(case, REVIEW) == set(), "on the day of review it covers nothing more"
    assert course_of(case, on=TODAY).due == row.touch_on or course_of(case, on=TODAY).due is None


def test_the_first_conversation_is_never_among_what_is_lifted(place: Town) -> None:
    case, _ = bound(place, met=False), several(place, 5)
    with pytest.raises(DomainError, match="share_first_owed"):
        assess(place, case)
    ShareExemption.objects.create(
        citizen=case,
        state=ExemptionState.STANDS,
        reason="Skrevet uden om servicen.",
        touch_on=TODAY,
        channel=Channel.PHONE,
        review_on=REVIEW,
        made_at=NOW,
        made_by=place.karen,
        stands_on=TODAY,
    )
    first = [
        o for o in course_of(case, on=TODAY).obligations if o.rule.line == "conversations.first"
    ]
    assert first
    assert all(o.lifted_by != "share_exemption" for o in first)
    assert any(o.still_owed for o in first)


def test_somebody_the_rule_does_not_bind_has_nothing_to_be_spared(place: Town) -> None:
    with pytest.raises(DomainError, match="share_nothing_to_lift"):
        assess(place, town.citizen(place.karen))


def test_the_touch_point_is_the_agreement_and_the_citizen_is_told(place: Town) -> None:
    case, _ = bound(place), several(place, 3)
    Message.objects.all().delete()
    row = assess(place, case)
    held = agreement_in_force(case)
    assert held is not None
    assert (held.next_to, held.channel) == (row.touch_on, "phone")
    told = Message.objects.filter(kind="share_exemption_made")
    assert not told or all("arbejdsgivere" not in each.body for each in told)
    acts = ActLog.objects.filter(subject=row.public_id)
    assert [each.act for each in acts] == ["share_exemption_make"]
    assert "arbejdsgivere" not in str(acts.get().facts)


def test_the_same_assessment_again_is_answered_with_what_is_there(place: Town) -> None:
    case, _ = bound(place), several(place, 3)
    assert assess(place, case).pk == assess(place, case).pk
    assert ActLog.objects.filter(act="share_exemption_make").count() == 1


def test_looking_at_it_again_takes_no_more_room(place: Town) -> None:
    case, _ = bound(place), several(place, 3)
    first = assess(place, case)
    later = NOW + 7 * DAY
    with clock.pinned(later):
        second = assess(place, case, now=later, reason="Det går stadig godt.")
        first.refresh_from_db()
        assert (first.state, first.over_on) == ("ended", second.stands_on)
        assert second.state == ExemptionState.STANDS, "the room it takes is its own"
        assert exemption_live(case) == second
        assert exemptions_of(case) == [second, first]
        assert lifted(case, TODAY + 7 * DAY) == {"V6b-JP-1", "OF-6-KH"}


LACKING = {
    "share_without_reason": {"reason": "  "},
    "words_too_long": {"reason": "a" * 2001},
    "share_review_days": {"review_on": REVIEW + DAY},
    "share_touch_days": {"touch_on": TODAY - DAY},
}


@pytest.mark.parametrize("code", LACKING)
def test_an_assessment_that_lacks_something_is_refused_whole(place: Town, code: str) -> None:
    case, _ = bound(place), several(place, 3)
    with pytest.raises(DomainError, match=code):
        assess(place, case, **LACKING[code])
    assert not ShareExemption.objects.exists()


def rooms(group: str = "") -> list[tuple[str, int, int]]:
    found = room_left(on=TODAY)
    return [(r.share.key, r.share.whole, r.share.room) for r in found if r.group == group]


def test_the_room_is_that_of_the_forecast_cohort_pooled_and_by_group(place: Town) -> None:
    case, _ = bound(place), several(place, 7)
    conversations, offers = rooms()
    assert conversations[1:] == offers[1:] == (8, 2)
    assert {r[1:] for r in rooms(town.JOB_READY)} == {(8, 2)}
    assess(place, case)
    assert {r[2] for r in rooms()} == {1}


def test_nobody_bound_is_no_room_and_no_division(place: Town) -> None:
    town.citizen(place.karen)
    assert room_left(on=TODAY) == ()


def test_going_beyond_the_room_waits_for_a_lead(place: Town) -> None:
    case, _ = bound(place), several(place, 1)
    before = agreement_in_force(case)
    row = assess(place, case)
    assert (row.state, row.beyond_room, row.stands_on) == ("waiting", True, None)
    assert lifted(case) == set()
    assert agreement_in_force(case) == before
    assert share_exempted([case.pk], on=TODAY) == {}
    said = exemption_confirm(actor=place.leading(), public_id=row.public_id, now=NOW)
    assert (said.state, said.decided_by) == ("stands", place.lead)
    assert lifted(case) == {"V6b-JP-1", "OF-6-KH"}
    assert share_exempted([case.pk], on=TODAY) == {case.pk: REVIEW}
    assert {r[2] for r in rooms()} == {-1}, "the room says that it is one too many"


def test_a_lead_who_says_no_says_why_and_nothing_changes(place: Town) -> None:
    case, _ = bound(place), several(place, 1)
    before, row = agreement_in_force(case), assess(place, case)
    act = {"actor": place.leading(), "public_id": row.public_id, "now": NOW}
    with pytest.raises(DomainError, match="share_without_reason"):
        exemption_refuse(**act, answer=" ")
    exemption_refuse(**act, answer="Vi holder pladserne til efteråret.")
    assert agreement_in_force(case) == before
    assert lifted(case) == set()
    with pytest.raises(DomainError, match="share_gone"):
        exemption_confirm(**act)


def test_only_a_lead_without_a_mark_confirms(place: Town) -> None:
    case, _ = bound(place), several(place, 1)
    row = assess(place, case)
    with pytest.raises(AccessRefused):
        exemption_confirm(actor=place.counsellor(), public_id=row.public_id, now=NOW)
    town.keep_apart(case, place.lead)
    with pytest.raises(NotYours):
        exemption_confirm(actor=place.leading(), public_id=row.public_id, now=NOW)
    row.refresh_from_db()
    assert row.state == ExemptionState.WAITING


def test_an_assessment_ends_with_a_reason_and_the_duties_are_back(place: Town) -> None:
    case, _ = bound(place), several(place, 3)
    assess(place, case)
    ending = {"actor": place.counsellor(), "citizen": case, "now": NOW}
    with pytest.raises(DomainError, match="share_without_reason"):
        exemption_end(**ending, because="")
    exemption_end(**ending, because="Jobbet blev ikke til noget.")
    assert lifted(case) == set()
    assert share_exempted(on=TODAY) == {}
    with pytest.raises(DomainError, match="share_gone"):
        exemption_end(**ending, because="Igen.")


def test_a_closed_case_leaves_no_assessment_standing(place: Town) -> None:
    case, _ = bound(place), several(place, 3)
    row = assess(place, case)
    close_case(case, place.karen, on=TODAY)
    row.refresh_from_db()
    assert row.state == ExemptionState.ENDED
    assert share_exempted(on=TODAY) == {}


def test_somebody_neither_reached_nor_assessed_is_a_breach_also_when_the_share_is_met(
    place: Town,
) -> None:
    case, others = bound(place), several(place, 3)
    assess(place, case)
    share = level_on(place.leading(), on=TODAY).conversations.shares[0]
    assert share.exempted == 1
    assert case.public_id not in share.breaches
    assert {other.public_id for other in others} <= set(share.breaches)
