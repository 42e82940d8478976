"""A person at a keyboard over HTTP: links and forms, nothing else."""

import re
from datetime import date, timedelta

from django.test import Client

from staasted.apps.org.models import Installation, Person

LINK = re.compile(r'(?:href|formaction)="([^"]*)"')


class Browser:
    """A person at a keyboard: links and forms, nothing else."""

    def __init__(self, person: Person) -> None:
        self.client = Client()
        self.post("/log-ind/", person=person.public_id)

    def get(self, address: str) -> str:
        self.response = self.client.get(address, follow=True)
        assert self.response.status_code == 200, (address, self.response.status_code)
        return self.response.content.decode()

    def post(self, address: str, **sent: str) -> str:
        self.response = self.client.post(address, sent, follow=True)
        assert self.response.status_code == 200, (address, self.response.content.decode()[-3000:])
        return self.response.content.decode()

    def link(self, page: str, part: str) -> str:
        found = [href.replace("&amp;", "&") for href in LINK.findall(page) if part in href]
        assert found, f"no link with {part}"
        return found[0]


def come_in(person: Person, role: str = "", purpose: str = "") -> Client:
    """Somebody logged in, in one of their roles, with what they open colleagues' cases for."""
    client = Client()
    client.post("/log-ind/", {"person": person.public_id})
    if role:
        client.post("/rolle/", {"role": role})
    if purpose:
        client.post("/formaal/", {"formaal": purpose})
    return client


def main(content: str) -> str:
    """What a page says of its own."""
    return content[content.index("<main") : content.index("</main>")]


def hidden(content: str) -> dict[str, str]:
    """The hidden fields of a page: what its yes sends along."""
    parts = main(content).split('<input type="hidden" name="')[1:]
    pairs = [part.split('" value="', 1) for part in parts if '" value="' in part]
    return {name: value.split('"', 1)[0] for name, value in pairs}


def refused(browser: Browser, address: str, **sent: str) -> str:
    """What a page says when it takes nothing in."""
    response = browser.client.post(address, sent)
    assert response.status_code in (400, 409)
    return response.content.decode()


def at(person: Person, *rest: str) -> str:
    """A page about one of the staff."""
    return "/".join(["/medarbejdere", person.public_id, *rest, ""])


def days_forward(browser: Browser, until: date) -> None:
    """Move the demo's clock a day at a time, as the bar on every page does."""
    while Installation.objects.get().demo_now.date() < until:
        browser.post("/demo/ur/", step="day", next="/hjaelp/")


def book(citizen: Browser, purpose: str) -> str:
    """Purpose, day, time, check: three pages and a press."""
    citizen.get("/mit-forloeb/book/")
    times = citizen.get(f"/mit-forloeb/book/tid/?formaal={purpose}")
    day = citizen.get(citizen.link(times, "dag=").partition("#")[0])
    check = citizen.link(day, "tid=")
    held = citizen.post(check, skift="1", oenske="")
    assert "Vi holder tiden til dig" in held
    chosen = dict(part.split("=") for part in check.partition("?")[2].split("&"))
    chosen["tid"] = chosen["tid"].replace("%3A", ":")
    receipt = citizen.post("/mit-forloeb/book/tjek/", **chosen, oenske="Netværk")
    assert "Netværk" in receipt
    return citizen.response.request["PATH_INFO"].split("/")[3]


def close_conversation(counsellor: Browser, booking: str, on: date) -> None:
    counsellor.get("/i-dag/")
    counsellor.get(f"/samtaler/{booking}/afslut/")
    counsellor.post(
        f"/samtaler/{booking}/afslut/",
        outcome="held",
        minutes="30",
        note="Vi talte om netværk.",
        freedom="shared_steering",
        next_to=(on + timedelta(weeks=3)).isoformat(),
        next_channel="phone",
    )
