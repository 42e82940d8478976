"""Files an administrator has uploaded, one in each state, through the services and the worker."""

from dataclasses import dataclass

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.imports.models import ImportBatch
from staasted.apps.imports.upload_models import ImportUpload, UploadState
from staasted.apps.imports.uploads import upload_confirm, upload_receive
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import actor_for
from staasted.apps.org.services import staff_register
from staasted.catalog.imports import FileKind
from staasted.jobs.worker import work_off
from tests.town import LONG_AGO

HEADER = "CPR-nr;Navn;Målgruppe;Ydelse;Startdato;Første henvendelse;Sagsbehandler;Notat"
REST = "Jobparat kontanthjælpsmodtager;Kontanthjælp;15-05-2026;15-05-2026;Karen Østergård;"
ROW = f"620180-4999;Grethe Fra Fil;{REST}"
BAD = f"630180-4998;Hanne Skæv;{REST.replace('15-05-2026;15', '31-02-2026;15')}"
CORRECTED = ROW.replace("15-05-2026;15", "11-05-2026;15")


@dataclass(frozen=True)
class Imported:
    """Two administrators; the public ids of one's uploads, and of a batch."""

    by: Person
    other: Person
    batch: str
    done: str
    ready: str
    unmapped: str
    failed: str
    waiting: str
    working: str

    def places(self) -> dict[str, str]:
        """What stands for ``{batch}`` and ``{file_…}`` in an address."""
        states = ("done", "ready", "unmapped", "failed", "waiting", "working")
        return {"batch": self.batch} | {f"file_{each}": getattr(self, each) for each in states}


def administrator(name: str) -> Person:
    """Somebody who takes files in."""
    return staff_register(name=name, roles=[Role.ADMINISTRATOR], from_on=LONG_AGO)


def import_files() -> Imported:
    """A file taken in, one to say yes to, one to map, one refused, one waiting, one at work."""
    by, other = administrator("Ulla Nør"), administrator("Per Nør")
    actor = actor_for(person=by, role=Role.ADMINISTRATOR)
    done = upload(actor, HEADER, ROW, name="maj.csv")
    work_off()
    done.refresh_from_db()
    upload_confirm(
        actor=actor, upload=done, skip_bad=False, accept_corrections=False, now=clock.now()
    )
    work_off()
    ready = upload(actor, HEADER, CORRECTED, *bad_rows(40), name="juni.csv")
    unmapped = upload(actor, HEADER.replace("CPR-nr", "Personnr. i fagsystem"), ROW)
    failed = upload(actor, "")
    work_off()
    working = upload(actor, HEADER, ROW)
    ImportUpload.objects.filter(pk=working.pk).update(state=UploadState.WORKING)
    waiting = upload(actor, HEADER, ROW)
    ids = (each.public_id for each in (done, ready, unmapped, failed, waiting, working))
    return Imported(by, other, ImportBatch.objects.get().public_id, *ids)


def upload(actor: Actor, *lines: str, name: str = "sager.csv") -> ImportUpload:
    """A caseload file as the web hands it on."""
    return upload_receive(
        actor=actor,
        kind=FileKind.CASELOAD,
        file_name=name,
        chunks=["\r\n".join(lines).encode()],
        now=clock.now(),
    )


def bad_rows(count: int) -> list[str]:
    """So many people with a day that is not in the calendar."""
    return [BAD.replace("4998", str(4100 + place)) for place in range(count)]
