"""An administrator at a keyboard with a file, and the worker doing what waits."""

import html
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from staasted.apps.imports.upload_files import upload_folder
from staasted.apps.imports.upload_models import ImportUpload
from staasted.jobs.worker import work_off
from tests.browsing import Browser

HEADER = "CPR-nr;Navn;Målgruppe;Ydelse;Startdato;Første henvendelse;Sagsbehandler"
GRETHE, HANNE = "620180-4999", "630180-4998"
REST = "Jobparat kontanthjælpsmodtager;Kontanthjælp;15-05-2026;15-05-2026;Karen Østergård"


def content(*lines: str, header: str = HEADER) -> bytes:
    """A file with these lines below a header."""
    return "\r\n".join([header, *lines, ""]).encode()


GOOD = content(f"{GRETHE};Grethe Fra Fil;{REST}")
HALF = content(
    f"{GRETHE};Grethe Fra Fil;{REST}",
    f"{HANNE};Hanne Skæv;{REST.replace('15-05-2026;15', '31-02-2026;15')}",
)


def send(browser: Browser, file: bytes, *, kind: str = "caseload", name: str = "sager.csv") -> str:
    """Upload a file; the page that follows, unescaped."""
    sent = {"kind": kind, "file": SimpleUploadedFile(name, file)}
    browser.response = browser.client.post("/indlaesninger/ny/", sent, follow=True)
    return html.unescape(browser.response.content.decode())


def the_upload() -> ImportUpload:
    return ImportUpload.objects.latest("id")


def address() -> str:
    return f"/indlaesninger/fil/{the_upload().public_id}/"


def looked_at(browser: Browser, file: bytes, **sent: str) -> str:
    """Upload, let the worker look, and open the page again."""
    send(browser, file, **sent)
    work_off()
    return html.unescape(browser.get(address()))


def say_yes(browser: Browser, **chosen: str) -> str:
    """Confirm, let the worker take it in, and open the page again."""
    browser.post(address(), act="confirm", **chosen)
    work_off()
    return html.unescape(browser.get(address()))


def kept_files() -> list[Path]:
    return sorted(upload_folder().iterdir())
