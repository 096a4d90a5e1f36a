"""An inspection in waves: which areas a wave enters and which homes it visits there,
all fixed by one committed outline and by shares that are opened at departure.

Each area of a wave has its own frame (`draw`), or one for each kind of home there,
committed by its fingerprint; how many homes are visited in the area belongs to the
wave, so the total is exact whatever is drawn.
"""

from wardline.ground.methods.waves import campaign
from wardline.ground.methods.waves.campaign import REASONS, listed, next_reserve
from wardline.ground.methods.waves.opening import (
    deal,
    enter,
    goes,
    gone,
    man,
    open_wave,
    verify,
)
from wardline.ground.methods.waves.outline import Outline, slots, split
from wardline.ground.methods.waves.strata import by_kind

__all__ = [
    "REASONS",
    "Outline",
    "by_kind",
    "campaign",
    "deal",
    "enter",
    "goes",
    "gone",
    "listed",
    "man",
    "next_reserve",
    "open_wave",
    "slots",
    "split",
    "verify",
]
