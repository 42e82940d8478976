"""The access matrix of ideas and faults: told by everybody, answered by a lead, read by anybody."""

Meets = tuple[object, ...]


def idea_rows(*, open_to_all: Meets, tells: Meets, leads: Meets) -> dict[str, tuple[str, Meets]]:
    """Each page's name, address and what everybody meets there.

    ``tells`` is open to whoever is logged in.
    """
    return {
        "idea_new": ("/sig-det/", tells),
        "what_changed": ("/det-aendrede-vi/", open_to_all),
        "ideas": ("/ideer/", leads),
        "changes": ("/ideer/aendringer/", leads),
        "idea": ("/ideer/{idea}/", leads),
        "idea_publish": ("/ideer/{idea_done}/offentlig/", leads),
    }
