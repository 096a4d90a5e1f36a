"""Directives and their way down the tree, obligations, and meetings with their roll."""

from wardline.work.directives.models.meetings import Excuse, Meeting, RollCall
from wardline.work.directives.models.obligations import Fulfilment, Obligation
from wardline.work.directives.models.orders import Directive, Receipt, Relay

__all__ = [
    "Directive",
    "Excuse",
    "Fulfilment",
    "Meeting",
    "Obligation",
    "Receipt",
    "Relay",
    "RollCall",
]
