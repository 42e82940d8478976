"""The access matrix of courses in offers."""

Meets = tuple[object, ...]


def offer_rows(
    *, caseload: Meets, reach: Meets, act: Meets, own: Meets, leads: Meets, nobodys: Meets
) -> dict[str, tuple[str, Meets]]:
    """Name → address and what each meets there.

    ``caseload`` is open to whoever acts as a counsellor, ``reach`` is what staff may open of a
    citizen's, ``act`` what they may do about it; ``own`` to the citizen it is about, ``leads`` to
    whoever leads, ``nobodys`` a secret address nobody has (tests/apps/test_provider_questions.py).
    """
    return {
        "offer_courses": ("/tilbudsforloeb/", caseload),
        "offer_course": ("/tilbudsforloeb/{offer_course}/", reach),
        "offer_deciding": ("/tilbudsforloeb/{offer_course}/afgoerelse/", act),
        "offer_course_act": ("/tilbudsforloeb/{offer_course}/trin/opgivet/", act),
        "my_offer": ("/mit-forloeb/mine-tilbud/forloeb/{offer_course}/", own),
        "provider_answer": ("/svar-fra-sted/hemmelig/", nobodys),
        "late_promises": ("/loefter-om-tilbud/", leads),
        "offer_hours": ("/tilbudsforloeb/{offer_course}/fremmoede/", act),
        "providers": ("/tilbudssteder/", caseload),
        "provider_new": ("/tilbudssteder/nyt/", caseload),
        "provider": ("/tilbudssteder/{provider}/", caseload),
        "provider_over": ("/tilbudssteder/{provider}/slut/", caseload),
        "citizen_offers": ("/borgere/{citizen}/tilbud/", reach),
    }
