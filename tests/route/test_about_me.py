"""Alt om mig: everything, in words and as a file, in as many questions as there are tables."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from typer.testing import CliRunner

from staasted.apps.audit.models import ReadLog
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.relating import conflict_end
from staasted.apps.conversations.models import Conversation
from staasted.apps.imports.portrait import OF_A_PERSON, TABLES_OF_THE_HOUSE, UNTOLD
from staasted.apps.imports.portrait_words import portrait_sections
from staasted.apps.imports.tables import columns_in, label_of, relations_to
from staasted.apps.org.models import Person
from staasted.apps.rights.models import RightsRequest
from staasted.apps.screening.models import ScreeningAnswers
from staasted.cli.export import app as export
from tests import town
from tests.asking import ask_for_the_name, ask_to_correct
from tests.browsing import come_in, main
from tests.ending import close_case
from tests.happenings import FIRST, book, hold, utc
from tests.house.tree import ROOT
from tests.town import NOON, Town, bystanders

pytestmark = pytest.mark.django_db

PAGE, FILE = "/mit-forloeb/alt-om-mig/", "/mit-forloeb/alt-om-mig/fil/"
TOLD_OF = [*(each.related_model for each in relations_to(Citizen)), *OF_A_PERSON]
ACT = re.compile(r'(?:act=|_(?:logged|log|held)\(\s*\w+, )"([a-z_]+)"')
NAMES_NO_CITIZEN = (
    *("absence_", "account_", "act_as", "backup_", "cpr_", "demo_", "draft_", "factor_", "install"),
    *("address_reseal", "calendar_", "closing_day_", "competences_", "hours_away_", "limits_"),
    *("case_events_", "feedback_reseal", "file_reseal", "easy_danish_", "bounces_"),
    *("opening_", "place_", "room_", "series_"),
    *(
        "change_publish",
        "change_take_down",
        "key_",
        "keys_",
        "times_missing",
        "language_",
        "local_login_",
        "log_out",
        "message_",
        "openings_",
        "own_",
    ),
    *(
        "passkey_",
        "provider_",
        "purpose_",
        "role_",
        "roles_",
        "sitting_",
        "staff_",
        "team_",
        "trial_act",
    ),
    *("undo_order", "upgrade", "upload_"),
)
"""How acts begin whose row in the log holds no citizen, so that no citizen reads of them."""
MOST_QUESTIONS = 82  # tables that hold something of a person, and the sitting's own


@pytest.fixture
def ase(place: Town) -> Citizen:
    case = town.citizen(place.karen)
    hold(case, place.karen, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    book(case, place.karen)
    ask_for_the_name(case, place)
    ask_to_correct(case)
    ScreeningAnswers.objects.create(
        citizen=case, instrument="three_topics", version=1, answers={"a": "b"}, given_at=NOON
    )
    return case


def test_every_fact_stands_with_a_label_in_danish(ase: Citizen) -> None:
    page = main(come_in(ase.person).get(PAGE).content.decode())
    for words in ("Åse Møller", "Samtaler", "Rettelser og indsigelser", "Kurset varede tre uger"):
        assert words in page
    for code in (
        "rights_request",
        "slot_book",
        "own_choice",
        "correction",
        "counsellor",
        "waiting",
    ):
        assert f"<dd>{code}</dd>" not in page, code
    assert "Bookede en tid" in page


def test_each_part_leads_to_where_it_can_be_put_right(ase: Citizen) -> None:
    client = come_in(ase.person)
    page = main(client.get(PAGE).content.decode())
    for part in ("about_you", "benefits", "conversations", "who_has_seen", "other"):
        assert f"/mit-forloeb/rettelser/?om={part}" in page
    form = main(client.get("/mit-forloeb/rettelser/?om=benefits").content.decode())
    assert '<option value="benefits" selected' in form
    assert client.get("/mit-forloeb/rettelser/?om=<b>").status_code == 200


def test_the_file_is_the_commands_own(ase: Citizen, tmp_path: Path) -> None:
    answer = come_in(ase.person).get(FILE)
    assert answer["Content-Type"] == "application/json"
    assert "attachment" in answer["Content-Disposition"]
    own = json.loads(answer.content)
    words = ["citizen", ase.public_id, "--purpose", "test", "--with-cpr", "--out", str(tmp_path)]
    assert CliRunner().invoke(export, words).exit_code == 0
    commands = json.loads((tmp_path / f"{ase.public_id}.json").read_text())
    for table in set(own) - {"audit.readlog", "audit.actlog", "screening.screeninganswers"}:
        assert own[table] == commands[table], table
    assert own["screening.screeninganswers"][0]["answers"] == {"a": "b"}, "unshared, and theirs"
    assert "answers" not in commands["screening.screeninganswers"][0]


def test_both_are_logged(ase: Citizen) -> None:
    client = come_in(ase.person)
    for address, page in ((PAGE, "about_me"), (FILE, "about_me_file")):
        client.get(address)
        row = ReadLog.objects.latest("id")
        assert (row.page, row.citizens) == (page, f"|{ase.public_id}|")


def test_whoever_acts_for_a_citizen_reads_no_number_and_no_unshared_answers(
    place: Town, ase: Citizen
) -> None:
    helper = bystanders(place, ase)["representative"]
    client = come_in(helper)
    client.post("/paa-vegne-af/", {"borger": ase.public_id})
    told = json.loads(client.get(FILE).content)
    assert "cpr" not in told["org.person"][0]
    assert "answers" not in told["screening.screeninganswers"][0]
    assert "Åse Møller" in main(client.get(PAGE).content.decode())


def everywhere(client: Client) -> str:
    return client.get(PAGE).content.decode() + client.get(FILE).content.decode()


def test_a_name_that_is_told_on_request_is_not_told_here(place: Town, ase: Citizen) -> None:
    bystanders(place, ase)
    told = everywhere(come_in(ase.person, role="citizen"))
    assert "Ringer for en kollega" in told
    assert "Glenn Glas" not in told


def test_the_protected_name_of_a_helper_is_not_told(
    place: Town, ase: Citizen, tmp_path: Path
) -> None:
    helper = bystanders(place, ase)["representative"]
    client = come_in(ase.person, role="citizen")
    assert helper.name in everywhere(client)
    Person.objects.filter(pk__in=(helper.pk, ase.person_id)).update(protected=True)
    told = everywhere(client)
    assert helper.name not in told
    assert ase.person.name in told, "their own"
    words = ["citizen", ase.public_id, "--purpose", "test", "--out", str(tmp_path)]
    assert CliRunner().invoke(export, words).exit_code == 0
    for file in tmp_path.iterdir():
        assert helper.name not in file.read_text()


def test_whoever_acts_for_a_citizen_is_told_of_no_other_helper(place: Town, ase: Citizen) -> None:
    people = bystanders(place, ase)
    wide, narrow = people["representative"], people["narrow_representative"]
    RightsRequest.objects.update(asked_by=narrow)
    client = come_in(wide)
    client.post("/paa-vegne-af/", {"borger": ase.public_id})
    told = everywhere(client)
    assert wide.name in told
    assert "Kurset varede tre uger" in told
    for other in (narrow, people["partner"]):
        assert other.name not in told


def test_it_is_there_when_the_case_has_closed(place: Town, ase: Citizen) -> None:
    close_case(ase, place.karen)
    assert "Da sagen lukkede" in main(come_in(ase.person).get(PAGE).content.decode())


def test_a_long_history_asks_no_more_questions(place: Town, ase: Citizen) -> None:
    client = come_in(ase.person)
    client.get(FILE)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(FILE)
    Conversation.objects.bulk_create(
        Conversation(
            citizen=ase,
            holder=place.karen,
            starts_at=NOON - timedelta(days=n),
            outcome="held",
            closed_at=NOON,
        )
        for n in range(300)
    )
    with CaptureQueriesContext(connection) as many:
        client.get(FILE)
    assert len(many) == len(few) <= MOST_QUESTIONS


def test_every_column_has_a_label() -> None:
    told = ("at", "role", "unit", "purpose", "act")
    columns = {(label_of(model), field.name) for model in TOLD_OF for field in columns_in(model)}
    columns |= {(log, name) for log in ("audit.readlog", "audit.actlog") for name in told}
    of_the_house = {(table, name) for table in TABLES_OF_THE_HOUSE for _, name in columns}
    for table, name in columns - of_the_house:
        if name not in UNTOLD:
            (section,) = portrait_sections({table: [{name: "x"}]})
            assert section.rows[0][0][0] != name, (table, name)


def test_what_is_done_about_a_citizen_is_said_in_words() -> None:
    code = "\n".join(path.read_text() for path in (ROOT / "src").rglob("*.py"))
    acts = set(ACT.findall(code))
    assert {"slot_book", "conflict_end", "erase_hold"} <= acts
    told = {act for act in acts if not act.startswith(NAMES_NO_CITIZEN)}
    wordless = {act for act in told if _said("audit.actlog", "act", act) == act}
    assert wordless == set(), "give it words under rights.word.act"


def test_no_word_of_the_houses_own_stands_on_the_page(place: Town, ase: Citizen) -> None:
    karen = come_in(place.karen)
    karen.get(f"/borgere/{ase.public_id}/taet-paa/")
    mark = town.keep_apart(ase, place.jens)
    conflict_end(actor=place.leading(), public_id=mark.public_id)
    page = main(come_in(ase.person).get(PAGE).content.decode())
    assert "Åbnede sagen for en medarbejder igen" in page
    for word in ("conflict_end", "marks", "Side", "epoch"):
        assert f">{word}</d" not in page, word


def test_every_code_a_table_may_hold_has_danish_words() -> None:
    models = [*TOLD_OF, ReadLog]
    wordless = [
        (label_of(model), field.name, code)
        for model in models
        if label_of(model) not in TABLES_OF_THE_HOUSE
        for field in columns_in(model)
        if field.name not in UNTOLD
        for code, _ in field.choices or ()
        if _said(label_of(model), field.name, code) == code
    ]
    assert wordless == []


def _said(table: str, fact: str, code: str) -> str:
    (section,) = portrait_sections({table: [{fact: code}]})
    return section.rows[0][0][1]
