"""Invented job ads for the invented municipality: the same ones for the same day."""

from datetime import date, datetime, timedelta
from random import Random

from staasted.catalog.ads import places
from staasted.catalog.names import AdDraws, ad_draws
from staasted.core.ads import Ad
from staasted.ports.ads import AdsRead


class DemoAds:
    """A few ads for each day; nobody is asked."""

    slug = "demo"

    def read(self, *, on: date, now: datetime) -> AdsRead:
        """Return the ads of the last weeks whose deadline has not passed."""
        draws = ad_draws()
        days = [on - timedelta(days=back) for back in range(draws.shown_days)]
        ads = [ad for day in days for ad in _of(day, draws)]
        still = tuple(ad for ad in ads if ad.deadline_on is None or ad.deadline_on >= on)
        return AdsRead(still, now)


def _of(day: date, draws: AdDraws) -> list[Ad]:
    """The ads of one day, whichever day they are looked at."""
    chance = Random(day.toordinal())  # noqa: S311 # nosec B311 # a demo's, and meant to repeat
    return [_ad(day, number, draws, chance) for number in range(draws.a_day)]


def _ad(day: date, number: int, draws: AdDraws, chance: Random) -> Ad:
    job = chance.choice(draws.jobs)
    code = chance.choices([*draws.places], [*draws.places.values()])[0]
    place = places().get(code)
    ref = f"{day.isoformat()}-{number}"
    return Ad(
        ref=ref,
        title=job.title,
        employer=chance.choice(job.employers),
        published_on=day,
        trade=job.field,
        place=place.name if place else "",
        postal_code=code,
        at=place.at if place else None,
        deadline_on=day + timedelta(days=chance.randint(*draws.deadline_days)),
        hours=chance.choice(draws.hours),
        text=job.text,
        link=f"https://{draws.host}/{ref}",
    )
