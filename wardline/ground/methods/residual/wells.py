"""Secondary infections after quarantine, after Wells 2021.

A person enters evenly over the incubation period (8.29 days; with an asymptomatic
course, over that and 20 days more). Infectivity rises exponentially from 0 at
infection, then follows a gamma density that begins after the latent period. RT-PCR
finds what it finds at the same viral load after the peak; that age has a closed form
(Lambert W), so no table is interpolated.

Limits: one long incubation for all, and symptoms end transmission at once: too good for
symptomatic courses, too bad for long shedders.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from wardline.ground.methods.residual.distributions import (
    Array,
    as_array,
    gamma_cdf,
    gamma_density,
    lambert_lower,
    logistic,
)
from wardline.ground.methods.residual.parameters import value
from wardline.ground.methods.residual.quadrature import integrate

LATENT = (1.9, 2.9, 3.9)
FARTHEST = 200.0  # days: an age at which no test finds anything


@dataclass(frozen=True, slots=True)
class Infectivity:
    """Infectivity by age (days), integral 1; `splice` is where the gamma begins."""

    latent: float
    shape: float
    scale: float
    splice: float
    growth: float

    @property
    def peak(self) -> float:
        """Return the age of the highest infectivity."""
        return self.latent + (self.shape - 1) * self.scale

    @property
    def _at_splice(self) -> float:
        after = self.splice - self.latent
        return float(gamma_density(after, self.shape, self.scale))

    def _rise(self, age: Array) -> Array:
        """Integrate the exponential part up to an age within it."""
        full = np.expm1(self.growth * self.splice)
        risen = np.expm1(self.growth * age) / self.growth - age
        return as_array(self._at_splice * risen / full)

    def _share(self, age: Array) -> Array:
        begun = gamma_cdf(self.splice - self.latent, self.shape, self.scale)
        gamma = gamma_cdf(age - self.latent, self.shape, self.scale) - begun
        rise = self._rise(np.clip(age, 0, self.splice))
        return as_array(rise + np.where(age > self.splice, gamma, 0))

    def share(self, age: Array) -> Array:
        """Return the share of transmission that is over by an age."""
        return as_array(self._share(age) / _whole(self))

    def sensitivity(self, age: Array) -> Array:
        """Return the sensitivity of RT-PCR by age, 0 before infection."""
        late = as_array(age).copy()
        early = late < self.peak
        late[early] = self._mirrored(late[early])
        days = np.minimum(late, FARTHEST) - value("wells", "incubation")
        found = logistic(np.polynomial.polynomial.polyval(days, _coefficients()))
        return as_array(found * (age > 0))

    def _mirrored(self, age: Array) -> Array:
        """Return the age after the peak at which the load is that of an early age."""
        height = np.exp(self._log_load(age) / (self.shape - 1))
        width = (self.shape - 1) * self.scale
        least = -np.exp(-1.0)  # the branch ends here: the peak itself
        found = -width * lambert_lower(np.clip(-height / width, least, -1e-300))
        return self.latent + found

    def _log_load(self, age: Array) -> Array:
        """Return (shape - 1) log x - x / scale, for x = age - latent, up to the peak:
        the load's logarithm without its constant.
        """
        x = np.clip(age, self.splice, self.peak) - self.latent
        early = np.clip(age, 1e-12, self.splice)
        risen = np.expm1(self.growth * early) / np.expm1(self.growth * self.splice)
        return as_array((self.shape - 1) * np.log(x) - x / self.scale + np.log(risen))


@cache
def _whole(profile: Infectivity) -> float:
    return float(profile._share(as_array(FARTHEST)))


@cache
def _coefficients() -> Array:
    """Return the logit of sensitivity as a polynomial of the days since onset."""
    return as_array([value("wells", f"sensitivity_{power}") for power in range(5)])


@cache
def infectivity(latent: float) -> Infectivity:
    """Return the profile of a latent period: 1.9, 2.9 or 3.9 days."""
    shape, scale, after, growth = (
        value(f"wells-{latent}", each)
        for each in ("shape", "scale", "splice", "growth")
    )
    return Infectivity(latent, shape, scale, latent + after, growth)


def secondary_infections(
    latent: float, quarantine: float, tests: Sequence[float] = ()
) -> float:
    """Return the mean number of persons infected after a quarantine.

    `tests` are days of the quarantine on which a sample is taken; who is found stays.
    Wells 2021; formula 4.
    """
    profile = infectivity(latent)
    asymptomatic = value("wells", "asymptomatic")
    onset = value("wells", "incubation")
    longest = onset + value("wells", "shedding_after_onset")
    turns = (profile.splice, profile.peak)
    kinks = [turn - day for turn in turns for day in (quarantine, *tests)]

    def before_onset(entry: Array) -> Array:
        out = profile.share(np.minimum(entry + quarantine, onset))
        return as_array(
            _missed(profile, tests, entry) * (profile.share(as_array(onset)) - out)
        )

    def without_symptoms(entry: Array) -> Array:
        return as_array(
            _missed(profile, tests, entry) * (1 - profile.share(entry + quarantine))
        )

    symptoms = integrate(before_onset, 0, onset, [*kinks, onset - quarantine]) / onset
    none = integrate(without_symptoms, 0, longest, kinks) / longest
    mean = (1 - asymptomatic) * symptoms + asymptomatic * none
    return value("wells", "reproduction") * mean


def _missed(profile: Infectivity, tests: Sequence[float], entry: Array) -> Array:
    """Return the chance that every test misses, by age at entry."""
    chance = np.ones_like(entry)
    for day in tests:
        chance = chance * (1 - profile.sensitivity(entry + day))
    return chance
