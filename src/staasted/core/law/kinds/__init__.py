"""The closed set of rule kinds: a genuinely new kind of rule is one class here."""

from staasted.core.law.kinds.booking import BookedBy, BookingDuty
from staasted.core.law.kinds.channels import Channels
from staasted.core.law.kinds.count_in_window import CountInWindow
from staasted.core.law.kinds.first_deadline import FirstDeadline

Duty = FirstDeadline | CountInWindow
"""Kinds that have a window and a number, and so make an obligation."""

Kind = Duty | Channels | BookingDuty

__all__ = ["BookedBy", "BookingDuty", "Channels", "CountInWindow", "Duty", "FirstDeadline", "Kind"]
