"""The access matrix of the lead's overview: figures, and the persons behind them."""

Meets = tuple[object, ...]


def overview_rows(*, leads: Meets) -> dict[str, tuple[str, Meets]]:
    """Each page's name, address and what everybody meets there."""
    return {
        "overview": ("/overblik/", leads),
        "overview_paper": ("/overblik/papir/", leads),
        "overview_file": ("/overblik/tal/", leads),
        "glass_file": ("/aabnet-med-begrundelse/fil/", leads),
        "people_paper": ("/niveau/liste/", leads),
        "people_file": ("/niveau/liste/fil/", leads),
        "hours": ("/overblik/tid/", leads),
    }
