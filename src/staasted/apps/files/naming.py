"""The name of a file as it is kept, shown and handed out."""

import re
import unicodedata

from staasted.apps.files.kinds import ContentKind
from staasted.core.citizen.cpr_shaped import CPR_SHAPE

LONGEST = 120
_FOLDERS = re.compile(r"[/\\:]")
_UNSAFE = re.compile(r'[<>"|?*%;]+')
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}\Z")
_SEEN = frozenset({"L", "N", "P", "S", "M", "Zs"})


def name_cleaned(name: str, kind: ContentKind, *, otherwise: str) -> str:
    """A file's name without folders, signs nobody sees and what looks like a CPR number.

    It ends as what is in the file; ``otherwise`` is its name where nothing is left of it.
    """
    last = _FOLDERS.split(unicodedata.normalize("NFC", name))[-1]
    seen = "".join(sign for sign in last if _is_seen(sign))
    bare = _ENDING.sub("", CPR_SHAPE.sub("…", _UNSAFE.sub(" ", seen)))
    words = " ".join(bare.split()).strip(". ")[: LONGEST - len(kind) - 1].strip(". ")
    return f"{words or otherwise}.{kind}"


def _is_seen(sign: str) -> bool:
    """No control signs, and none that turns the direction of what follows."""
    found = unicodedata.category(sign)
    return found in _SEEN or found[0] in _SEEN
