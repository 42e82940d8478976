"""Somebody with a browser that keeps cookies and follows one redirect at a time."""

from dataclasses import dataclass, field
from urllib.parse import quote, urljoin

import requests

SUBSTANTIAL = "https://data.gov.dk/concept/core/nsis/Substantial"
PATIENCE = 20  # seconds


@dataclass
class Visitor:
    """A browser; ``seen`` is every address it was sent to."""

    home: str
    session: requests.Session = field(default_factory=requests.Session)
    seen: list[str] = field(default_factory=list)

    def go(self, address: str) -> requests.Response:
        """Open an address without following where it sends one."""
        whole = urljoin(self.home, address)
        answer = self.session.get(whole, allow_redirects=False, timeout=PATIENCE)
        self.seen.append(answer.headers.get("Location", ""))
        return answer

    def depart(self, slug: str = "mitid", onward: str = "") -> str:
        """Press the login button; the provider's address with everything we send along."""
        answer = self.go(f"/log-ind/via/{slug}/" + (f"?next={quote(onward)}" if onward else ""))
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def identify(self, there: str, subject: str, **claims: object) -> str:
        """Be somebody at the provider; the address it sends one back to."""
        at = there.partition("/oauth2")[0]
        requests.put(f"{at}/users/{quote(subject)}", json=claims, timeout=PATIENCE)
        sent = {"sub": subject}
        answer = requests.post(there, data=sent, allow_redirects=False, timeout=PATIENCE)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def log_in(
        self, subject: str = "9a1c", onward: str = "", **claims: object
    ) -> requests.Response:
        """The whole way there and back; the answer that ends it, no redirect followed."""
        told = {"loa": SUBSTANTIAL, **{name.replace("__", "."): v for name, v in claims.items()}}
        back = self.identify(self.depart(onward=onward), subject, **told)
        return self.go(back)
