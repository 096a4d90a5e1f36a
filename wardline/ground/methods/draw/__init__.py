"""A draw that nobody can foresee and anybody can check: exact integer probabilities, a
frame committed before any seed is opened, shares of at least two custodians.

Method: systematic sampling with probability proportional to size (Madow 1949) over an
order drawn by HMAC-SHA256. Whatever the order, k of the WHOLE possible starting points
choose a unit of inclusion k: its chance is exactly k / WHOLE. Limit: a custodian can
see the draw and withhold a share; that is public, counted, and a stand-in's is used.
"""

from wardline.ground.methods.draw.custody import (
    FEWEST_CUSTODIANS,
    chain,
    enough,
    link,
    opens,
    seated,
    wave_key,
)
from wardline.ground.methods.draw.frames import Frame, Result, draw
from wardline.ground.methods.draw.inclusion import (
    FLOOR,
    WHOLE,
    Unit,
    inclusions,
    rising_floor,
)
from wardline.ground.methods.draw.sampling import (
    choose,
    comb,
    in_order,
    starting_point,
)

__all__ = [
    "FEWEST_CUSTODIANS",
    "FLOOR",
    "WHOLE",
    "Frame",
    "Result",
    "Unit",
    "chain",
    "choose",
    "comb",
    "draw",
    "enough",
    "in_order",
    "inclusions",
    "link",
    "opens",
    "rising_floor",
    "seated",
    "starting_point",
    "wave_key",
]
