"""The access matrix of records: letters on paper, hearings, access and the journal."""

Meets = tuple[object, ...]


def record_rows(*, one: Meets, booked: Meets, reach: Meets) -> dict[str, tuple[str, Meets]]:
    """Name → address and what each meets there.

    ``one`` is open to Åse and whoever acts for her, ``booked`` what hangs on a booking of hers,
    ``reach`` is what staff may open.
    """
    return {
        "letter_pdf": ("/mit-forloeb/breve/{letter}/pdf/", one),
        "citizen_letter_pdf": ("/borgere/{citizen}/breve/{letter}/pdf/", reach),
        "summons_letter_pdf": ("/mit-forloeb/samtaler/{summoned}/brev/pdf/", booked),
        "summons_sent_pdf": ("/samtaler/{summoned}/indkaldelse/pdf/", reach),
    }
