"""Video by Teams, through Microsoft Graph as an application.

The calls are Graph v1.0's own: a token by client credentials, ``onlineMeetings/createOrGet`` with
our key as ``externalId`` (the same meeting however often it is asked), and ``DELETE``. The
meeting says when it is, and neither who nor what about.
"""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from staasted.integrations.video_calls import (
    asked_as,
    is_gone,
    logged_in,
    went_well,
    why,
    word,
    written,
)
from staasted.ports.video import Made, Meeting, NotMade

LOGIN, GRAPH = "https://login.microsoftonline.com", "https://graph.microsoft.com"


@dataclass(frozen=True)
class Teams:
    """Meetings of one organiser in one tenant; few are made, and each is asked for by itself."""

    tenant: str
    client: str
    secret_file: Path | None
    organiser: str
    subject: str
    login: str = LOGIN
    graph: str = GRAPH
    slug: str = "teams"
    at_once: bool = False

    def make(self, meeting: Meeting) -> Made:
        """Errors: NotMade; what a broken connection left behind is found again by its key."""
        return self._meeting(meeting, self._token())

    def end(self, meeting: Meeting, ref: str) -> None:
        """Errors: NotMade."""
        token = self._token()
        known = ref or self._meeting(meeting, token).ref
        status, _ = asked_as(token, "DELETE", f"{self._meetings}/{quote(known, safe='')}")
        if not is_gone(status) and not went_well(status):
            raise NotMade(why(status))

    def _meeting(self, meeting: Meeting, token: str) -> Made:
        wanted = {
            "externalId": meeting.key,
            "startDateTime": written(meeting.starts_at),
            "endDateTime": written(meeting.ends_at),
            "subject": self.subject,
        }
        status, told = asked_as(token, "POST", f"{self._meetings}/createOrGet", wanted)
        address, ref = word(told, "joinWebUrl"), word(told, "id")
        if not went_well(status) or not address or not ref:
            raise NotMade(why(status))
        return Made(address, ref)

    @property
    def _meetings(self) -> str:
        return f"{self.graph}/v1.0/users/{quote(self.organiser, safe='')}/onlineMeetings"

    def _token(self) -> str:
        address = f"{self.login}/{quote(self.tenant, safe='')}/oauth2/v2.0/token"
        return logged_in(address, self.client, self.secret_file, scope=f"{GRAPH}/.default")
