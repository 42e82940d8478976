"""An invented caseload, written in the very format the import reads.

Pure but for the chance handed in: the same seed makes the same file, byte for byte. Every
CPR number is a replacement number (day + 60), which belongs to nobody.
"""

from staasted.apps.imports.synthetic.file import caseload_file

__all__ = ["caseload_file"]
