"""The language a person has chosen, which letters follow them in, and easy Danish (0024, 0044)."""

from django.db import transaction

from staasted.apps.audit.actor import OPERATOR, Actor
from staasted.apps.audit.services import act_log
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.catalog.language import Language


@transaction.atomic
def easy_danish_choose(*, person: Person, easily: bool, actor: Actor | None = None) -> None:
    """Keep whether a person wants easy Danish; the same again changes nothing."""
    if person.easy_danish is easily:
        return
    Person.objects.filter(pk=person.pk).update(easy_danish=easily)
    person.easy_danish = easily
    act_log(
        actor=actor or OPERATOR,
        act="easy_danish_choose",
        at=clock.now(),
        subject=person.public_id,
        facts={"easily": easily},
    )


@transaction.atomic
def language_choose(*, person: Person, language: Language, actor: Actor | None = None) -> None:
    """Keep the language a person has chosen; choosing the same again changes nothing."""
    others = Person.objects.filter(pk=person.pk).exclude(language=language)
    if not others.update(language=language):
        return
    person.language = language
    act_log(
        actor=actor or OPERATOR,
        act="language_choose",
        at=clock.now(),
        subject=person.public_id,
        facts={"language": language.value},
    )
