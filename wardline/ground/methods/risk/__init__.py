"""How pressing a visit is: what a home's own record tells (`rates`), in points that
explain themselves (`points`)."""

from wardline.ground.methods.risk.points import BASE, Exposure, points

__all__ = ["BASE", "Exposure", "points"]
