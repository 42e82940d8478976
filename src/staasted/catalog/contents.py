"""What the catalogue holds, once it is read."""

from collections.abc import Mapping
from dataclasses import dataclass

from staasted.catalog.closing_causes import ClosingCause
from staasted.catalog.contact_groups import ContactGroup
from staasted.catalog.instruments import InstrumentEntry
from staasted.catalog.mirrors import MirrorEntry
from staasted.catalog.offer_kinds import OfferKind
from staasted.catalog.offers import Offer, OfferTopic
from staasted.catalog.people import Benefit, Municipality, TargetGroup
from staasted.catalog.policy import Policy
from staasted.catalog.purposes import Purpose
from staasted.catalog.rules.clocks import ActEntry, FactEntry
from staasted.catalog.rules.file import LawFile, RuleEntry
from staasted.catalog.rules.trials import TrialEntry
from staasted.catalog.situations import Situation
from staasted.core.law import Clock, Rule, RuleBook
from staasted.core.law.trial import TrialPart


@dataclass(frozen=True, slots=True)
class Catalog:
    """All catalogue entries; mappings go from slug to entry in the order of the files.

    ``rules`` and ``book`` are the rules of active files; ``law`` holds the planned ones and those
    trials add as well.
    The book has the parts of the trials that change something; ``trials`` are all of them, and
    ``parts`` all their parts.
    ``instruments`` and ``mirrors`` are the newest of each; ``versions`` is every one, for answers
    are read in their own.
    """

    law_files: tuple[LawFile, ...]
    rules: tuple[Rule, ...]
    book: RuleBook
    clocks: Mapping[str, Clock]
    facts: Mapping[str, FactEntry]
    acts: Mapping[str, ActEntry]
    law: Mapping[str, RuleEntry]
    trials: Mapping[str, TrialEntry]
    parts: tuple[TrialPart, ...]
    municipalities: Mapping[str, Municipality]
    target_groups: Mapping[str, TargetGroup]
    contact_groups: Mapping[str, ContactGroup]
    benefits: Mapping[str, Benefit]
    purposes: Mapping[str, Purpose]
    policy: Policy
    offers: Mapping[str, Offer]
    offer_needs: Mapping[str, OfferTopic]
    offer_targets: Mapping[str, OfferTopic]
    closing_causes: Mapping[str, ClosingCause]
    offer_kinds: Mapping[str, OfferKind]
    situations: Mapping[str, Situation]
    instruments: Mapping[str, InstrumentEntry]
    versions: Mapping[tuple[str, int], InstrumentEntry]
    mirrors: Mapping[str, MirrorEntry]
