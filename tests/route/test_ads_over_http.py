"""Ledige job over HTTP: looking, opening, keeping a search, and writing it in one's job log."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from staasted.apps.ads.models import AdSearch, JobAd
from staasted.apps.audit.models import ActLog, ReadLog
from staasted.apps.citizens.models import Citizen
from staasted.apps.plans.models import PlanItem
from tests import town
from tests.ads import row, saved, some_ads, take
from tests.browsing import come_in, main
from tests.town import NOON, Town, build_town, bystanders

pytestmark = pytest.mark.django_db
JOBS, SAVED = "/mit-forloeb/job/", "/mit-forloeb/job/soegninger/"
LATER = NOON + timedelta(minutes=5)
TITLE = re.compile(r'<h3 class="h4"><a href="[^"]*" lang="da">([^<]*)</a>')


@pytest.fixture
def place(db: None) -> Town:
    return build_town()


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def says(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return main(answer.content.decode())


def titles(client: Client, address: str) -> list[str]:
    return TITLE.findall(says(client, address))


def test_jobs_are_found_by_words_field_and_distance_and_each_says_why(ase: Citizen) -> None:
    some_ads()
    client = come_in(ase.person)
    assert len(titles(client, JOBS)) == 3
    assert titles(client, f"{JOBS}?ord=chaufør") == ["Chauffør"]
    assert "Et ord, der ligner “chaufør”, står i titlen" in says(client, f"{JOBS}?ord=chaufør")
    assert set(titles(client, f"{JOBS}?fag=kitchen")) == {"Kok", "Køkkenmedhjælper"}
    near = says(client, f"{JOBS}?sted=%C3%A5dal&km=10")
    assert TITLE.findall(near) == ["Køkkenmedhjælper"]
    assert "(under 1 km)" in near
    assert "1 job er ikke med, fordi vi ikke ved, hvor det ligger" in near
    assert titles(client, f"{JOBS}?sted=9999+%C3%85dal&km=50&orden=nearest") == [
        "Køkkenmedhjælper",
        "Chauffør",
    ]
    assert "De nyeste job står først" in says(client, JOBS)
    assert "Vi ser kun på ordene, ikke på dig" in says(client, f"{JOBS}?ord=kok")


def test_where_no_job_has_all_the_words_those_with_some_are_shown_as_that(ase: Citizen) -> None:
    some_ads()
    client = come_in(ase.person)
    assert "Ingen job har alle dine ord" in says(client, f"{JOBS}?ord=chauffør+tandlæge")
    take(row("a", "Kok og chauffør"), row("b", "Chauffør"))
    both = says(client, f"{JOBS}?ord=kok+chauffør")
    assert TITLE.findall(both) == ["Kok og chauffør"]
    assert "Se 1 job, der har nogle af dine ord" in both
    assert titles(client, f"{JOBS}?ord=kok+chauffør&delvis=1") == ["Chauffør"]
    assert "Ingen job passer" in says(client, f"{JOBS}?ord=astronaut")


def test_more_jobs_than_a_page_holds_are_turned_over_and_keep_what_was_asked(ase: Citizen) -> None:
    take(*(row(str(number), f"Kok {number}") for number in range(35)))
    client = come_in(ase.person)
    first = says(client, f"{JOBS}?ord=kok")
    assert len(TITLE.findall(first)) == 30
    assert "ord=kok&amp;side=2" in first
    assert len(titles(client, f"{JOBS}?ord=kok&side=2")) == 5
    assert len(titles(client, f"{JOBS}?ord=kok&side=nonsense")) == 30


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("sted=Langtbortistan", "Vi kender ikke det sted"),
        ("km=10", "Skriv et sted, afstanden skal regnes fra"),
        ("km=7&sted=9999", "Vælg en afstand på listen"),
        ("fag=nonsense", "Vælg et fag på listen"),
        ("ord=" + "x" * 201, "Skriv højst 200 tegn"),
    ],
)
def test_what_cannot_be_looked_for_says_why_and_keeps_what_was_typed(
    ase: Citizen, asked: str, said: str
) -> None:
    some_ads()
    shown = says(come_in(ase.person), f"{JOBS}?{asked}&orden=newest", 400)
    assert said in shown
    assert '<option value="newest" selected' in shown
    if "Langtbort" in asked:
        assert 'value="Langtbortistan"' in shown


def test_an_ad_leads_out_and_nothing_in_it_is_markup(ase: Citizen) -> None:
    take(row("x", "Kok & <b>chef</b>", text="Se &lt;script&gt;alert(1)&lt;/script&gt;"))
    ad = JobAd.objects.get()
    shown = says(come_in(ase.person), f"{JOBS}{ad.public_id}/")
    assert "<script" not in shown
    assert "Kok &amp; chef" in shown
    far = some_ads()["far"]
    shown = says(come_in(ase.person), f"{JOBS}{far.public_id}/")
    assert 'href="https://job.example/2" rel="noreferrer nofollow"' in shown
    assert come_in(ase.person).get(f"{JOBS}nonsense/").status_code == 404


def test_an_ad_that_is_gone_or_too_late_says_so(ase: Citizen) -> None:
    ads = some_ads()
    take(row("late", "Kok", deadline="2026-05-17"), now=LATER)
    client, late = come_in(ase.person), JobAd.objects.get(ref="late")
    assert "Annoncen er taget ned" in says(client, f"{JOBS}{ads['near'].public_id}/")
    assert "Fristen var" in says(client, f"{JOBS}{late.public_id}/")
    assert titles(client, JOBS) == []


def test_which_ad_is_opened_and_what_is_looked_for_stands_nowhere(ase: Citizen) -> None:
    ad, client = some_ads()["near"], come_in(ase.person)
    acts = ActLog.objects.count()
    client.get(f"{JOBS}?ord=hemmeligord")
    client.get(f"{JOBS}{ad.public_id}/")
    assert ActLog.objects.count() == acts
    told = str(list(ReadLog.objects.values()))
    assert ad.public_id not in told
    assert "hemmeligord" not in told
    assert not AdSearch.objects.exists()


def test_an_ad_begins_an_entry_in_the_job_log_that_the_citizen_saves(ase: Citizen) -> None:
    ad, client = some_ads()["far"], come_in(ase.person)
    shown = says(client, f"{JOBS}{ad.public_id}/")
    onward = f"/mit-forloeb/plan/nyt/?slags=job&annonce={ad.public_id}"
    assert onward.replace("&", "&amp;") in shown
    form = says(client, onward)
    for value in ("Chauffør", "Ådal Gartneri", "https://job.example/2", "2026-05-18"):
        assert f'value="{value}"' in form
    assert not PlanItem.objects.exists()
    sent = {"title": "Chauffør", "employer": "Ådal Gartneri", "due_on": "2026-05-18"}
    assert client.post(onward, sent | {"link": ad.link}).url == "/mit-forloeb/joblog/"
    item = PlanItem.objects.get()
    assert (item.kind, item.link, item.shared_from) == ("job", ad.link, None)


def test_a_search_is_saved_with_a_name_changed_and_deleted(ase: Citizen) -> None:
    some_ads()
    client = come_in(ase.person)
    assert "Du har ikke gemt en søgning endnu" in says(client, SAVED)
    page = says(client, f"{JOBS}?ord=kok&sted=9999&km=20")
    assert f"{SAVED}ny/?ord=kok&amp;sted=9999+%C3%85dal&amp;km=20" in page
    form = says(client, f"{SAVED}ny/?ord=kok&sted=9999+%C3%85dal&km=20")
    assert 'value="9999 Ådal"' in form
    sent = {"navn": "Tæt på", "ord": "kok", "sted": "9999 Ådal", "km": "20"}
    assert client.post(f"{SAVED}ny/", sent).url == SAVED
    search = AdSearch.objects.get()
    assert (search.words, search.place, search.within_km) == ("kok", "9999", 20)
    listed = says(client, SAVED)
    assert "Ord: kok. Højst 20 km fra 9999 Ådal." in listed
    assert "Søgningen er gemt" in listed
    one = f"{SAVED}{search.public_id}/"
    assert 'value="Tæt på"' in says(client, f"{one}ret/")
    assert client.post(f"{one}ret/", {"navn": "Lager", "ord": "lager"}).url == one
    assert "Vil du slette “Lager”?" in says(client, f"{one}slet/")
    assert AdSearch.objects.get().words == "lager", "asking deletes nothing"
    assert client.post(f"{one}slet/").url == SAVED
    assert not AdSearch.objects.exists()


def test_what_is_new_is_counted_until_it_has_been_seen(ase: Citizen) -> None:
    some_ads()
    client, search = come_in(ase.person), saved(ase, words="kok", now=NOON - timedelta(days=1))
    one = f"{SAVED}{search.public_id}/"
    assert "2 nye" in says(client, SAVED)
    assert len(titles(client, one)) == 2
    assert len(titles(client, one)) == 2, "looking alone changes nothing"
    assert client.post(one).url == SAVED
    assert "Ikke noget nyt" in says(client, SAVED)
    assert "Se alle 2 job, der passer" in says(client, one)


def test_a_search_that_cannot_be_saved_keeps_what_was_typed(ase: Citizen) -> None:
    some_ads()
    saved(ase, "Kok")
    client = come_in(ase.person)
    for sent, said in (
        ({"navn": "", "ord": "lager"}, "Skriv et navn på højst 60 tegn"),
        ({"navn": "Intet"}, "Skriv ord, eller vælg et fag eller et sted"),
        ({"navn": "Kok", "ord": "lager"}, "Du har allerede en søgning, der hedder “Kok”"),
    ):
        answer = client.post(f"{SAVED}ny/", sent)
        assert answer.status_code == 400
        shown = main(answer.content.decode())
        assert said in shown
        assert all(f'value="{value}"' in shown for value in sent.values() if value)


def test_whoever_acts_for_the_citizen_looks_at_jobs_and_not_at_saved_searches(
    place: Town, ase: Citizen
) -> None:
    some_ads()
    search = saved(ase, "Hemmeligt")
    client = come_in(bystanders(place, ase)["representative"])
    client.post("/paa-vegne-af/", {"borger": ase.public_id})
    shown = says(client, JOBS)
    assert "Kok" in shown
    assert SAVED not in shown
    assert client.get(f"{SAVED}{search.public_id}/").status_code == 403


def test_where_no_feed_is_read_the_page_says_so(ase: Citizen) -> None:
    assert "viser ikke ledige job her endnu" in says(come_in(ase.person), JOBS)


def test_the_ways_there_stand_in_the_course_the_plan_and_the_job_log(ase: Citizen) -> None:
    client = come_in(ase.person)
    for address in ("/mit-forloeb/", "/mit-forloeb/plan/", "/mit-forloeb/joblog/"):
        assert f'href="{JOBS}"' in says(client, address)
    for address in ("/mit-forloeb/", "/mit-forloeb/plan/"):
        assert 'href="/mit-forloeb/hvad-hvis/"' in says(client, address)
