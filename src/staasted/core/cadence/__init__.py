"""Cadence: how often, until when, and what changing it needs."""

from staasted.core.cadence.change import Contact, ContactChange, contact_change
from staasted.core.cadence.intervals import Intervals, WeeksBetween
from staasted.core.cadence.propose import CadenceProposal, propose

__all__ = [
    "CadenceProposal",
    "Contact",
    "ContactChange",
    "Intervals",
    "WeeksBetween",
    "contact_change",
    "propose",
]
