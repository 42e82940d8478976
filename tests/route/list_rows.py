"""The access matrix of the list one works from: its views, and what is done for many at once."""

Meets = tuple[object, ...]
Rows = dict[str, tuple[str, Meets]]


def list_rows(*, counsellors: Meets) -> Rows:
    """Each page's name, address and what everybody meets there."""
    return {
        "caseload": ("/borgere/", counsellors),
        "caseload_many": ("/borgere/flere/", counsellors),
        "caseload_views": ("/borgere/visninger/", counsellors),
    }
