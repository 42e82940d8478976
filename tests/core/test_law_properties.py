"""What must hold for every person, whatever they did."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from staasted.core.axes import Channel, ConversationForm, Holder, Outcome
from staasted.core.conversation import count
from staasted.core.law import ContactEvent, Status, resolve
from tests.core.people import MONDAY, a_period, owed, rules, talks

DAYS = st.lists(st.integers(0, 400), max_size=8).map(
    lambda offsets: [MONDAY + timedelta(days=n) for n in offsets]
)
ON = st.integers(0, 420).map(lambda n: MONDAY + timedelta(days=n))
ENDS = st.none() | ON
RANK = {Status.BREACH: 0, Status.OPEN: 1, Status.MET: 2}


@given(DAYS, ON, ENDS, st.integers(1, 4), st.integers(1, 6), st.integers(0, 3), st.integers(0, 6))
def test_a_loosened_rule_never_raises_the_requirement(days, on, ends, weeks, months, fewer, longer):
    person = a_period(ends_on=ends)
    strict = owed(*days, on=on, period=person, known=rules(weeks, 4, months))
    loose = owed(
        *days, on=on, period=person, known=rules(weeks + longer, 4 - fewer, months + longer)
    )
    for rule in ("first", "number"):
        assert loose[rule].required <= strict[rule].required
        assert loose[rule].missing <= strict[rule].missing
        assert RANK[loose[rule].status] >= RANK[strict[rule].status]


EVENTS = st.lists(
    st.builds(
        ContactEvent,
        st.just("ref"),
        ON,
        st.sampled_from(["plan", "skills"]),
        st.sampled_from(ConversationForm),
        st.sampled_from(Channel),
        st.sampled_from(Holder),
        st.sampled_from(Outcome),
    ),
    max_size=8,
)


def found(events, on, person):
    ledger = count(events=events, rules=rules(), period=person)
    return {o.rule.id: o for o in resolve(rules=rules(), period=person, events=ledger, on=on)}


@given(EVENTS, EVENTS, ON, ENDS)
def test_adding_conversations_of_any_kind_never_worsens_anything(events, extra, on, ends):
    person = a_period(ends_on=ends)
    before, after = found(events, on, person), found([*events, *extra], on, person)
    for rule, obligation in before.items():
        assert RANK[after[rule].status] >= RANK[obligation.status]
        assert after[rule].counted >= obligation.counted
        assert after[rule].required == obligation.required


@given(DAYS, ON, ENDS)
def test_what_is_counted_is_the_sum_of_the_conversations_behind_it(days, on, ends):
    for rule, obligation in owed(*days, on=on, period=a_period(ends_on=ends)).items():
        inside = sum(e.value for e in obligation.events if e.event.on in obligation.window)
        assert obligation.held == inside
        beyond = inside - obligation.counted
        assert obligation.surplus == (beyond if rule == "number" else 0)


@given(DAYS, ON, ENDS)
def test_time_passing_never_turns_a_breach_into_something_else(days, on, ends):
    today = owed(*days, on=on, period=a_period(ends_on=ends))
    later = owed(
        *days, on=date(2030, 1, 1), period=a_period(ends_on=None if ends is None else ends)
    )
    for rule, obligation in today.items():
        gone = ends is not None and ends > on
        if obligation.status is Status.BREACH and not gone:
            assert later[rule].status is Status.BREACH


@given(DAYS, ENDS)
def test_every_conversation_is_one_or_nothing_and_says_why(days, ends):
    ledger = count(events=talks(*days), rules=rules(), period=a_period(ends_on=ends))
    assert len(ledger) == len(days)
    assert sum(e.value for e in ledger) == sum(e.reason == "counted" for e in ledger)
    assert all(e.value in (0, 1) and e.reason for e in ledger)
    assert [e.event.on for e in ledger] == sorted(days)
