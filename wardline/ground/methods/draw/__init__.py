"""A draw that nobody can foresee and anybody can check: exact integer probabilities, a
frame committed before any seed is opened, shares of at least two custodians.

Method: systematic sampling with probability proportional to size (Madow 1949) over an
order drawn by HMAC-SHA256. Whatever the order, k of the WHOLE possible starting points
choose a unit of inclusion k: its chance is exactly k / WHOLE. Limit: a custodian can
see the draw and withhold a share; that is public, and counted.
"""

from wardline.ground.methods.draw.custody import chain, link, opens, wave_key
from wardline.ground.methods.draw.inclusion import FLOOR, WHOLE, Unit, inclusions
from wardline.ground.methods.draw.publication import (
    Frame,
    Publication,
    Result,
    draw,
    publish,
    verify,
)
from wardline.ground.methods.draw.sampling import (
    choose,
    comb,
    in_order,
    starting_point,
)

__all__ = [
    "FLOOR",
    "WHOLE",
    "Frame",
    "Publication",
    "Result",
    "Unit",
    "chain",
    "choose",
    "comb",
    "draw",
    "in_order",
    "inclusions",
    "link",
    "opens",
    "publish",
    "starting_point",
    "verify",
    "wave_key",
]
