"""Storing answers. What follows from them is decided by published rules in the catalogue."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from staasted.apps.audit.actor import Actor
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import case_lock
from staasted.apps.org.clock import clock
from staasted.apps.screening.models import ScreeningAnswers, ScreeningDraft
from staasted.apps.screening.selectors import entry_of, latest_answers, topics_answered
from staasted.core.errors import DomainError
from staasted.core.screening.instrument import Instrument


@transaction.atomic
def answers_submit(
    *,
    actor: Actor,
    citizen: Citizen,
    instrument: Instrument,
    answers: Mapping[str, str],
    share: bool,
) -> ScreeningAnswers:
    """Keep one submission; ``share`` lets the counsellor see every topic of it.

    The log holds no answer. What was half answered is gone: it is sent.
    """
    now = clock.now()
    topics = _topics(instrument, answers) if share else []
    given = ScreeningAnswers.objects.create(
        citizen=citizen,
        instrument=instrument.slug,
        version=instrument.version,
        answers=dict(answers),
        given_at=now,
        shared_at=now if share else None,
        shared_topics=topics,
    )
    ScreeningDraft.objects.filter(citizen=citizen).delete()
    act_log(
        actor=actor,
        act="answers_submit",
        at=now,
        citizens=[citizen.public_id],
        facts={"instrument": instrument.slug, "version": instrument.version, "shared": share},
    )
    return given


@transaction.atomic
def answers_save(
    *,
    actor: Actor,
    citizen: Citizen,
    instrument: Instrument,
    answers: Mapping[str, str],
    topic: str,
) -> None:
    """Keep what is answered so far and the topic one has come to; nothing follows from it yet.

    Logged once: when it is begun.
    """
    case_lock(citizen)
    held = {
        "instrument": instrument.slug,
        "version": instrument.version,
        "answers": dict(answers),
        "topic": topic,
        "saved_at": clock.now(),
    }
    _, begun = ScreeningDraft.objects.update_or_create(citizen=citizen, defaults=held)
    if begun:
        _logged(actor, citizen, "answers_begin")


@transaction.atomic
def draft_discard(*, actor: Actor, citizen: Citizen) -> None:
    """Throw away what is half answered; the same press again changes nothing."""
    if ScreeningDraft.objects.filter(citizen=citizen).delete()[0]:
        _logged(actor, citizen, "answers_discard")


@transaction.atomic
def answers_share(*, actor: Actor, citizen: Citizen, topics: Iterable[str]) -> ScreeningAnswers:
    """Let the coach see these topics of the newest answers, and no others.

    None at all stops the sharing. The log says which topics, never an answer.
    Errors: DomainError ``nothing_answered``, ``screening_topic_unknown``.
    """
    case_lock(citizen)
    given = latest_answers(citizen)
    if given is None:
        raise DomainError("nothing_answered")
    wanted, answered = list(dict.fromkeys(topics)), topics_answered(given)
    for topic in wanted:
        if topic not in answered:
            raise DomainError("screening_topic_unknown", topic=topic)
    if wanted == given.shared_topics:
        return given
    given.shared_topics = wanted
    given.shared_at = clock.now() if wanted else None
    given.save(update_fields=["shared_topics", "shared_at"])
    act = "answers_share" if wanted else "answers_unshare"
    _logged(actor, citizen, act, topics=", ".join(wanted))
    return given


@transaction.atomic
def answers_take_out(*, actor: Actor, citizen: Citizen, topic: str = "") -> frozenset[str]:
    """Erase a topic's answers from everything the citizen has sent or begun; all without a topic.

    A submission with nothing left is gone. Gives the questions whose answers went.
    Errors: DomainError ``nothing_answered``.
    """
    case_lock(citizen)
    gone: set[str] = set()
    rows = [*ScreeningAnswers.objects.filter(citizen=citizen)]
    rows += [*ScreeningDraft.objects.filter(citizen=citizen)]
    for row in rows:
        gone |= _taken_out(row, topic)
    if not gone and (topic or not rows):
        raise DomainError("nothing_answered")
    _logged(actor, citizen, "answers_withdraw", topics=topic)
    return frozenset(gone)


def _taken_out(row: ScreeningAnswers | ScreeningDraft, topic: str) -> set[str]:
    """The questions whose answers went from one row; a row with nothing left goes."""
    entry = entry_of(row)
    gone = {slug for slug in row.answers if not topic or entry.topic_of(slug) == topic}
    kept = {slug: answer for slug, answer in row.answers.items() if slug not in gone}
    if not kept and (gone or not topic):
        row.delete()
        return gone
    row.answers = kept
    changed = ["answers"]
    if isinstance(row, ScreeningAnswers) and topic in row.shared_topics:
        row.shared_topics = [each for each in row.shared_topics if each != topic]
        row.shared_at = row.shared_at if row.shared_topics else None
        changed += ["shared_topics", "shared_at"]
    row.save(update_fields=changed)
    return gone


def _topics(instrument: Instrument, answers: Mapping[str, str]) -> list[str]:
    """The topics with an answer, in the order they are asked."""
    return [i.slug for i in instrument.items if any(q.slug in answers for q in i.questions)]


def _logged(actor: Actor, citizen: Citizen, act: str, **facts: str) -> None:
    act_log(actor=actor, act=act, at=clock.now(), citizens=[citizen.public_id], facts=dict(facts))
