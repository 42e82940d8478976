"""Files a citizen has: small, of each kind, and one of them kept."""

import zipfile
from io import BytesIO

from staasted.apps.citizens.models import Citizen
from staasted.apps.files.checking import file_check
from staasted.apps.files.models import CitizenFile
from staasted.apps.files.services import file_keep
from staasted.apps.org.clock import clock
from tests.town import NOON, acting

PDF = b"%PDF-1.7\n% a short one\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 8
JPG = b"\xff\xd8\xff\xe0" + b"\0" * 8
TXT = "Kære coach, her er mit udkast på æ, ø og å.\r\n".encode()


def packed(**members: bytes) -> bytes:
    """A file of the packed kind; two underscores stand for the slash in a member's name."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return held.getvalue()


DOCX = packed(word__document_DOT_xml=b"<w/>")
ODT = packed(mimetype=b"application/vnd.oasis.opendocument.text", content_DOT_xml=b"<o/>")
MACROS = packed(word__document_DOT_xml=b"<w/>", word__vbaProject_DOT_bin=b"x")


def file_kept(
    case: Citizen, *, name: str = "Udkast.txt", content: bytes = TXT, shared: bool = True
) -> CitizenFile:
    """A file the citizen has put with the case."""
    checked = file_check(name=name, chunks=[content])
    with clock.pinned(NOON):
        return file_keep(actor=acting(case), citizen=case, checked=checked, shared=shared)
