"""What we ask of whoever looks for malware in a file."""

from typing import Protocol


class ScannerAway(Exception):
    """The scanner could not be asked, or gave no verdict; the file is neither good nor bad.

    ``code`` says why in a word that holds nothing of the file.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Scanner(Protocol):
    """A scanner of files."""

    def found_in(self, content: bytes) -> str:
        """The name of what was found; "" where there is nothing. Errors: ScannerAway."""
        ...

    def answers(self) -> bool:
        """Whether the scanner is there."""
        ...
