"""Video by VDX, the rooms MedCom runs for the public sector, through its booking module.

The calls are those of the module's own description, version 2 (``video-api-v2.yaml`` of
KvalitetsIT/medcom-video-api at 033206c, read 24 November 2026): a token of its Keycloak by client
credentials, ``/v2/meetings`` with our key as ``externalId``, unique within an organisation, and as
``label``, by which a meeting is found again. The meeting says when it is, and neither who nor what
about. The way in by a certificate enrolled with MedCom is version 1's, and not used.
"""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

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

_OPEN_ALREADY = 406
"""The answer where a room has been opened and can be deleted no more."""


@dataclass(frozen=True)
class Vdx:
    """Meetings of one organisation, made by one application; each is asked for by itself.

    ``address`` is the booking module's, without ``/v2``; ``login`` that of the token.
    """

    address: str
    login: str
    client: str
    secret_file: Path | None
    subject: str
    slug: str = "vdx"
    at_once: bool = False

    def make(self, meeting: Meeting) -> Made:
        """Errors: NotMade; what a broken connection left behind is found again by its key."""
        token = logged_in(self.login, self.client, self.secret_file)
        known = self._known(meeting, token)
        if known is not None:
            return known
        wanted = {
            "subject": self.subject,
            "startTime": written(meeting.starts_at),
            "endTime": written(meeting.ends_at),
            "externalId": meeting.key,
            "labels": [meeting.key],
        }
        status, told = asked_as(token, "POST", self._meetings, wanted)
        made = _made(told) if went_well(status) else self._known(meeting, token)
        if made is None:
            raise NotMade(why(status))
        return made

    def end(self, meeting: Meeting, ref: str) -> None:
        """Errors: NotMade. A room that has been opened already ends as the meeting would begin:
        its end is all the service lets us change then.
        """
        token = logged_in(self.login, self.client, self.secret_file)
        known = self._known(meeting, token) if not ref else Made("", ref)
        if known is None:
            return
        one = f"{self._meetings}/{quote(known.ref, safe='')}"
        status, _ = asked_as(token, "DELETE", one)
        if status == _OPEN_ALREADY:
            status, _ = asked_as(token, "PATCH", one, {"endTime": written(meeting.starts_at)})
        if not is_gone(status) and not went_well(status):
            raise NotMade(why(status))

    def _known(self, meeting: Meeting, token: str) -> Made | None:
        """The meeting that has our key, if there is one. Errors: NotMade."""
        label = urlencode({"label": meeting.key})
        status, told = asked_as(token, "GET", f"{self._meetings}?{label}")
        if not went_well(status) or not isinstance(told, list):
            raise NotMade(why(status))
        ours = (one for one in told if word(one, "externalId") == meeting.key)
        return next((made for one in ours if (made := _made(one)) is not None), None)

    @property
    def _meetings(self) -> str:
        return f"{self.address.rstrip('/')}/v2/meetings"


def _made(told: object) -> Made | None:
    """The link everybody meets at, and its id. The description spells the link both ways."""
    address, ref = word(told, "shortLink") or word(told, "shortlink"), word(told, "uuid")
    return Made(address, ref) if address and ref else None
