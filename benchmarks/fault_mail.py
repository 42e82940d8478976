"""A mail server that remembers which letters it took, slowly enough to be met while it works."""

import asyncio
import time
from collections import Counter
from email import message_from_bytes
from typing import Any

from aiosmtpd.controller import Controller

from setup.postgres import _free_port

TAKES = 0.03  # seconds a letter takes


class Mail:
    """Letters by Message-ID; ``last`` is when the newest came (monotonic)."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()
        self.last = 0.0
        self.port = _free_port()
        self._server = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Take a letter: it is taken half-way through the time the answer takes."""
        await asyncio.sleep(TAKES / 2)
        letter = message_from_bytes(envelope.content)
        self.taken[letter["Message-ID"].strip("<>").partition("@")[0]] += 1
        self.last = time.monotonic()
        await asyncio.sleep(TAKES / 2)
        return "250 Taken"

    def __enter__(self) -> "Mail":
        self._server.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop()
