"""The access matrix' rows of job ads, saved searches and what would happen."""

JOBS, THOUGHT = "/mit-forloeb/job/", "/mit-forloeb/hvad-hvis/"


def ad_rows(*, own: object, alone: object, searched: object) -> dict[str, tuple[str, object]]:
    """Page → address and who meets what: ``own`` the citizen's side, ``alone`` the citizen
    without whoever acts for them, ``searched`` the one citizen whose search it is."""
    one = f"{JOBS}soegninger/{{ad_search}}/"
    return {
        "ads": (JOBS, own),
        "ad": (f"{JOBS}{{ad}}/", own),
        "ad_searches": (f"{JOBS}soegninger/", alone),
        "ad_search_new": (f"{JOBS}soegninger/ny/", alone),
        "ad_search": (one, searched),
        "ad_search_edit": (f"{one}ret/", searched),
        "ad_search_delete": (f"{one}slet/", searched),
        "what_if": (THOUGHT, own),
        "what_if_missing": (f"{THOUGHT}udebliver/", own),
        "what_if_contact": (f"{THOUGHT}kontakt/", own),
        "what_if_situation": (f"{THOUGHT}moving/", own),
    }
