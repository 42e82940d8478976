"""Keeping CPR numbers out of where they are not sealed: the name of a file is one such place."""

from staasted.core.citizen.cpr_shaped import CPR_SHAPE

_LONGEST = 255


def file_name_kept(name: str) -> str:
    """A file's name as it is kept and shown: nothing in it looks like a CPR number."""
    return CPR_SHAPE.sub("…", name)[-_LONGEST:]
