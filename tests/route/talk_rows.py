"""The access matrix of conversations as they are prepared, held and told of, and of the 25 %."""

Meets = tuple[object, ...]
Rows = dict[str, tuple[str, Meets]]


def talk_rows(
    *, own: Meets, reach: Meets, act: Meets, counsellors: Meets, leads: Meets, everybody: Meets
) -> Rows:
    """Each page's name, address and what everybody meets there."""
    theirs, talk = "/borgere/{citizen}/", "/samtaler/{booking}/"
    return {
        "my_share_exemption": ("/mit-forloeb/vurderet/", own),
        "share_exemption": (f"{theirs}finder-job-selv/", act),
        "share_exemption_end": (f"{theirs}finder-job-selv/slut/", act),
        "reviews": ("/aftaler/ses-paa-igen/", counsellors),
        "share_room": ("/niveau/plads/", leads),
        "spoken": ("/mit-forloeb/det-talte-vi-om/", own),
        "citizen_spoken": (f"{theirs}det-talte-vi-om/", reach),
        "conversation_correct": (f"{talk}ret/", act),
        "conversation_prepare": (f"{talk}forbered/", act),
        "talk_guides": ("/samtaleguider/", everybody),
        "talk_guide": ("/samtaleguider/first_conversation/", everybody),
    }
