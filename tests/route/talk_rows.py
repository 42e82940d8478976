"""The access matrix of conversations as they are prepared and held, and of the 25 % rule."""

Meets = tuple[object, ...]


def talk_rows(
    *, own: Meets, act: Meets, counsellors: Meets, leads: Meets
) -> dict[str, tuple[str, Meets]]:
    """Each page's name, address and what everybody meets there."""
    theirs = "/borgere/{citizen}/"
    return {
        "my_share_exemption": ("/mit-forloeb/vurderet/", own),
        "share_exemption": (f"{theirs}finder-job-selv/", act),
        "share_exemption_end": (f"{theirs}finder-job-selv/slut/", act),
        "reviews": ("/aftaler/ses-paa-igen/", counsellors),
        "share_room": ("/niveau/plads/", leads),
    }
