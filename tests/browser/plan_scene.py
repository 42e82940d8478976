"""Pia, whose plan has some of everything, and Uma, for whom education comes first."""

from staasted.apps.citizens.models import Citizen
from staasted.apps.files.checking import file_check
from staasted.apps.org.models import Person
from staasted.apps.plans.filing import item_files_add
from staasted.apps.plans.helping import Help, helper_invite
from staasted.apps.plans.kinds import Doer, ItemKind, Progress
from staasted.apps.plans.remarks import Remark, remark_make
from staasted.apps.plans.services import item_progress, item_remove
from staasted.core.resume import EntryKind
from tests import town
from tests.keeping_files import TXT
from tests.plans import FRIDAY, a_goal, a_step, change, propose, write
from tests.profiles import about, entry, share
from tests.town import MONDAY, NOON, Town

YOUNG = {
    "group": "group:education_benefit_education_ready",
    "benefit": "benefit:education_benefit",
}


def about_plans(place: Town) -> tuple[dict[str, Person], dict[str, str]]:
    """Who can log in, and what stands for ``{…}`` in an address."""
    case = town.citizen(place.karen, name="Pia Plan")
    own = {"actor": town.acting(case), "citizen": case, "now": NOON}
    goal = a_goal(case, "Et job", shared=True, words="Gerne tæt på, så jeg kan cykle.")
    change(goal, "Et job i et køkken", seen=1, shared=True)
    call = a_step(case, goal=goal, shared=True, due_on=FRIDAY)
    done = a_step(case, "Skrive et CV", goal=goal, done_by=Doer.COACH, shared=True)
    item_progress(public_id=done.public_id, progress=Progress.DONE, **own)
    a_step(case, "Låne en cykel", done_by=Doer.HELPER, helper_name="Bodil Bror")
    note = write(case, ItemKind.NOTE, "Det gik godt", words="Jeg turde ringe.\nDe lød glade.")
    write(case, ItemKind.AGREED, "CV på Jobnet", due_on=MONDAY, shared=True)
    write(case, ItemKind.AGAIN, "Ring til Bodil", words="Gå en tur hver dag.")
    applied = {"due_on": MONDAY, "employer": "Plejehjemmet", "next_step": "Ringe på fredag"}
    advertisement = "https://jobnet.dk/job/1"
    write(case, ItemKind.JOB, "Køkkenmedhjælper", link=advertisement, shared=True, **applied)
    gone = write(case, ItemKind.NOTE, "Et gammelt notat")
    item_remove(public_id=gone.public_id, **own)
    helper = helper_invite(help_=Help("Bodil Bror", "min bror", FRIDAY), **own)
    files = [file_check(name="Ansøgning.txt", chunks=[TXT])]
    item_files_add(public_id=goal.public_id, files=files, **own)
    propose(case, place, beside=goal)
    comment = Remark("Godt tænkt!")
    remark_make(actor=place.counsellor(), citizen=case, item=call, remark=comment, now=NOON)
    worked = with_a_cv(case)
    young = town.citizen(place.karen, name="Uma Ung", **YOUNG)
    people = {"planner": case.person, "young": young.person}
    return people, {
        "planner": case.public_id,
        "aimed": goal.public_id,
        "stepped": call.public_id,
        "noted": note.public_id,
        "worked": worked,
        "plan_helper": helper.public_id,
    }


def with_a_cv(case: Citizen) -> str:
    """Pia's CV, with some of everything, shared; the public id of her work."""
    about(case, shown=("email", "city"))
    told = {"title": "Kok", "organisation": "Kantinen", "started": "2019-03", "ended": "2021-06"}
    work = entry(case, words="Varm mad til 200.\n- Bestilte varer", **told)
    course = {"title": "Hygiejne", "level": "AMU-kursus", "started": "2018"}
    entry(case, EntryKind.EDUCATION, words="Egenkontrol\nAllergener", **course)
    entry(case, EntryKind.CERTIFICATE, title="Truckcertifikat B", started="2020-11")
    entry(case, EntryKind.SKILL, title="Kasse", level="øvet", words="kort\nkontant")
    entry(case, EntryKind.LANGUAGE, title="Dansk", level="modersmål")
    entry(case, EntryKind.REFERENCE, title="Bodil Bror", words="Pia er god 🙂")
    share(case)
    return work.public_id
