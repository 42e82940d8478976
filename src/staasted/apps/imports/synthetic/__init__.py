"""An invented municipality, written in the very formats the import reads.

Needs no database and no Django. The same seed makes the same files, byte for byte. Every CPR
number is a replacement number (day + 60), which belongs to nobody.
"""

from staasted.apps.imports.synthetic.file import (
    FILE_NAMES,
    Files,
    caseload_file,
    municipality,
    municipality_write,
)
from staasted.apps.imports.synthetic.measuring import Measured

__all__ = [
    "FILE_NAMES",
    "Files",
    "Measured",
    "caseload_file",
    "municipality",
    "municipality_write",
]
