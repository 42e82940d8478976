"""Every page is valid HTML in both languages, in each of its states, and English where it is."""

import json
import re
import shutil
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest
from django.test import Client

from staasted.catalog.language import Language
from staasted.web.ui.language import COOKIE
from tests.browser.pages import PAGES, Shown
from tests.browser.scene import Scene, build_scene
from tests.catalog.test_english import is_danish
from tests.route.english_pages import said_on

ROOT = Path(__file__).resolve().parents[2]
VALIDATOR = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
RULES = {
    "root": True,
    "extends": ["html-validate:standard"],
    "rules": {
        # How it is written, not what it means.
        "no-trailing-whitespace": "off",
        "doctype-style": "off",
        "tel-non-breaking": "off",
        # The design system's own markup: a drawing with a name, a region by its role.
        "aria-label-misuse": "off",
        "prefer-native-element": "off",
        # The main menu stands twice, wide and folded; one of them is shown at a time.
        "unique-landmark": "off",
    },
}


def complaints(folder: Path) -> list[str]:
    """What is wrong with the pages of a folder: page, line and rule."""
    (folder / ".htmlvalidate.json").write_text(json.dumps(RULES))
    node = shutil.which("node") or Path(sys.executable).with_name("node")
    pages = sorted(folder.glob("*.html"))
    command = [str(node), str(VALIDATOR), "--formatter", "json", *map(str, pages)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    told = json.loads(ran.stdout)
    return [
        f"{Path(page['filePath']).name}:{each['line']} {each['ruleId']}: {each['message']}"
        for page in told
        for each in page["messages"]
    ]


def opened(scene: Scene, shown: Shown, language: str) -> bytes:
    client = Client()
    if shown.who:
        client.post("/log-ind/", {"person": scene.people[shown.who].public_id})
    client.cookies[COOKIE] = language
    return client.get(shown.address.format(**scene.places), follow=True).content


# What people are called and have typed, and what a file calls its columns, in any language.
TYPED = re.compile(
    r"Kis Kom-Fra-Gerda|Fie Fælles|Grethe Fra Fil|Dan Død|Vi talte om tre virksomheder"
    r"|Liv Længe-Siden|Fra før|Uden aftale"
    r"|Vi taler forbi hinanden|Kurset varede tre uger, ikke to|Jeg fik ydelsen fra den 3. maj"
    r"|Jeg vil ikke have, at I ringer til stedet|Ydelseskontoret skriver den 4. maj"
    r"|Bed dem rette det, så følger vi med|Ådal Kommune|Team [ØÅ]|Målgruppe|Ydelse"
    r"|Første henvendelse|Mona Møde|Pia Plads|Job på lager|Kom i gang med cv|Nye veje|Morgenmøde"
    r"|Butikkerne fortæller|Butikkerne er forhindret|To virksomheder fortæller|(Hus )?Salen"
    r"|Du har to samtaler hos arbejdsgivere i næste uge|Vi talte om (lageret|kontoret)"
    r"|Det var kontoret|Jeg skrev forkert|Ring til lageret"
    r"|Jeg vil gerne have ro på|Vi sagde hver tredje uge|Tak\. Kan vi tales ved om et kursus"
    r"|Skal jeg tage mit cv med|Ja, tag det med|Vi ser på det sammen|Jeg sover ikke om natten"
    r"|Afgørelse om Virksomhedspraktik|Hun kom ikke i dag\. Skal vi tale sammen|Tak, det hjælper"
    r"|Ja\. Jeg ringer i morgen"
    r"|Jeg er uenig|Bekræftelse på plads|Kære Åse|Du har fået en plads|gældsrådgivnig"
    r"|Du bestemmer selv, om du tager pladsen|Er du uenig, så skriv til os"
    r"|Køkkenassistent|Jeg er rolig, når der er travlt|Varm mad til 200|øvet|modersmål|Pia er god"
    r"|Du er indlagt|Jeg vil prøve at arbejde på et lager|Prøve et lager"
    r"|Du vil gerne prøve et lager"
    r"|og Aage har brug for en|Tillykke med jobbet|Aages Lager|Havnevej 2"
    r"|Frida Fritaget|Tove Ågren|Jeg begyndte i praktik i et køkken|Vi talte om uddannelse"
    r"|Der var tid til at tænke mig om"
    r"|Kan vi booke om aftenen|Der mangler en cykelsti|Kan I give mig et job|Knappen virker ikke"
    r"|Kan vi mødes udenfor|Skiltet ved døren er faldet ned|Ja, fra maj"
    r"|Det kan vi ikke love, men vi hjælper dig"
    r"|Det var svært at finde tid om dagen|Nu kan I booke til kl\. 18 om torsdagen"
    r"|at dine sygedagpenge stopper|Du er ikke kommet til to samtaler"
    r"|LBK 1221/2025 § 21, stk\. 1"
    r"|Er du uenig, så skriv det.*"
    r"|KL: I øjenhøjde med borgeren, Danske Kommuner"
    r"|\b[A-ZÆØÅ][a-zæøå]+ (Østergård|Ågård|Møller|Nør|Snæver)\b|\b(Åse|Søren)( Indkaldt)?\b"
)


# What the worker told of files whose uploader had chosen no language.
TOLD = re.compile(r"Datoen findes|Ret dag og|Er 15-05-2026 den|Vi kender samme|Filen er tom")


@pytest.mark.once
@pytest.mark.django_db
def test_every_page_is_valid_html_and_in_the_language_that_was_chosen(tmp_path: Path) -> None:
    scene, danish = build_scene(), {}
    for shown, language in product(PAGES, Language):
        page = opened(scene, shown, language)
        (tmp_path / f"{shown.name}-{language}.html").write_bytes(page)
        assert f'<html lang="{language}">'.encode() in page, shown.name
        if language is Language.ENGLISH:
            danish |= {words: shown.name for words in said_on(page.decode()) if foreign(words)}
    assert danish == {}, chr(10).join(map(repr, danish.items()))
    assert len(list(tmp_path.glob("*.html"))) == 2 * len(PAGES) > 160
    assert complaints(tmp_path) == []


def foreign(words: str) -> bool:
    return is_danish(TYPED.sub("", words)) and not TOLD.match(words)


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("<p><div>To</div></p>", "close-order"),
        ('<p id="en">Én</p><p id="en">Igen</p>', "no-dup-id"),
        ('<button type="submit"><a href="/">Ja</a></button>', "element-permitted-content"),
    ],
)
def test_what_is_wrong_is_found(tmp_path: Path, body: str, rule: str) -> None:
    page = (
        f'<!doctype html>\n<html lang="da"><head><title>T</title></head><body>{body}</body></html>'
    )
    (tmp_path / "wrong.html").write_text(page)
    assert any(f" {rule}:" in told for told in complaints(tmp_path))
