"""Keeping CPR numbers out of where they are not sealed: the name of a file is one such place."""

import re

CPR_LIKE = re.compile(r"(?<!\d)\d{5,6}[\s\-\u2010-\u2015]?\d{4}(?!\d)")
_LONGEST = 255


def file_name_kept(name: str) -> str:
    """A file's name as it is kept and shown: nothing in it looks like a CPR number."""
    return CPR_LIKE.sub("…", name)[-_LONGEST:]
