"""A telephone with an app that makes codes: RFC 6238 by the standard library alone."""

import base64
import hmac
import struct
import time
from dataclasses import dataclass

STEP = 30  # seconds


@dataclass
class Telephone:
    """Makes codes from the secret it was shown, written in groups of four."""

    secret: str = ""

    def code(self, steps: int = 0) -> str:
        """The code of now, or of so many steps from now."""
        key = base64.b32decode(self.secret.replace(" ", ""))
        counter = struct.pack(">Q", int(time.time()) // STEP + steps)
        mark = hmac.digest(key, counter, "sha1")
        at = mark[-1] & 15
        number = struct.unpack(">I", mark[at : at + 4])[0] & 0x7FFFFFFF
        return f"{number % 1_000_000:06}"

    def next_code(self) -> str:
        """The code of the next step: right too, for a telephone may be half a minute off."""
        return self.code(1)
