"""The figures of a night: as an independent reckoning has them, written once, and read again."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staasted.apps.citizens.models import BenefitPeriod, Citizen
from staasted.apps.conversations.models import Conversation
from staasted.apps.feedback.selectors import newest_answers
from staasted.apps.offers.models import Measure
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import AccessRefused
from staasted.apps.overview.figures import (
    OFFERS,
    TALKS,
    EffortTold,
    Figures,
    GroupTold,
    HoursTold,
    RunningTold,
    ShareTold,
    figures_read,
    figures_written,
)
from staasted.apps.overview.selectors import Night, overview_newest, overview_trend
from staasted.apps.overview.services import overview_write
from staasted.catalog.loader import catalog
from staasted.web.ui.figures import csv_rows, sheets_of
from tests import town
from tests.happenings import FIRST, book, hold, utc
from tests.netting import night
from tests.town import MONDAY, NOON, Town

OTHER = "group:cash_benefit_activity_ready"


def reckoned(place: Town, day: date = MONDAY) -> Night:
    with clock.pinned(night(day)):
        overview_write(now=night(day))
    found = overview_newest(place.leading(), now=night(day))
    assert found is not None
    return found


@pytest.fixture
def town_of_many(place: Town) -> list[Citizen]:
    """Fourteen in two groups: some have had their first conversation, some are in an offer."""
    place.in_team(place.karen)
    cases = [
        town.citizen(place.karen, name=f"Person {n:02}", group=OTHER if n % 3 else town.JOB_READY)
        for n in range(14)
    ]
    for case in cases[:5]:
        hold(case, place.karen, utc(2026, 5, 8, 8), purpose=FIRST, channel="in_person")
    for case in cases[3:7]:
        Measure.objects.create(citizen=case, kind="wage_subsidy", starts_on=MONDAY)
    return cases


@pytest.mark.django_db
def test_the_figures_are_those_of_an_independent_reckoning(
    place: Town, town_of_many: list[Citizen]
) -> None:
    book(town_of_many[13], place.karen)
    figures = reckoned(place).figures
    open_ = Counter(BenefitPeriod.objects.values_list("target_group", flat=True))
    running = Counter(
        BenefitPeriod.objects.filter(citizen__in=Measure.objects.values("citizen")).values_list(
            "target_group", flat=True
        )
    )
    assert {each.group: (each.open, each.running) for each in figures.running} == {
        group: (count, running[group]) for group, count in open_.items()
    }
    spoken = set(Conversation.objects.values_list("citizen", flat=True))
    assert figures.late == len([case for case in town_of_many if case.pk not in spoken])
    waiting = [case for case in town_of_many[:13] if case.pk not in spoken]
    unit = next(each for each in figures.hours if each.unit == "Team Å")
    assert unit.conversations >= len(waiting)
    assert unit.needed == unit.conversations * catalog().policy["hours_minutes_each"]
    for group, told in ((each.group, each) for each in figures.groups if each.effort == TALKS):
        assert told.persons == open_[group]


@pytest.mark.django_db
def test_the_row_of_a_night_names_nobody(place: Town, town_of_many: list[Citizen]) -> None:
    kept = str(figures_written(reckoned(place).figures))
    for case in town_of_many:
        assert case.public_id not in kept
        assert case.person.name not in kept


@pytest.mark.django_db
def test_the_trend_has_the_nights_there_were_and_only_a_lead_reads_them(
    place: Town, town_of_many: list[Citizen]
) -> None:
    days = [MONDAY - timedelta(days=back) for back in (95, 14, 7, 0)]
    for day in days:
        reckoned(place, day)
    assert [each.on for each in overview_trend(place.leading(), until=MONDAY)] == days[1:]
    for asked in (
        lambda: overview_trend(place.counsellor(), until=MONDAY),
        lambda: overview_newest(place.counsellor(), now=NOON),
        lambda: newest_answers(place.counsellor(), on=MONDAY),
    ):
        with pytest.raises(AccessRefused):
            asked()


COUNTS = st.integers(0, 30)
SPLITS = st.integers(0, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))
SLUGS = st.sampled_from(["group:cash_benefit_job_ready", "group:sickness_benefit", OTHER])


@st.composite
def figures_of_a_night(draw: st.DrawFn) -> Figures:
    def splits() -> dict[str, tuple[int, int]]:
        return draw(st.dictionaries(SLUGS, SPLITS))

    groups = [
        GroupTold(effort, group, whole, whole, part, part == whole)
        for effort in (TALKS, OFFERS)
        for group, (whole, part) in splits().items()
    ]
    rule = next(iter(catalog().law))
    n, reached = draw(SPLITS)
    return Figures(
        efforts=(EffortTold(TALKS, 0, 0), EffortTold(OFFERS, 0, 0)),
        groups=tuple(groups),
        references=(),
        shares=(ShareTold(TALKS, rule, rule, n, reached, 0, n, n - reached, forecast=False),),
        running=tuple(RunningTold(g, whole, part) for g, (whole, part) in splits().items()),
        hours=tuple(HoursTold(f"Enhed {x}", 600, 45 * x, x) for x in draw(st.lists(COUNTS))),
        late=draw(COUNTS),
        law=("V5",),
    )


@given(figures_of_a_night())
def test_what_is_written_down_is_read_again(figures: Figures) -> None:
    assert figures_read(figures_written(figures)) == figures


@given(figures_of_a_night())
def test_no_figure_of_persons_on_fewer_than_ten_stands_in_a_table_or_the_file(
    figures: Figures,
) -> None:
    fewest = catalog().policy["figure_fewest"]
    sheets = sheets_of(Night(MONDAY, NOON, figures, stale=False), (), None, on=MONDAY)
    for line in list(csv_rows(sheets, law=figures.law))[1:]:
        what, told = line[2], line[3]
        if told.isdigit() and what != "Ledige timer":  # of staff
            assert int(told) == 0 or int(told) >= fewest, line
