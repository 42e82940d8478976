"""Text a spreadsheet would run: kept as text here, and made harmless on the way out."""

import re

_RUN = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""What a spreadsheet takes for the start of a formula, full-width signs among them.
Source: OWASP, "CSV Injection"."""
_QUOTE = "'"


def harmless(text: str) -> str:
    """The text as an exporter writes it: one ``'`` before what a spreadsheet would run."""
    return f"{_QUOTE}{text}" if _RUN.match(text) else text


def unquoted(written: str) -> str:
    """The text as it was before ``harmless``; whatever else begins with ``'`` stays."""
    return written[1:] if written.startswith(_QUOTE) and _RUN.match(written) else written
