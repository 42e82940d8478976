"""Files written by hand in tests. Every CPR number is an invented replacement number."""

from collections.abc import Iterable

HEADER = (
    "CPR-nr;Navn;E-mail;Telefon;Kommunekode;Målgruppe;Ydelse;Startdato;"
    "Første henvendelse;Sagsbehandler"
)
CPR = "611290-4003"
ROW = (
    f"{CPR};Åse Ørsted;aase@borger.example;00 11 22 33;0999;Jobparat kontanthjælpsmodtager;"
    "Kontanthjælp;02-03-2026;27-02-2026;Mette Holm"
)

CELLS = {
    "name": "Navn",
    "email": "E-mail",
    "phone": "Telefon",
    "code": "Kommunekode",
    "group": "Målgruppe",
    "benefit": "Ydelse",
    "start": "Startdato",
    "asked": "Første henvendelse",
    "counsellor": "Sagsbehandler",
}


def number(place: int) -> str:
    """A replacement number of its own for each place in a file."""
    return f"{61 + place % 28}{1 + place % 12:02}80-{3000 + place // 28:04}"


def line(cpr: str = CPR, **cells: str) -> str:
    """A good row, with the named cells (keys of ``CELLS``) written differently."""
    values = dict(zip(HEADER.split(";"), ROW.split(";"), strict=True)) | {"CPR-nr": cpr}
    values |= {CELLS[name]: value for name, value in cells.items()}
    return ";".join(values.values())


def file(*lines: str, header: str = HEADER, encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    """The lines below a header, as bytes."""
    return text(lines, header=header, end=end).encode(encoding)


def text(lines: Iterable[str], *, header: str = HEADER, end: str = "\r\n") -> str:
    """The lines below a header."""
    return "".join(f"{each}{end}" for each in (header, *lines))
