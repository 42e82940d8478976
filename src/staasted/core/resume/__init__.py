"""A competence profile: what stands in it, and as the open format JSON Resume."""

from staasted.core.resume.entries import (
    ASKED,
    CONTACT,
    About,
    Entry,
    EntryKind,
    Resume,
    about_fitted,
    entry_fitted,
)
from staasted.core.resume.months import month_read, month_written
from staasted.core.resume.parsing import resume_parsed
from staasted.core.resume.reading import resume_read
from staasted.core.resume.writing import resume_written

__all__ = [
    "ASKED",
    "CONTACT",
    "About",
    "Entry",
    "EntryKind",
    "Resume",
    "about_fitted",
    "entry_fitted",
    "month_read",
    "month_written",
    "resume_parsed",
    "resume_read",
    "resume_written",
]
