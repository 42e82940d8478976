"""The access matrix of a citizen's story, rights and answers, and of what a lead sees of those."""

Meets = tuple[object, ...]


def course_rows(
    *,
    own: Meets,
    alone: Meets,
    line: Meets,
    reach: Meets,
    act: Meets,
    leads: Meets,
) -> dict[str, tuple[str, Meets]]:
    """Each page's name, address and what everybody meets there.

    ``own`` is open to each citizen and whoever acts for them, ``alone`` to the citizen; ``line`` is
    about one line of a citizen's, ``act`` open to whoever acts on the case.
    """
    mine, theirs = "/mit-forloeb/", "/borgere/{citizen}/historien/"
    return {
        "course_print": (f"{mine}papir/", own),
        "story": (f"{mine}historien/", own),
        "story_new": (f"{mine}historien/ny/", own),
        "story_line": (f"{mine}historien/{{own_line}}/", line),
        "freedoms": (f"{mine}mine-rettigheder/", own),
        "what_decides": (f"{mine}hvad-afgoer/", own),
        "feedback": (f"{mine}hvordan-var-det/", alone),
        "citizen_story": (theirs, reach),
        "citizen_story_new": (f"{theirs}ny/", act),
        "citizen_story_line": (f"{theirs}{{coachs_line}}/", act),
        "what_citizens_say": ("/hvad-borgerne-siger/", leads),
    }
