"""The access matrix of courses in offers."""

Meets = tuple[object, ...]


def offer_rows(*, caseload: Meets, reach: Meets, act: Meets) -> dict[str, tuple[str, Meets]]:
    """Name → address and what each meets there.

    ``caseload`` is open to whoever acts as a counsellor, ``reach`` is what staff may open of a
    citizen's, ``act`` what they may do about it.
    """
    return {
        "offer_courses": ("/tilbudsforloeb/", caseload),
        "offer_course": ("/tilbudsforloeb/{offer_course}/", reach),
        "offer_deciding": ("/tilbudsforloeb/{offer_course}/afgoerelse/", act),
        "offer_course_act": ("/tilbudsforloeb/{offer_course}/trin/opgivet/", act),
        "offer_hours": ("/tilbudsforloeb/{offer_course}/fremmoede/", act),
        "providers": ("/tilbudssteder/", caseload),
        "provider_new": ("/tilbudssteder/nyt/", caseload),
        "provider": ("/tilbudssteder/{provider}/", caseload),
        "provider_over": ("/tilbudssteder/{provider}/slut/", caseload),
        "citizen_offers": ("/borgere/{citizen}/tilbud/", reach),
    }
