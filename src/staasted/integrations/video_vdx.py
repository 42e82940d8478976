"""Video by VDX, the Danish public sector's video hub (MedCom), as a system.

Written to the facts of the interface's second version: github.com/KvalitetsIT/medcom-video-api at
ed986815, ``documentation/src/main/resources/video-api-v2.yaml`` (calls, fields, statuses, errors),
``README.md`` (what stands in a portal link) and ``…/service/MeetingServiceImpl.java`` (what may be
deleted and changed when). The log-in is OAuth 2.0 client credentials: MedCom opens no new access
by OIO IDWS and its STS, and closes the old on 31 December 2026 (medcom.dk/?p=19871, read in
November 2026).

The meeting has a UUID made of our key: asked again it is refused as taken, and is then read. It
says when it is and whose house it is in; neither who nor what about.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

from staasted.integrations.json_http import (
    BAD,
    GONE,
    PATIENCE,
    UNFIT,
    Answer,
    asked,
    text_in,
    token_for,
    went_well,
    why,
)
from staasted.ports.video import Made, Meeting, NotMade

SUBJECT = 100
"""Signs of a subject. Source: ``create-meeting`` in video-api-v2.yaml."""

_NO_ROOM = frozenset(
    {"PROVISION_PROBLEMS", "STARTING_TO_DEPROVISION", "DEPROVISION_PROBLEMS", "DEPROVISION_OK"}
)
"""Statuses in which nobody can meet there any more, or never could."""


@dataclass(frozen=True)
class Vdx:
    """Meetings of one organisation; ``api`` is the address before ``/v2``, ``login`` the tokens'.

    ``template`` is the number of the scheduling template; None is the organisation's own.
    """

    api: str
    login: str
    client: str
    secret_file: Path | None
    subject: str
    template: int | None = None
    patience: float = PATIENCE
    slug: str = "vdx"
    at_once: bool = False

    def make(self, meeting: Meeting) -> Made:
        """The short link for who is a guest, another for the host. Errors: NotMade."""
        token = self._token()
        status, told = self._asked("POST", "meetings", token, self._wanted(meeting))
        if status == BAD:  # it may be there already: the answer to an earlier question was lost
            found, there = self._asked("GET", f"meetings/{_ref(meeting)}", token)
            status, told = (found, there) if found != GONE else (status, told)
        address = text_in(told, "shortLink") or text_in(told, "shortlink")
        if not went_well(status) or not address:
            raise NotMade(why(status))
        ref = _ref(meeting)
        return Made(address, ref, self._host(ref, token))

    def end(self, meeting: Meeting, ref: str) -> None:
        """Delete it; once it stands ready that is refused, and it is let end. Errors: NotMade."""
        token, known = self._token(), quote(ref or _ref(meeting), safe="")
        status, _ = self._asked("DELETE", f"meetings/{known}", token)
        if status == UNFIT:
            over = {"endTime": _written(meeting.starts_at)}
            status, _ = self._asked("PATCH", f"meetings/{known}", token, over)
        if status == UNFIT and self._is_over(known, token):
            return
        if status == UNFIT:
            raise NotMade("video_away")  # it is just being made ready: another time
        if status != GONE and not went_well(status):
            raise NotMade(why(status))

    def _wanted(self, meeting: Meeting) -> dict[str, object]:
        wanted: dict[str, object] = {
            "uuid": _ref(meeting),
            "subject": self.subject[:SUBJECT],
            "startTime": _written(meeting.starts_at),
            "endTime": _written(meeting.ends_at),
            "guestPinRequired": False,
        }
        return wanted | ({} if self.template is None else {"schedulingTemplateId": self.template})

    def _host(self, ref: str, token: str) -> str:
        """The host's own address, or "" where nobody is let in before another. Errors: NotMade."""
        status, told = self._asked("GET", f"scheduling-info/{ref}", token)
        if not went_well(status) or not isinstance(told, dict):
            raise NotMade(why(status))
        if told.get("hostPin") is None:
            return ""
        if found := _as_host(told):
            return found
        raise NotMade("video_away")

    def _is_over(self, known: str, token: str) -> bool:
        status, told = self._asked("GET", f"scheduling-info/{known}", token)
        return status == GONE or text_in(told, "provisionStatus") in _NO_ROOM

    def _asked(
        self, method: str, what: str, token: str, body: dict[str, object] | None = None
    ) -> Answer:
        address = f"{self.api.rstrip('/')}/v2/{what}"
        return asked(method, address, token=token, body=body, patience=self.patience)

    def _token(self) -> str:
        return token_for(
            self.login, client=self.client, secret_file=self.secret_file, patience=self.patience
        )


def _ref(meeting: Meeting) -> str:
    """The UUID of a meeting: from its key, which it does not tell."""
    return str(UUID(bytes=sha256(b"vdx " + meeting.key.encode()).digest()[:16], version=4))


def _as_host(told: dict[str, object]) -> str:
    """The address one comes in at as host; "" where it cannot be told.

    The portal link bears the guest's PIN where there is one, else the host's; a portal of the
    organisation's own is a pattern to be filled in.
    """
    host, guest = told["hostPin"], told.get("guestPin")
    own, link = text_in(told, "customPortalHost"), text_in(told, "portalLink")
    if type(host) is not int or type(guest) not in (int, type(None)):
        return ""
    if own:
        uri = quote(text_in(told, "uriWithDomain"), safe="@")
        return own.replace("%uri-with-domain%", uri).replace("%pin%", str(host))
    if guest is None:
        return link
    changed, found = re.subn(rf"([?&#]pin=){guest}(?!\w)", rf"\g<1>{host}", link)
    return changed if found == 1 else ""


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
