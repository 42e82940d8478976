"""Trials on top of the law: what they lift, for whom, on which days, and what stands instead."""

from dataclasses import replace
from datetime import date

import pytest

from staasted.core.axes import Channel, ConversationForm, Holder
from staasted.core.conversation import count
from staasted.core.effort import answer
from staasted.core.law import Grade, Length, Look, RuleBook, Source, Status
from staasted.core.law.condition import Age, Fact, HasRun, Told
from staasted.core.law.kinds import CountInWindow, Deadline, LongestInterval
from staasted.core.law.trial import (
    AlsoCounts,
    Exclusion,
    TrialMode,
    TrialPart,
)
from tests.core.people import (
    CLOCKS,
    GROUP,
    LAST_DAY,
    MONDAY,
    OTHER_GROUP,
    WEEK_LATER,
    a_person,
    a_rule,
    a_time,
    after,
    rules,
    talks,
)

HERE, THERE = "aadal", "elsewhere"
FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
SOURCE = Source("BEK 603/2017", "§ 4", "https://www.retsinformation.dk/", Grade.A)
WAIVE, RELAX, PAUSE = TrialMode.WAIVE, TrialMode.RELAX, TrialMode.PAUSE
LIVES_HERE = a_person(lives_in=HERE)


def a_part(mode=WAIVE, **told):
    """A part that lifts the number of conversations here in 2025."""
    known = {
        "id": "P-1",
        "trial": "t",
        "mode": mode,
        "municipalities": frozenset({HERE}),
        "groups": frozenset({GROUP}),
        "from_on": FIRST,
        "to_on": LAST,
        "source": SOURCE,
        "lifts": frozenset({"number"}),
    }
    return TrialPart(**known | told)


def found(*parts, person=LIVES_HERE, on=WEEK_LATER, events=(), known=None, offers=()):
    """The whole answer under these parts."""
    book = RuleBook(known or rules(), {"first_request": CLOCKS["same_benefit"], **CLOCKS}, parts)
    return answer(book=book, person=person, events=events, offers=offers, on=on)


def owed(*parts, rule="number", **told):
    """What one rule asks under these parts."""
    return next(o for o in found(*parts, **told).obligations if o.rule.id == rule)


def is_lifted(*parts, **told):
    return owed(*parts, **told).status is Status.LIFTED


def test_what_a_trial_lifts_is_not_owed_and_what_the_law_says_stands_beside_it():
    part = a_part()
    lifted = owed(part)
    assert (lifted.status, lifted.lifted_by, lifted.trial) == (Status.LIFTED, "trial", part)
    assert (lifted.required, lifted.missing, lifted.still_owed) == (0, 0, False)
    assert (lifted.without.required, lifted.without.due) == (4, LAST_DAY)
    assert lifted.without.status is Status.OPEN


def test_a_rule_that_is_not_listed_stands_as_it_does_without_the_trial():
    first = owed(a_part(), rule="first")
    assert (first.trial, first.without, first.required) == (None, None, 1)
    assert first == owed(rule="first")


def test_the_answer_names_the_trials_of_the_day_and_holds_the_one_without():
    part = a_part()
    under = found(part)
    assert (under.trials, under.due) == ((part,), WEEK_LATER)
    assert under.without.due == WEEK_LATER
    held = talks(MONDAY)
    assert (found(part, events=held).due, found(part, events=held).without.due) == (None, LAST_DAY)
    assert (found().trials, found().without) == ((), None)


@pytest.mark.parametrize(
    ("told", "person", "lifted"),
    [
        ({}, LIVES_HERE, True),
        ({"municipalities": frozenset({THERE})}, LIVES_HERE, False),
        ({}, a_person(lives_in=THERE), False),
        ({}, a_person(), False),
        ({"groups": frozenset({OTHER_GROUP})}, LIVES_HERE, False),
        ({"to_on": after(-1, LAST_DAY)}, LIVES_HERE, False),
        ({"to_on": LAST_DAY}, LIVES_HERE, True),
        ({"from_on": LAST_DAY}, LIVES_HERE, True),
        ({"from_on": after(1, LAST_DAY)}, LIVES_HERE, False),
        ({"to_on": None}, LIVES_HERE, True),
        ({"lifts": frozenset()}, LIVES_HERE, False),
        ({"excludes": (Exclusion(frozenset({HERE})),)}, LIVES_HERE, False),
        ({"excludes": (Exclusion(frozenset({THERE})),)}, LIVES_HERE, True),
        ({"excludes": (Exclusion(groups=frozenset({GROUP})),)}, LIVES_HERE, False),
        ({"excludes": (Exclusion(groups=frozenset({OTHER_GROUP})),)}, LIVES_HERE, True),
        ({"excludes": (Exclusion(to_on=after(-1, LAST_DAY)),)}, LIVES_HERE, True),
        ({"excludes": (Exclusion(to_on=LAST_DAY),)}, LIVES_HERE, False),
        ({"excludes": (Exclusion(from_on=after(1, LAST_DAY)),)}, LIVES_HERE, True),
    ],
)
def test_a_trial_reaches_those_who_live_there_in_its_groups_on_the_day_something_falls_due(
    told, person, lifted
):
    assert is_lifted(a_part(**told), person=person, on=LAST_DAY) is lifted


def test_before_it_has_begun_a_trial_lifts_nothing_not_even_what_falls_due_in_it():
    part = a_part(from_on=after(1, WEEK_LATER))
    assert owed(part).status is Status.OPEN
    assert is_lifted(part, on=after(1, WEEK_LATER))


@pytest.mark.parametrize(
    ("when", "known", "lifted"),
    [
        (Told("in_trial"), {}, False),
        (Fact("in_trial"), {}, False),
        (Age(30), {}, False),
        (Age(30), {"born_on": date(1990, 1, 1)}, True),
        (Age(30), {"born_on": date(1999, 1, 1)}, False),
        (HasRun(Length(months=5)), {}, True),
        (HasRun(Length(months=6)), {}, False),
    ],
)
def test_who_takes_part_is_looked_at_on_the_day_it_falls_due_and_not_knowing_is_no(
    when, known, lifted
):
    assert is_lifted(a_part(when=when), person=a_person(lives_in=HERE, **known)) is lifted


def test_a_right_without_a_day_is_lifted_while_the_trial_runs():
    need = a_rule("number", Deadline(Length(weeks=1), clock="registration"))
    unknown = owed(known=(need,))
    assert unknown.status is Status.UNKNOWN
    assert is_lifted(a_part(), known=(need,))
    ended = a_part(to_on=after(-1, WEEK_LATER))
    assert owed(ended, known=(need,)).status is Status.UNKNOWN


def test_the_part_of_the_highest_rank_goes_before():
    low, high = a_part(id="A"), a_part(id="B", trial="u", rank=1)
    assert owed(low, high).trial == high
    assert owed(low, replace(high, to_on=FIRST)).trial == low


def looser_rule(rule_id, kind):
    return {rule_id: a_rule(rule_id, kind)}


def test_a_relaxed_rule_asks_for_less_in_the_same_window():
    kind = CountInWindow(2, Length(months=6))
    part = a_part(RELAX, lifts=frozenset(), relaxed=looser_rule("number", kind))
    relaxed = owed(part)
    assert (relaxed.required, relaxed.due, relaxed.trial) == (2, LAST_DAY, part)
    assert relaxed.without.required == 4
    held = owed(part, events=talks(MONDAY, after(9)), on=after(9))
    assert (held.status, held.without.status) == (Status.MET, Status.OPEN)


def test_a_relaxed_rule_never_asks_for_more():
    kind = CountInWindow(9, Length(months=6))
    part = a_part(RELAX, lifts=frozenset(), relaxed=looser_rule("number", kind))
    assert (owed(part).required, owed(part).trial) == (4, None)


@pytest.mark.parametrize(
    ("first", "last", "due"),
    [
        (after(-30), after(10), after(18)),  # MONDAY to after(10) stood still
        (after(3), after(9), after(14)),
        (after(7), after(7), after(8)),
        (after(2), after(4), after(10)),
    ],
)
def test_a_pause_lets_the_count_stand_still(first, last, due):
    part = a_part(PAUSE, lifts=frozenset({"first"}), from_on=first, to_on=last)
    paused = owed(part, rule="first", on=due)  # also where the pause was over before the due day
    assert (paused.due, paused.status, paused.still_owed) == (due, Status.OPEN, True)
    assert paused.without.due == WEEK_LATER
    assert owed(part, rule="first", on=after(1, due)).status is Status.BREACH
    assert owed(part, rule="first", on=after(1, due), events=talks(due)).status is Status.MET


def test_a_pause_after_the_due_day_moves_nothing():
    part = a_part(PAUSE, lifts=frozenset({"first"}), from_on=after(1, WEEK_LATER))
    assert owed(part, rule="first").trial is None


FLOOR = a_rule("floor", LongestInterval(Length(months=3)), line="conversations.floor")


def test_a_floor_is_owed_those_who_take_part_and_nobody_else():
    part = a_part(adds=(FLOOR,))
    floor = owed(part, rule="floor")
    assert (floor.due, floor.required, floor.trial) == (date(2025, 5, 3), 1, part)
    for person in (a_person(), a_person(a_time(group=OTHER_GROUP), lives_in=HERE)):
        ids = {o.rule.id for o in found(part, person=person).obligations}
        assert "floor" not in ids


def test_a_floor_that_falls_due_after_the_trial_is_still_owed():
    assert owed(a_part(adds=(FLOOR,), to_on=after(20)), rule="floor").due == date(2025, 5, 3)


def test_channels_and_booking_that_are_lifted_are_free():
    lifts = frozenset({"channels", "booking"})
    free = found(a_part(lifts=lifts))
    assert free.channels.channels == {Channel.IN_PERSON, Channel.PHONE, Channel.VIDEO}
    assert (free.channels.rule.id, free.channels.trial.id) == ("channels", "P-1")
    assert (free.arrangement.by, free.arrangement.must) == (None, False)
    assert free.arrangement.trial.id == "P-1"
    letters = AlsoCounts(channels=frozenset({Channel.LETTER}))
    assert Channel.LETTER in found(a_part(lifts=lifts, counts=letters)).channels.channels
    bound = found(a_part())
    assert bound.channels.channels == {Channel.IN_PERSON}
    assert (bound.channels.trial, bound.arrangement.trial) == (None, None)


COUNTS = AlsoCounts(frozenset({ConversationForm.GROUP}), frozenset(), frozenset({Holder.MENTOR}))
FIRST_TALK = talks(MONDAY)[0]


@pytest.mark.parametrize(
    ("told", "value", "reason"),
    [
        ({"form": ConversationForm.GROUP}, 1, "counted_by_trial"),
        ({"held_by": Holder.MENTOR}, 1, "counted_by_trial"),
        ({"form": ConversationForm.GROUP, "held_by": Holder.MENTOR}, 1, "counted_by_trial"),
        ({"form": ConversationForm.INDUSTRY_MEETING}, 0, "form_not_individual"),
        ({"held_by": Holder.OTHER}, 0, "held_by_other"),
        ({"channel": Channel.LETTER}, 0, "channel_not_allowed"),
        ({"on": MONDAY, "form": ConversationForm.GROUP}, 0, "form_not_individual"),
        ({"on": after(400), "form": ConversationForm.GROUP}, 0, "form_not_individual"),
        ({}, 1, "counted"),
    ],
)
def test_a_trial_counts_forms_and_holders_it_names_inside_its_days(told, value, reason):
    talk = replace(talks(after(30))[0], **told)
    book = RuleBook(rules(), CLOCKS, (a_part(counts=COUNTS),))
    *_, last = count(events=(FIRST_TALK, talk), book=book, person=LIVES_HERE)
    assert (last.value, last.reason) == (value, reason)


def test_what_a_trial_alone_counts_is_nothing_to_the_law():
    group = replace(talks(after(30))[0], form=ConversationForm.GROUP)
    under = found(a_part(counts=COUNTS), events=(FIRST_TALK, group), on=after(40))
    assert [e.value for e in under.events] == [1, 1]
    assert [e.value for e in under.without.events] == [1, 0]
    number = next(o for o in under.obligations if o.rule.id == "number")
    assert number.without.held == 1


@pytest.mark.parametrize(
    ("lifts", "value"), [(frozenset({"number"}), 0), (frozenset({"number", "channels"}), 1)]
)
def test_the_first_by_phone_counts_only_where_the_trial_frees_the_channel(lifts, value):
    phone = replace(talks(after(3))[0], channel=Channel.PHONE)
    book = RuleBook(rules(), CLOCKS, (a_part(lifts=lifts, counts=COUNTS),))
    (told,) = count(events=(phone,), book=book, person=LIVES_HERE)
    assert told.value == value
    group = replace(phone, form=ConversationForm.GROUP)
    (told,) = count(events=(group,), book=book, person=LIVES_HERE)
    assert told.value == value


@pytest.mark.parametrize("counted", [(), ("anew",)])
def test_a_person_seen_under_trials_has_everything_a_look_has(counted):
    part = a_part()
    book = RuleBook(rules(), {"first_request": CLOCKS["same_benefit"], **CLOCKS}, (part,))
    alone = Look(book.law, LIVES_HERE, (), (), WEEK_LATER)
    seen = alone.under_trials(book, counted or alone.events, (part,))
    names = {name for kind in Look.__mro__ for name in getattr(kind, "__slots__", ())}
    assert len(names) > 15
    assert {name for name in names if not hasattr(seen, name)} == set()
    assert (seen.parts, seen.events, seen.book) == ((part,), counted, book)
