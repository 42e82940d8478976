"""How things stand: by which road, who books, who holds it, how many may be placed."""

from datetime import date

import pytest

from staasted.core.axes import Channel, ConversationForm, Holder
from staasted.core.law import (
    BookedBy,
    ContactEvent,
    CountedEvent,
    DocumentedRelief,
    KnownFact,
    Length,
    Look,
    arrangement_on,
    channels_on,
)
from staasted.core.law.condition import Fact
from staasted.core.law.standing import (
    Axis,
    BookingDuty,
    Channels,
    CountedIn,
    EarlyChannels,
    Holders,
    LargestShare,
    Lifts,
    RatioCeiling,
    Relief,
)
from tests.core.people import (
    ANY_CHANNEL,
    GROUP,
    MONDAY,
    OTHER_GROUP,
    a_book,
    a_person,
    a_rule,
    a_time,
    after,
)

FACE, CALL, SCREEN = Channel.IN_PERSON, Channel.PHONE, Channel.VIDEO
KNOWN = {"abroad": (KnownFact(True),), "home": (KnownFact(False),)}
FACE_ONLY = Channels(frozenset({FACE}), frozenset({FACE}))


def roads(*known, person=None, on=MONDAY, first_held=True):
    """The channels allowed, and the rule's id."""
    person = person or a_person()
    found = channels_on(a_book(*known), person, person.times[0], on, first_held=first_held)
    return found.channels, found.rule and found.rule.id


def test_the_first_is_in_person_and_then_the_person_chooses():
    assert roads(first_held=False) == ({FACE}, "channels")
    assert roads() == ({FACE, CALL, SCREEN}, "channels")
    assert roads(person=a_person(a_time(group=OTHER_GROUP))) == (frozenset(), None)


def test_a_fact_allows_a_channel_besides_while_it_is_true():
    also = Channels(
        frozenset({FACE}),
        frozenset({FACE, CALL}),
        also={"abroad": frozenset({SCREEN}), "home": frozenset({Channel.LETTER})},
        also_first={"abroad": frozenset({CALL}), "home": frozenset({Channel.OTHER})},
    )
    rule, person = a_rule("r", also), a_person(facts=KNOWN)
    assert roads(rule, person=person, first_held=False)[0] == {FACE, CALL}
    assert roads(rule, person=person)[0] == {FACE, CALL, SCREEN}
    assert roads(rule, first_held=False)[0] == {FACE}
    later = a_person(facts={"abroad": (KnownFact(True, first=after(1)),)})
    assert roads(rule, person=later)[0] == {FACE, CALL}
    assert roads(rule, person=later, on=after(1))[0] == {FACE, CALL, SCREEN}


def test_early_channels_stand_instead_to_the_last_day_of_their_stretch():
    early = EarlyChannels("same_benefit", Length(weeks=4), frozenset({SCREEN}))
    rule = a_rule("r", Channels(frozenset({FACE}), frozenset({CALL}), early=early))
    assert roads(rule, on=after(28))[0] == {SCREEN}
    assert roads(rule, on=after(29))[0] == {CALL}
    assert roads(rule, on=after(28), first_held=False)[0] == {FACE}
    unknown = a_person(a_time(asked=None))
    assert roads(rule, on=after(28), person=unknown)[0] == {CALL}


def test_early_channels_are_counted_in_the_persons_own_period():
    early = EarlyChannels("same_benefit", Length(weeks=4), frozenset({SCREEN}))
    rule = a_rule("r", Channels(frozenset({FACE}), frozenset({CALL}), early=early))
    times = (a_time(MONDAY, after(10)), a_time(after(100)))
    person, book = a_person(*times), a_book(rule)
    found = channels_on(book, person, times[1], after(128), first_held=True)
    assert found.channels == {SCREEN}
    assert channels_on(book, person, times[1], after(129), first_held=True).channels == {CALL}


def test_of_several_rules_the_one_whose_condition_holds_stands_then_the_plain_one():
    plain = a_rule("plain", Channels(ANY_CHANNEL, ANY_CHANNEL))
    bound = a_rule("bound", FACE_ONLY, when=Fact("abroad"))
    other = a_rule("other", FACE_ONLY, when=Fact("home"))
    known = a_person(facts=KNOWN)
    assert roads(plain, other, bound, person=known) == ({FACE}, "bound")
    assert roads(other, plain, bound)[1] == "plain"
    assert roads(other, bound)[1] == "other"


def test_one_rule_alone_stands_whatever_its_condition():
    assert roads(a_rule("only", FACE_ONLY, when=Fact("home")))[1] == "only"


def test_a_relief_that_lifts_attendance_allows_every_channel():
    lifting = a_rule("lift", Relief(frozenset({"leave"}), frozenset({Lifts.ATTENDANCE})))
    person = a_person(reliefs=(DocumentedRelief(MONDAY, after(30), "leave"),))
    rule = a_rule("r", FACE_ONLY)
    assert roads(rule, lifting, person=person, on=after(30))[0] == frozenset(Channel)
    assert roads(rule, lifting, person=person, on=after(31))[0] == {FACE}
    assert roads(rule, person=person)[0] == {FACE}


def booking(*known, person=None, on=MONDAY, group=GROUP, first_held=True):
    look = Look(a_book(*known), person or a_person(), (), (), on)
    found = arrangement_on(look, group, first_held=first_held)
    return found.by, found.must, found.rule and found.rule.id


def test_the_first_comes_by_summons_and_then_one_books_oneself():
    assert booking(first_held=False) == (BookedBy.SUMMONS, True, "booking")
    assert booking() == (BookedBy.SELF_BOOKING, True, "booking")


def test_no_must_is_shown_after_the_day_the_text_was_checked():
    last, day_after = date(2026, 1, 31), date(2026, 2, 1)
    assert booking(on=last)[1]
    assert booking(on=day_after) == (BookedBy.SELF_BOOKING, False, "booking")
    assert booking(on=last, group=OTHER_GROUP) == (None, False, None)


def test_who_books_follows_the_first_rule_whose_condition_holds():
    duty = BookingDuty(BookedBy.SUMMONS, BookedBy.SUMMONS)
    bound = a_rule("bound", duty, when=Fact("abroad"))
    plain = a_rule("plain", BookingDuty(BookedBy.SELF_BOOKING, BookedBy.SELF_BOOKING))
    assert booking(bound, plain)[2] == "plain"
    assert booking(bound, plain, person=a_person(facts=KNOWN))[2] == "bound"
    assert booking(bound) == (None, False, None)
    assert booking(bound, person=a_person(facts=KNOWN), on=after(-1))[2] is None


def test_a_booking_rule_may_look_at_the_absence_behind_it():
    absent = a_time(None, first_absence=MONDAY)
    rule = a_rule("r", BookingDuty(BookedBy.SUMMONS, BookedBy.SUMMONS), when=Fact("abroad"))
    found = a_person(absent, facts=KNOWN)
    assert booking(rule, person=found)[2] == "r"
    assert booking(rule, person=a_person(absent))[2] is None


def test_a_deadline_for_booking_is_long_enough_on_the_day_itself():
    duty = BookingDuty(BookedBy.SUMMONS, BookedBy.SELF_BOOKING, deadline_days=8, talk_within_days=7)
    assert not duty.long_enough(MONDAY, after(7))
    assert duty.long_enough(MONDAY, after(8))
    assert duty.talk_by(after(8)) == after(15)
    free = BookingDuty(BookedBy.SUMMONS, BookedBy.SELF_BOOKING)
    assert free.long_enough(MONDAY, MONDAY)
    assert free.talk_by(MONDAY) is None


@pytest.mark.parametrize(
    ("staff", "cap"),
    [(0, 1), (4, 1), (5, 1), (9.9, 1), (10, 2), (23.6, 4), (50, 10), (59, 10), (60, 11), (75, 12)],
)
def test_one_may_be_placed_for_each_five_and_then_for_each_ten(staff, cap):
    ceiling = RatioCeiling()
    assert ceiling.cap(staff) == cap
    assert not ceiling.over(staff, cap)
    assert ceiling.over(staff, cap + 0.5)


def test_a_ratio_has_its_own_numbers_and_a_least():
    ceiling = RatioCeiling(per=3, up_to=30, then_per=6, at_least=2, unit=CountedIn.PERSONS)
    assert [ceiling.cap(staff) for staff in (1, 8, 9, 30, 36)] == [2, 2, 3, 10, 11]
    assert RatioCeiling().unit is CountedIn.FULL_TIME


def events(*channels, value=1, form=ConversationForm.INDIVIDUAL):
    return [
        CountedEvent(ContactEvent(str(n), MONDAY, "plan", form, channel), value, "counted", True)
        for n, channel in enumerate(channels)
    ]


def test_the_room_for_one_sort_is_its_part_of_the_counted_ones_less_those_there_are():
    kind = LargestShare(Axis.CHANNEL, frozenset({"phone", "video"}), 0.5)
    assert kind.room(events(FACE, FACE, FACE, FACE, CALL)) == 1
    assert kind.room(events(FACE, CALL, SCREEN)) == -1
    assert kind.room([*events(FACE, FACE), *events(CALL, CALL, value=0)]) == 1
    assert kind.room([]) == 0
    form = LargestShare(Axis.FORM, frozenset({"joint"}), 0.5)
    assert form.room(events(FACE, FACE, form=ConversationForm.JOINT)) == -1
    assert LargestShare(Axis.HELD_BY, frozenset({"counsellor"}), 1.0).room(events(FACE)) == 0


def test_holders_name_those_whose_conversations_count():
    assert Holder.MENTOR not in Holders(frozenset({Holder.COUNSELLOR})).allowed
