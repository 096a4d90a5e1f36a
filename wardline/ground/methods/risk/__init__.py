"""How pressing a visit is: what a home's own record tells (`rates`), in points that
explain themselves (`points`)."""

from wardline.ground.methods.risk.points import (
    BASE,
    DOUBLING,
    KNOWN,
    Exposure,
    found,
    points,
    weight,
)

__all__ = ["BASE", "DOUBLING", "KNOWN", "Exposure", "found", "points", "weight"]
