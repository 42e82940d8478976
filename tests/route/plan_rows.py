"""The access matrix of a citizen's own plan, and of the checklists that are open to all."""

Meets = tuple[object, ...]


def plan_rows(
    *, own: Meets, alone: Meets, planned: Meets, copied: Meets, reach: Meets, act: Meets
) -> dict[str, tuple[str, Meets]]:
    """Name → address and what each meets there.

    ``own`` is open to each citizen and whoever acts for them, ``alone`` to the citizen; ``planned``
    is Åse's and shared, ``copied`` hers alone; ``reach`` and ``act`` are what staff may open.
    """
    mine, theirs = "/mit-forloeb/plan/", "/borgere/{citizen}/plan/"
    return {
        "first_days": ("/foerste-dag/", (200,) * len(own)),
        "first_day": ("/foerste-dag/sick/", (200,) * len(own)),
        "plan": (mine, own),
        "job_log": ("/mit-forloeb/joblog/", own),
        "job_log_file": ("/mit-forloeb/joblog/fil/", own),
        "plan_new": (f"{mine}nyt/?slags=goal", own),
        "plan_edit": (f"{mine}{{planned}}/", planned),
        "plan_files": (f"{mine}{{planned}}/filer/", planned),
        "plan_history": (f"{mine}{{planned}}/foer/", planned),
        "plan_print": (f"{mine}papir/", own),
        "plan_file": (f"{mine}fil/", own),
        "plan_sharing": (f"{mine}deling/", alone),
        "plan_removed": (f"{mine}slettet/", alone),
        "plan_erasing": (f"{mine}slet/", alone),
        "plan_helpers": (f"{mine}hjaelpere/", alone),
        "plan_copy": (f"{mine}hjaelpere/{{helped}}/", copied),
        "citizen_plan": (theirs, reach),
        "plan_since": (f"{theirs}{{planned}}/", reach),
        "plan_comment": (f"{theirs}kommentar/", act),
        "plan_propose": (f"{theirs}forslag/?om={{planned}}", act),
    }
