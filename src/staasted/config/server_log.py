"""What the server says of an error: its kind and where it happened, never what it says.

A database's message may quote the row it refused, and with it a person.
"""

import logging
import traceback
from types import TracebackType


class PlacesOnly(logging.Formatter):
    """Writes an error as its type and the lines of code it came through."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, and the places below it; a trace another handler has written is not reused."""
        kept, record.exc_text = record.exc_text, None
        try:
            return super().format(record)
        finally:
            record.exc_text = kept

    def formatException(  # noqa: N802 logging's own name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """Frames and types, of the error and of what it came from."""
        error, said = ei[1], []
        while error is not None:
            said.append("".join(traceback.format_tb(error.__traceback__)) + type(error).__name__)
            error = error.__cause__ or error.__context__
        return "\nfrom\n".join(said)
