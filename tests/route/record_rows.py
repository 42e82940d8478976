"""The access matrix of records: letters on paper, hearings and the journal."""

Meets = tuple[object, ...]


def record_rows(
    *, own: Meets, one: Meets, booked: Meets, reach: Meets, act: Meets
) -> dict[str, tuple[str, Meets]]:
    """Name → address and what each meets there.

    ``own`` is open to each citizen and whoever acts for them, ``one`` to Åse and hers, ``booked``
    what hangs on a booking of hers; ``reach`` is what staff may open, ``act`` where they may write.
    """
    return {
        "letter_pdf": ("/mit-forloeb/breve/{letter}/pdf/", one),
        "citizen_letter_pdf": ("/borgere/{citizen}/breve/{letter}/pdf/", reach),
        "summons_letter_pdf": ("/mit-forloeb/samtaler/{summoned}/brev/pdf/", booked),
        "summons_sent_pdf": ("/samtaler/{summoned}/indkaldelse/pdf/", reach),
        "my_journal": ("/mit-forloeb/journal/", own),
        "my_journal_pdf": ("/mit-forloeb/journal/pdf/", own),
        "my_hearings": ("/mit-forloeb/hoering/", own),
        "hearings": ("/borgere/{citizen}/hoering/", act),
        "hearing": ("/borgere/{citizen}/hoering/{hearing}/", act),
        "journal": ("/borgere/{citizen}/journal/", reach),
        "journal_pdf": ("/borgere/{citizen}/journal/pdf/", reach),
    }
