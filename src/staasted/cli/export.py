"""``staasted export``: one citizen, or the files an import takes in. Every export is logged."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from staasted.catalog.texts import text
from staasted.cli.speaking import refuse, say

PURPOSE_LONGEST = 40  # the read log's column

PublicId = Annotated[str, typer.Argument(metavar="PUBLIC-ID", help=text("cli.export.public_id"))]
Target = Annotated[Path, typer.Argument(metavar="FILE", help=text("cli.export.file"))]
Folder = Annotated[Path, typer.Option("--out", help=text("cli.export.out"))]
WithCpr = Annotated[bool, typer.Option("--with-cpr", help=text("cli.export.with_cpr"))]
Purpose = Annotated[
    str,
    typer.Option(prompt=text("cli.export.purpose_asked"), help=text("cli.export.purpose")),
]

app = typer.Typer(no_args_is_help=True)


@app.command("citizen", help=text("cli.export.citizen_help"))
def citizen(
    public_id: PublicId, purpose: Purpose, out: Folder = Path(), with_cpr: WithCpr = False
) -> None:
    """Write everything about one citizen, as JSON and as text."""
    from staasted.apps.audit.actor import OPERATOR
    from staasted.apps.citizens.access import NotYours
    from staasted.apps.imports.portrait import citizen_portrait
    from staasted.apps.imports.portrait_words import portrait_text

    try:
        with read_for(purpose, "export citizen"):
            portrait = citizen_portrait(actor=OPERATOR, public_id=public_id, with_cpr=with_cpr)
    except NotYours:
        refuse("export.nobody")
    data = json.dumps(portrait, ensure_ascii=False, indent=2)
    file_written(out / f"{public_id}.json", data.encode())
    file_written(out / f"{public_id}.txt", portrait_text(portrait).encode())


@app.command("caseload", help=text("cli.export.caseload_help"))
def caseload(file: Target, purpose: Purpose) -> None:
    """Write the caseload as a file an import takes in; it holds CPR numbers."""
    from staasted.apps.audit.actor import OPERATOR
    from staasted.apps.imports.exporting import caseload_export
    from staasted.apps.org.clock import clock

    _export(
        file,
        purpose,
        "export caseload",
        lambda: caseload_export(actor=OPERATOR, today=clock.today()),
    )


@app.command("conversations", help=text("cli.export.conversations_help"))
def conversations(file: Target, purpose: Purpose) -> None:
    """Write the conversations as a file an import takes in."""
    from staasted.apps.audit.actor import OPERATOR
    from staasted.apps.imports.exporting import conversations_export

    _export(file, purpose, "export conversations", lambda: conversations_export(actor=OPERATOR))


@app.command("offers", help=text("cli.export.offers_help"))
def offers(file: Target, purpose: Purpose) -> None:
    """Write the measures as a file an import takes in."""
    from staasted.apps.audit.actor import OPERATOR
    from staasted.apps.imports.exporting import offers_export

    _export(file, purpose, "export offers", lambda: offers_export(actor=OPERATOR))


def _export(file: Path, purpose: str, page: str, content: Callable[[], bytes]) -> None:
    with read_for(purpose, page):
        written = content()
    file_written(file, written)


@contextmanager
def read_for(purpose: str, page: str) -> Iterator[None]:
    """A reading with its purpose: what is not logged is not written."""
    from staasted.apps.audit.actor import OPERATOR
    from staasted.apps.audit.reading import reading
    from staasted.apps.org.clock import clock

    stated = purpose.strip()
    if not stated or len(stated) > PURPOSE_LONGEST:
        refuse("export.purpose_missing", most=PURPOSE_LONGEST)
    with reading(actor=OPERATOR, purpose=stated, page=page, at=clock.now()):
        yield


def file_written(path: Path, content: bytes) -> None:
    """A file its owner alone may read; one that is there already is left as it is."""
    try:
        path.touch(mode=0o600, exist_ok=False)
        path.write_bytes(content)
    except FileExistsError:
        refuse("export.there_already", path=path)
    except OSError:
        refuse("export.not_written", path=path)
    say("export.written", path=path)
