"""The Jinja2 environment of our pages, strict where the macros' own is lenient."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from staasted.catalog import speech
from staasted.catalog.language import Language, spoken, spoken_easily
from staasted.catalog.texts import text
from staasted.web.ui.addresses import address, static
from staasted.web.ui.components import ui

KILOBYTE, MEGABYTE = 1_000, 1_000_000
TEMPLATES = Path(__file__).resolve().parents[1] / "templates"


def environment(**options: Any) -> Environment:
    """Build the environment for Django's Jinja2 backend, which passes its own options."""
    options |= {
        "loader": FileSystemLoader(TEMPLATES),
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    del options["autoescape"]  # Django's default for it; here it is never off
    built = Environment(autoescape=True, **options)
    built.globals |= {
        "t": text,
        "legal": legal,
        "spoken": spoken,
        "spoken_easily": spoken_easily,
        "static": static,
        "url": address,
        "ui": ui,
    }
    built.filters |= {
        "capitalize": speech.opened,  # Jinja's own makes the rest small, names of days too
        "day": speech.day,
        "day_year": speech.day_year,
        "day_near": speech.day_near,
        "clock": speech.clock,
        "moment": speech.moment,
        "moment_near": speech.moment_near,
        "named": named,
        "file_size": file_size,
        "number": speech.number,
        "signed": speech.signed,
        "relative_days": speech.relative_days,
        "time_of_day": speech.time_of_day,
        "weekday": speech.weekday,
    }
    return built


def named(name: str) -> str:
    """A person's name, or words for one that no file has told yet."""
    return name or text("ui.nameless")


def file_size(size: int) -> str:
    """How much a file takes: a number of bytes in the unit people read."""
    if size < MEGABYTE:
        return text("files.kilobytes", count=max(1, round(size / KILOBYTE)))
    return text("files.megabytes", count=speech.number(round(size / MEGABYTE, 1)))


def legal(key: str, citation: str) -> str:
    """A line around a citation of Danish law, which is read aloud in Danish in every language."""
    if spoken() is Language.DANISH:
        return text(key, citation=citation)
    line = escape(text(key, citation="{citation}"))
    return line.format(citation=Markup('<span lang="da">{}</span>').format(citation))
