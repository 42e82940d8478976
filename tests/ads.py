"""Job ads for tests: rows as a feed tells them, a folder with a file, and ads taken in."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from staasted.apps.ads.models import AdFeed, AdSearch, JobAd
from staasted.apps.ads.services import Looked, search_save
from staasted.apps.ads.taking_in import DEMO, Taken, ads_take
from staasted.apps.citizens.models import Citizen
from staasted.core.ads import ad_read
from staasted.integrations.ads_file import AdFiles
from staasted.ports.ads import AdsRead
from tests import town
from tests.town import MONDAY, NOON


def row(ref: str, title: str = "Kok", **more: Any) -> dict[str, Any]:
    """A row of a feed: published on Monday by Ådal Gartneri, whatever else is said."""
    told = {"id": ref, "title": title, "employer": "Ådal Gartneri", "published": str(MONDAY)}
    return told | more


def folder_with(folder: Path, content: object, name: str = "ads.json") -> AdFiles:
    """A folder with one file: rows as JSON, or text and bytes as they are."""
    if isinstance(content, bytes):
        (folder / name).write_bytes(content)
    else:
        written = content if isinstance(content, str) else json.dumps(content)
        (folder / name).write_text(written, encoding="utf-8")
    return AdFiles(folder)


def take(*rows: dict[str, Any], now: datetime = NOON) -> Taken:
    """The rows become the feed, whose source the demo's database uses."""
    feed, _ = AdFeed.objects.get_or_create(slug=DEMO)
    return ads_take(feed, AdsRead(tuple(ad_read(each) for each in rows), now), now=now)


def some_ads(now: datetime = NOON) -> dict[str, JobAd]:
    """Three ads by their ids: near, further off, and nobody knows where."""
    take(
        row("near", "Køkkenmedhjælper", postal_code="9999", field="køkken", text="Vi laver mad."),
        row("far", "Chauffør", postal_code="9994", field="transport", link="https://job.example/2"),
        row("lost", "Kok", field="køkken", deadline=str(date(2026, 6, 1))),
        now=now,
    )
    return {ad.ref: ad for ad in JobAd.objects.all()}


def saved(case: Citizen, name: str = "Køkken", *, now: datetime = NOON, **looked: Any) -> AdSearch:
    """A search the citizen has saved."""
    asked = Looked(**(looked or {"words": "køkken"}))
    return search_save(actor=town.acting(case), citizen=case, name=name, looked=asked, now=now)


def ads_there(case: Citizen) -> dict[str, str]:
    """An ad and a search, by the names of their places in an address."""
    return {"ad": some_ads()["near"].public_id, "ad_search": saved(case).public_id}
