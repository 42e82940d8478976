"""Video by Teams, through Microsoft Graph as an application.

The calls are Graph v1.0's own: a token by client credentials, ``onlineMeetings/createOrGet`` with
our key as ``externalId`` (the same meeting however often it is asked), and ``DELETE``. The
meeting says when it is, and neither who nor what about.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from staasted.integrations.json_http import GONE, asked, text_in, token_for, went_well, why
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
        token = self._token()
        return self._meeting(meeting, token)

    def end(self, meeting: Meeting, ref: str) -> None:
        """Errors: NotMade."""
        token = self._token()
        known = ref or self._meeting(meeting, token).ref
        status, _ = asked("DELETE", f"{self._meetings}/{quote(known, safe='')}", token=token)
        if status != GONE and not went_well(status):
            raise NotMade(why(status))

    def _meeting(self, meeting: Meeting, token: str) -> Made:
        wanted = {
            "externalId": meeting.key,
            "startDateTime": _written(meeting.starts_at),
            "endDateTime": _written(meeting.ends_at),
            "subject": self.subject,
        }
        status, told = asked("POST", f"{self._meetings}/createOrGet", token=token, body=wanted)
        address, ref = text_in(told, "joinWebUrl"), text_in(told, "id")
        if not went_well(status) or not address or not ref:
            raise NotMade(why(status))
        return Made(address, ref)

    @property
    def _meetings(self) -> str:
        return f"{self.graph}/v1.0/users/{quote(self.organiser, safe='')}/onlineMeetings"

    def _token(self) -> str:
        return token_for(
            f"{self.login}/{quote(self.tenant, safe='')}/oauth2/v2.0/token",
            client=self.client,
            secret_file=self.secret_file,
            scope=f"{GRAPH}/.default",
        )


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
