"""What a model structure says of an infected person, by age of infection and by draw.

A structure is a way to put infectiousness, symptoms and tests together. Everything that
a course of isolation needs of it fits into these arrays: ages (days) by draws.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from wardline.ground.methods.residual.distributions import Array, as_array

OVER = 0.025  # who has less of their transmission left counts as no longer infectious


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """People with, or without, symptoms in the end, as shares of all infected.

    `undetected`: no symptom yet. `left`: transmission still to come from them, where
    symptoms stop it if they are watched. `infectious`: undetected, with more than
    2.5 % of their transmission still to come. Tests are not looked at here.
    """

    undetected: Array
    left: Array
    infectious: Array


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """Rows are ages, columns draws. `entire`: transmission still to come with no
    measure at all; 1 at infection.
    """

    ages: Array
    entire: Array
    symptomatic: Branch
    asymptomatic: Branch

    @property
    def left(self) -> Array:
        """Return the transmission still to come from people without a symptom yet."""
        return self.symptomatic.left + self.asymptomatic.left


class Structure(Protocol):
    """A model structure with its draws."""

    @property
    def code(self) -> str:
        """Return the structure's name."""

    def curves(self, ages: Array) -> Curves:
        """Return what is left at each age (days)."""

    def sensitivity(self, ages: Array) -> Array:
        """Return ages by draws: the chance that a nucleic-acid test finds it."""


def at_rows(values: Array, step: float, ages: Array) -> Array:
    """Interpolate between the rows of an even grid that begins at age 0."""
    place = np.clip(ages / step, 0, len(values) - 1)
    below = np.minimum(place.astype(np.intp), len(values) - 2)
    share = (place - below).reshape(-1, *[1] * (values.ndim - 1))
    return as_array(values[below] * (1 - share) + values[below + 1] * share)
