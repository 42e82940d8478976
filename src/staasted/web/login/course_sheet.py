"""Dit forløb på én side: what happens, one's rights, whom to call; in each language there is."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from staasted.catalog.course_sheets import course_sheets, sheet_for
from staasted.catalog.language import spoken, spoken_easily
from staasted.web.ui.failures import page_not_found
from staasted.web.ui.page import office, page


@require_safe
def course_sheet(request: HttpRequest, language: str = "") -> HttpResponse:
    """One sheet: the one asked for, or the one in the language that is spoken."""
    name = language or sheet_for(spoken(), easily=spoken_easily())
    sheet = course_sheets().get(name)
    if sheet is None:
        return page_not_found(request)
    ours = office()
    told = {"office": ours.name, "phone": ours.phone, "hours": ours.hours, "address": ours.address}
    others = {other: each for other, each in course_sheets().items() if other != name}
    shown = {
        "sheet": sheet,
        "others": others,
        "parts": [(part.heading, part.filled(told)) for part in sheet.parts],
    }
    return page(request, "login/course_sheet.html", shown)
