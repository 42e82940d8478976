"""Job ads from a feed: seen, changed and gone; and what citizens keep looking for."""

import json
from datetime import timedelta

import pytest

from staasted.apps.ads.access import own_search, own_searches
from staasted.apps.ads.board import board
from staasted.apps.ads.models import AdFeed, AdSearch, JobAd
from staasted.apps.ads.selectors import feed_stands
from staasted.apps.ads.services import (
    Looked,
    search_change,
    search_delete,
    search_save,
    search_seen,
)
from staasted.apps.ads.taking_in import Taken, ads_fetch
from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.audit.models import ActLog
from staasted.apps.audit.reading import reading
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.models import Citizen
from staasted.apps.imports.portrait import citizen_portrait, own_portrait
from staasted.apps.operations.problems import problems_of
from staasted.apps.operations.status import status_now
from staasted.apps.org.doors import AccessRefused
from staasted.apps.org.selectors import actor_for
from staasted.apps.retention.services import due_erase
from staasted.catalog.loader import catalog
from staasted.core.ads import AdWish
from staasted.core.calendar import add_months
from staasted.core.errors import DomainError
from staasted.ports import adapters
from staasted.ports.ads import AdsNotRead
from tests import town
from tests.ads import folder_with, row, saved, some_ads, take
from tests.ending import close_case
from tests.town import MONDAY, NOON, Town

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


@pytest.fixture
def folder(tmp_path):
    """A folder in use, which is none any more after the test."""
    yield tmp_path
    adapters._ads.pop("file", None)


def refs() -> list[str]:
    return sorted(JobAd.objects.filter(gone_at=None).values_list("ref", flat=True))


def test_the_same_feed_twice_changes_nothing_the_second_time() -> None:
    assert take(row("a"), row("b")) == Taken(new=2)
    stamp = AdFeed.objects.get().stamp
    assert take(row("a"), row("b"), now=LATER) == Taken()
    assert AdFeed.objects.get().stamp == stamp
    assert AdFeed.objects.get().read_at == LATER


def test_what_is_new_changed_gone_and_back_is_told_apart() -> None:
    take(row("a"), row("b"))
    first = JobAd.objects.get(ref="a")
    assert take(row("a", "Køkkenchef"), row("c"), now=LATER) == Taken(new=1, changed=1, gone=1)
    assert refs() == ["a", "c"]
    changed = JobAd.objects.get(ref="a")
    assert (changed.title, changed.seen_at, changed.changed_at) == ("Køkkenchef", NOON, LATER)
    assert changed.public_id == first.public_id
    assert take(row("a", "Køkkenchef"), row("b"), row("c"), now=LATER) == Taken(changed=1)
    assert JobAd.objects.get(ref="b").seen_at == NOON, "an ad that is back is no news"


def test_an_ad_that_is_gone_is_deleted_after_a_month_and_not_before() -> None:
    take(row("a"), row("b"))
    take(row("a"))
    kept = timedelta(days=catalog().policy["ads_gone_days"])
    take(row("a"), now=NOON + kept - timedelta(minutes=1))
    assert JobAd.objects.filter(ref="b").exists()
    take(row("a"), now=NOON + kept)
    assert not JobAd.objects.filter(ref="b").exists()


def test_a_feed_that_breaks_leaves_the_ads_as_they_were_and_is_told_of(folder) -> None:
    adapters.ads_register(folder_with(folder, [row("a")]))
    ads_fetch(now=NOON)
    folder_with(folder, "{")
    assert ads_fetch(now=LATER) == Taken()
    assert refs() == ["a"]
    assert feed_stands(now=LATER).problem == "not_understood"
    told = {problem.code for problem in problems_of(status_now(now=LATER, demo=False))}
    assert "ads_broken" in told
    folder_with(folder, [row("a"), row("b")])
    assert ads_fetch(now=LATER) == Taken(new=1)
    assert feed_stands(now=LATER).problem == ""


def test_a_feed_nobody_has_made_anew_for_days_and_rows_that_are_no_ads_are_told_of(folder) -> None:
    adapters.ads_register(folder_with(folder, [row("a"), row("b"), {"id": "c"}]))
    ads_fetch(now=NOON)
    made = AdFeed.objects.get(slug="file").made_at
    soon, late = made + timedelta(hours=72), made + timedelta(hours=73)
    codes = [
        {problem.code for problem in problems_of(status_now(now=now, demo=False))}
        for now in (soon, late)
    ]
    assert "ads_old" not in codes[0]
    assert {"ads_old", "ads_refused"} <= codes[1]


def test_without_a_folder_nothing_is_read_outside_a_demo_and_invented_ads_are_in_one(
    place: Town,
) -> None:
    assert place.karen is not None
    taken = ads_fetch(now=NOON)
    assert taken.new > 20
    assert ads_fetch(now=NOON) == Taken()
    said = [(ad.ref, ad.title) for ad in adapters.ads_source("demo").read(on=MONDAY, now=NOON).ads]
    again = [(ad.ref, ad.title) for ad in adapters.ads_source("demo").read(on=MONDAY, now=NOON).ads]
    assert said == again
    tomorrow = ads_fetch(now=NOON + timedelta(days=1))
    assert tomorrow.new > 0
    assert tomorrow.gone > 0


def test_no_demo_and_no_folder_reads_nothing() -> None:
    town.build_town(demo=False)
    assert ads_fetch(now=NOON) == Taken()
    assert not AdFeed.objects.exists()
    assert feed_stands(now=NOON) is None


def test_the_board_follows_the_feed_and_is_kept_between(django_assert_num_queries) -> None:
    ads = some_ads()
    found = board().matching(AdWish("kok"), on=MONDAY).full
    assert set(found) == {ads["lost"].public_id, ads["near"].public_id}
    with django_assert_num_queries(1):
        board()
    take(row("other", "Kok"), now=LATER)
    (only,) = board().matching(AdWish("kok"), on=MONDAY).full
    assert only == JobAd.objects.get(ref="other").public_id


def test_an_ad_lies_where_it_says_else_at_its_postal_code_else_nowhere() -> None:
    take(
        row("point", latitude=56.0, longitude=12.0, postal_code="9999"),
        row("code", postal_code="9999"),
        row("name", place="Skovly"),
        row("nowhere", place="Langt væk"),
    )
    at = {ad.ref: board().ads[ad.public_id].at for ad in JobAd.objects.all()}
    assert (at["point"].latitude, at["code"].latitude, at["name"].latitude) == (56.0, 56.45, 56.39)
    assert at["nowhere"] is None


def test_a_search_tells_what_came_since_it_was_looked_at(ase: Citizen) -> None:
    some_ads()
    search = saved(ase)
    assert board().new_to(search, on=MONDAY) == (), "what is there when it is saved is no news"
    rows = [row("near", "Køkkenmedhjælper"), row("new", "Køkkenassistent"), row("bus", "Chauffør")]
    take(*rows, now=LATER)
    new = JobAd.objects.get(ref="new").public_id
    assert board().new_to(search, on=MONDAY) == (new,)
    search_seen(actor=town.acting(ase), citizen=ase, public_id=search.public_id, now=LATER)
    assert board().new_to(AdSearch.objects.get(), on=MONDAY) == ()


def test_saving_changing_and_deleting_are_logged_without_a_word_of_it(ase: Citizen) -> None:
    actor, search = town.acting(ase), saved(ase, words="natarbejde")
    told = {"actor": actor, "citizen": ase, "public_id": search.public_id, "now": LATER}
    search_change(name="Nat", looked=Looked(words="natarbejde", place="9999", within_km=20), **told)
    assert AdSearch.objects.get().seen_to == LATER
    search_delete(**told)
    assert not AdSearch.objects.exists()
    acts = ActLog.objects.filter(act__startswith="ad_search").order_by("id")
    assert [each.act for each in acts] == [
        "ad_search_save",
        "ad_search_change",
        "ad_search_delete",
    ]
    assert "nat" not in json.dumps([each.facts for each in acts])


def test_the_same_search_twice_is_one_and_a_name_is_used_once(ase: Citizen) -> None:
    one = saved(ase)
    assert saved(ase) == one
    with pytest.raises(DomainError, match="ad_search_named"):
        saved(ase, words="lager")
    assert AdSearch.objects.count() == 1


def test_so_many_searches_are_kept_and_no_more(ase: Citizen) -> None:
    most = catalog().policy["ad_searches_most"]
    for number in range(most):
        saved(ase, f"Nummer {number}", words=f"ord{number}")
    with pytest.raises(DomainError, match="ad_searches_full"):
        saved(ase, "En til")
    assert AdSearch.objects.count() == most


@pytest.mark.parametrize(
    ("name", "looked", "code"),
    [
        (" ", Looked("kok"), "ad_search_unnamed"),
        ("Alt", Looked(), "ad_search_asks_nothing"),
        ("Alt", Looked(field="no_such", within_km=5), "ad_search_asks_nothing"),
        ("x" * 61, Looked("kok"), "ad_search_too_long"),
        ("Alt", Looked("x" * 201), "ad_search_too_long"),
    ],
)
def test_what_cannot_be_saved_says_why(ase: Citizen, name: str, looked: Looked, code: str) -> None:
    with pytest.raises(DomainError, match=code):
        search_save(actor=town.acting(ase), citizen=ase, name=name, looked=looked, now=NOON)
    assert not AdSearch.objects.exists()


def test_a_closed_case_saves_nothing(place: Town, ase: Citizen) -> None:
    close_case(ase, place.karen)
    with pytest.raises(DomainError, match="case_closed"):
        saved(ase)


def test_no_staff_and_no_other_citizen_comes_to_a_search(place: Town, ase: Citizen) -> None:
    search, other = saved(ase), town.citizen(place.karen, name="Bo Åben")
    staff = place.counsellor()
    for act in (
        lambda: own_searches(staff, ase),
        lambda: search_delete(actor=staff, citizen=ase, public_id=search.public_id, now=NOON),
    ):
        with pytest.raises(AccessRefused):
            act()
    for act in (
        lambda: own_searches(town.acting(other), ase),
        lambda: own_search(town.acting(other), other, search.public_id),
        lambda: search_seen(
            actor=town.acting(other), citizen=ase, public_id=search.public_id, now=NOON
        ),
    ):
        with pytest.raises(NotYours):
            act()
    assert AdSearch.objects.get().seen_to == NOON


def test_its_citizen_is_told_all_of_a_search_and_the_operator_that_there_is_one(
    ase: Citizen,
) -> None:
    saved(ase, "Hemmeligt", words="sygeplejerske")
    citizen = actor_for(person=ase.person, role=Role.CITIZEN)
    with reading(actor=citizen, purpose="test", page="test", at=NOON):
        own = own_portrait(actor=citizen, on=MONDAY)["ads.adsearch"]
    with reading(actor=OPERATOR, purpose="test", page="test", at=NOON):
        told = citizen_portrait(actor=OPERATOR, public_id=ase.public_id, with_cpr=False)
    assert (own[0]["name"], own[0]["words"]) == ("Hemmeligt", "sygeplejerske")
    assert len(told["ads.adsearch"]) == 1
    assert "sygeplejerske" not in json.dumps(told)
    assert "Hemmeligt" not in json.dumps(told)


def test_searches_are_erased_with_the_case_and_the_ads_stay(place: Town, ase: Citizen) -> None:
    some_ads()
    saved(ase)
    other = saved(town.citizen(place.karen, name="Bo Åben"))
    close_case(ase, place.karen)
    list(due_erase(actor=OPERATOR, on=add_months(MONDAY, 60)))
    assert list(AdSearch.objects.all()) == [other]
    assert JobAd.objects.count() == 3


def test_a_folder_without_a_file_is_told_of(folder) -> None:
    adapters.ads_register(folder_with(folder, "", name="notes.txt"))
    with pytest.raises(AdsNotRead, match="no_file"):
        adapters.ads_source("file").read(on=MONDAY, now=NOON)
    ads_fetch(now=NOON)
    assert feed_stands(now=NOON).problem == "no_file"
