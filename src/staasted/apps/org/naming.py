"""Names searched and sorted alike on both databases.

SQLite's own comparison misses ``Åse`` for ``åse`` and puts ``Ø`` before ``Z``; PostgreSQL's
depends on the server's locale. So each name has a stored key of [0-9a-z] only, which every
collation orders the same way: æ, ø, å come last as in a Danish register, ``aa`` is ``å``.
"""

import unicodedata

_DANISH = {"æ": "zza", "ä": "zza", "ø": "zzb", "ö": "zzb", "å": "zzc"}


def name_key(name: str) -> str:
    """The stored key of a name, and of whatever somebody searches for."""
    lowered = unicodedata.normalize("NFC", name).casefold().replace("aa", "å")
    return "".join(_letter(character) for character in lowered)


def key_range(prefix: str) -> tuple[str, str]:
    """From which key, and below which, the keys begin with this one: a range an index knows.

    The second is empty where there is no key above them. SQLite has no index for LIKE here.
    """
    short = prefix.rstrip("z")
    if not short:
        return prefix, ""
    last = short[-1]
    return prefix, short[:-1] + ("a" if last == "9" else chr(ord(last) + 1))


def _letter(character: str) -> str:
    if character in _DANISH:
        return _DANISH[character]
    plain = unicodedata.normalize("NFKD", character).casefold()
    kept = "".join(part for part in plain if part.isascii() and part.isalnum())
    return kept or ("0" if character in " -." else "")
