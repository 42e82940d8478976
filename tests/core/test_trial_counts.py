"""What a trial alone counts beside the law's own, and modes on chains and offers."""

from dataclasses import replace
from datetime import date

import pytest

from staasted.core.axes import ConversationForm
from staasted.core.conversation import count
from staasted.core.law import Bearer, DocumentedRelief, Length, OfferEvent, RuleBook, Status
from staasted.core.law.kinds import CountsFrom, Deadline, LongestInterval, OfferDeadline
from staasted.core.law.standing import Lifts, Relief
from staasted.core.law.trial import TrialMode
from tests.core.people import CLOCKS, MONDAY, a_person, a_rule, after, rules, talks
from tests.core.test_trials import COUNTS, HERE, LIVES_HERE, a_part, found, owed

GROUP_TALK = replace(talks(after(30))[0], form=ConversationForm.GROUP)


def counted(*events):
    book = RuleBook(rules(), CLOCKS, (a_part(counts=COUNTS),))
    told = count(events=events, book=book, person=LIVES_HERE)
    return [(each.value, each.reason) for each in told]


@pytest.mark.parametrize("purpose", ["cv", "availability"])
def test_the_funds_own_talks_are_counted_by_no_trial(purpose):
    assert counted(replace(GROUP_TALK, purpose=purpose)) == [(0, "form_not_individual")]


def test_the_laws_own_conversation_of_a_day_goes_before_the_trials():
    own = talks(after(30))[0]
    assert counted(GROUP_TALK, own) == [(0, "second_on_one_day"), (1, "counted")]
    assert counted(own, GROUP_TALK) == [(1, "counted"), (0, "form_not_individual")]
    again = replace(GROUP_TALK, ref="again")
    assert counted(GROUP_TALK, again)[1] == (0, "form_not_individual")
    assert counted(GROUP_TALK, replace(own, purpose="another"))[0] == (1, "counted_by_trial")


def test_what_a_trial_alone_counts_is_not_the_first_of_the_course():
    under = found(a_part(counts=COUNTS), events=(GROUP_TALK,), on=after(40))
    assert (under.events[0].value, under.first_held) == (1, False)
    assert under.arrangement.by is under.without.arrangement.by


PAUSE = a_part(TrialMode.PAUSE, lifts=frozenset({"first", "offer"}), from_on=after(2))


def test_a_pause_leaves_what_was_met_or_lifted_as_it_is():
    met = owed(PAUSE, rule="first", events=talks(after(3)), on=after(5))
    assert (met.status, met.trial) == (Status.MET, None)
    lift = a_rule("lift", Relief(frozenset({"work"}), frozenset({Lifts.CONVERSATIONS})))
    relief = (DocumentedRelief(MONDAY, None, "work"),)
    person = a_person(lives_in=HERE, reliefs=relief)
    lifted = owed(PAUSE, rule="first", person=person, known=(*rules(), lift), on=after(5))
    assert (lifted.status, lifted.lifted_by) == (Status.LIFTED, "documented_relief")


def test_a_pause_gives_an_offer_its_days_too():
    rule = a_rule("offer", OfferDeadline(Length(days=10)))
    part = replace(PAUSE, to_on=after(8))
    late = (OfferEvent("a", "placement", after(15)),)
    told = owed(part, rule="offer", known=(*rules(), rule), offers=late, on=after(20))
    assert (told.due, told.status, told.without.status) == (after(17), Status.MET, Status.BREACH)


@pytest.mark.parametrize("counts_from", CountsFrom)
def test_a_loosened_interval_is_another_chain_and_no_window_stands_twice(counts_from):
    monthly = a_rule("monthly", LongestInterval(Length(months=1), counts_from=counts_from))
    slower = replace(monthly, kind=replace(monthly.kind, every=Length(months=2)))
    part = a_part(TrialMode.RELAX, lifts=frozenset(), relaxed={"monthly": slower})
    known = (*rules(), monthly)
    told = found(part, known=known, on=date(2025, 6, 10), events=talks(after(3)))
    mine = [o for o in told.obligations if o.rule.id == "monthly"]
    assert all(o.trial is part and o.without is not None for o in mine)
    firsts = [o.window.first for o in mine]
    assert len(firsts) == len(set(firsts))
    assert sum(o.missing for o in mine) <= sum(
        o.missing for o in told.without.obligations if o.rule.id == "monthly"
    )


EVERY_TENTH = a_rule("tenth", LongestInterval(Length(days=10)))
STANDS_STILL = a_part(TrialMode.PAUSE, lifts=frozenset({"tenth"}), from_on=after(5), to_on=after(9))


def chain(*parts, counts_from=CountsFrom.LAST_CONVERSATION, **told):
    """Each interval under these parts: its first day, its due day, its status, the trial's mark."""
    kind = replace(EVERY_TENTH.kind, counts_from=counts_from)
    known = (*rules(), replace(EVERY_TENTH, kind=kind))
    answered = found(*parts, known=known, **told)
    return [
        (o.window.first, o.due, o.status, o.trial is not None)
        for o in answered.obligations
        if o.rule.id == "tenth"
    ]


def test_a_conversation_between_the_day_the_law_had_and_the_moved_one_is_in_time():
    held = talks(after(12))
    law = chain(on=after(20), events=held)
    assert [status for _, _, status, _ in law] == [Status.BREACH, Status.OPEN]
    paused = chain(STANDS_STILL, on=after(20), events=held)
    assert paused == [
        (MONDAY, after(15), Status.MET, True),
        (after(12), after(22), Status.OPEN, False),
    ]


def test_a_pause_moves_every_later_due_day_of_a_grid_and_each_asks_for_its_own():
    grid = {"counts_from": CountsFrom.PERIOD_START, "on": after(28)}
    assert [due for _, due, _, _ in chain(**grid)] == [after(10), after(20), after(30)]
    one = chain(STANDS_STILL, **grid, events=talks(after(13)))
    assert one == [
        (MONDAY, after(15), Status.MET, True),
        (after(15), after(25), Status.BREACH, True),
        (after(25), after(35), Status.OPEN, True),
    ]


def test_an_interval_that_was_due_before_the_pause_stays_due():
    late = replace(STANDS_STILL, from_on=after(11), to_on=after(12))
    first, *_ = chain(late, counts_from=CountsFrom.PERIOD_START, on=after(20))
    assert first == (MONDAY, after(10), Status.BREACH, False)


def test_a_looser_interval_stands_beside_the_law_that_opened_last_before_it():
    slower = replace(EVERY_TENTH, kind=replace(EVERY_TENTH.kind, every=Length(days=15)))
    part = a_part(TrialMode.RELAX, lifts=frozenset(), relaxed={"tenth": slower})
    known, held = (*rules(), EVERY_TENTH), talks(after(8), after(16))
    told = found(part, known=known, on=after(20), events=held).obligations
    beside = [(o.window.first, o.without.window.first) for o in told if o.rule.id == "tenth"]
    assert beside == [(day, day) for day in (MONDAY, after(8), after(16))]


def test_a_duty_of_the_funds_may_be_paused_and_counts_its_own():
    rule = a_rule("funds", Deadline(Length(weeks=1)), bearer=Bearer.UNEMPLOYMENT_FUND)
    part = a_part(TrialMode.PAUSE, lifts=frozenset({"funds"}), from_on=after(1), to_on=after(3))
    told = owed(part, rule="funds", known=(*rules(), rule), on=after(5), events=talks(after(3)))
    assert (told.due, told.status) == (after(10), Status.OPEN)
