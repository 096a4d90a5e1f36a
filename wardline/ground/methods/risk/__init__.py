"""How pressing a visit is: what a home's own record tells (`rates`), in points that
explain themselves (`points`)."""

from wardline.ground.methods.risk.points import (
    BASE,
    DOUBLING,
    Exposure,
    points,
    weight,
)

__all__ = ["BASE", "DOUBLING", "Exposure", "points", "weight"]
