"""The frame that a draw rests on, and the draw itself: units, then reserves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from wardline.ground.methods.draw.inclusion import WHOLE
from wardline.ground.methods.draw.sampling import comb, in_order, starting_point
from wardline.ground.seal import Sealable, fingerprint

COMBS = 64  # more would only chase units that are all but never drawn


@dataclass(frozen=True, slots=True)
class Frame:
    """All that a draw rests on; its fingerprint is published before any share.

    `reserves` is how many spare units are drawn as well, in the order of their use.
    """

    campaign: str
    stratum: str
    size: int
    inclusions: Mapping[str, int]
    reserves: int = 0
    version: str = "2"

    def as_plain(self) -> dict[str, Sealable]:
        """Return the frame in its canonical order."""
        return {
            "campaign": self.campaign,
            "inclusions": [[id, k] for id, k in sorted(self.inclusions.items())],
            "reserves": self.reserves,
            "size": self.size,
            "stratum": self.stratum,
            "version": self.version,
            "whole": WHOLE,
        }

    @property
    def hash(self) -> str:
        """Return the fingerprint to be published."""
        return fingerprint(self.as_plain())

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """Read back what `as_plain` wrote; another scale is refused."""
        if plain["whole"] != WHOLE:
            raise ValueError("draw.whole_unknown", plain["whole"])
        facts: dict[str, Any] = {name: plain[name] for name in plain if name != "whole"}
        return cls(**facts | {"inclusions": dict(plain["inclusions"])})

    @property
    def adds_up(self) -> bool:
        """Tell whether the chances fill the draw and nobody is left out for ever."""
        each = self.inclusions.values()
        fair = all(0 < k <= WHOLE for k in each)
        return fair and sum(each) == self.size * WHOLE


@dataclass(frozen=True, slots=True)
class Result:
    """What was drawn, in the order drawn, and who comes next."""

    drawn: tuple[str, ...]
    reserves: tuple[str, ...]


def draw(frame: Frame, key: bytes) -> Result:
    """Draw the units of a frame, and its reserves by further combs."""
    order = in_order(key, "order", frame.inclusions)
    laid_out = [(id, frame.inclusions[id]) for id in order]
    drawn = comb(laid_out, starting_point(key))
    spare: list[str] = []
    for number in range(2, 2 + COMBS):
        if len(spare) >= frame.reserves:
            break
        more = comb(laid_out, starting_point(key, f"start{number}"))
        spare += [id for id in more if id not in drawn and id not in spare]
    return Result(tuple(drawn), tuple(spare[: frame.reserves]))
