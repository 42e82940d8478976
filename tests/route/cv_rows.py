"""The access matrix of a citizen's own CV."""

Meets = tuple[object, ...]


def cv_rows(
    *, own: Meets, alone: Meets, shared: Meets, entry: Meets, entry_alone: Meets, reach: Meets
) -> dict[str, tuple[str, Meets]]:
    """Name → address and what each meets there.

    ``own`` is open to each citizen and whoever acts for them; ``shared`` where Åse's is shared with
    them, ``alone`` to the citizen. ``entry`` is one thing of hers, ``entry_alone`` what only she
    may do with it; ``reach`` is what staff may open.
    """
    mine = "/mit-forloeb/cv/"
    return {
        "cv": (mine, own),
        "cv_about": (f"{mine}om-mig/", shared),
        "cv_new": (f"{mine}nyt/?slags=work", shared),
        "cv_print": (f"{mine}papir/", shared),
        "cv_pdf": (f"{mine}pdf/", shared),
        "cv_file": (f"{mine}fil/", shared),
        "cv_import": (f"{mine}hent-ind/", alone),
        "cv_sharing": (f"{mine}deling/", alone),
        "cv_erasing": (f"{mine}slet/", alone),
        "cv_edit": (f"{mine}{{profiled}}/", entry),
        "cv_remove": (f"{mine}{{profiled}}/slet/", entry_alone),
        "citizen_cv": ("/borgere/{citizen}/cv/", reach),
    }
