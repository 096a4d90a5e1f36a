"""What is committed before a draw, what is published after, and its recomputation."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from wardline.ground.methods.draw.custody import opens, wave_key
from wardline.ground.methods.draw.inclusion import WHOLE
from wardline.ground.methods.draw.sampling import (
    choose,
    comb,
    in_order,
    starting_point,
)
from wardline.ground.seal import Sealable, fingerprint

FEWEST_CUSTODIANS = 2
COMBS = 64  # more would only chase units that are all but never drawn


@dataclass(frozen=True, slots=True)
class Frame:
    """All that a draw rests on; its fingerprint is published before any share.

    `recusals` are pairs (inspector, unit); `reserves` and `crew` are how many spare
    units and inspectors are drawn as well.
    """

    campaign: str
    stratum: str
    size: int
    inclusions: Mapping[str, int]
    custodians: tuple[str, ...]
    inspectors: tuple[str, ...] = ()
    recusals: tuple[tuple[str, str], ...] = ()
    reserves: int = 0
    crew: int = 0
    version: str = "1"

    def as_plain(self) -> dict[str, Sealable]:
        """Return the frame in its canonical order."""
        return {
            "campaign": self.campaign,
            "crew": self.crew,
            "custodians": sorted(self.custodians),
            "inclusions": [[id, k] for id, k in sorted(self.inclusions.items())],
            "inspectors": sorted(self.inspectors),
            "recusals": [list(pair) for pair in sorted(self.recusals)],
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
        """Read back what `as_plain` wrote."""
        if plain["whole"] != WHOLE:
            raise ValueError("draw.whole_unknown", plain["whole"])
        facts: dict[str, Any] = {name: plain[name] for name in plain if name != "whole"}
        facts["inclusions"] = dict(plain["inclusions"])
        facts["recusals"] = tuple((one, other) for one, other in plain["recusals"])
        for name in ("custodians", "inspectors"):
            facts[name] = tuple(plain[name])
        return cls(**facts)


@dataclass(frozen=True, slots=True)
class Result:
    """What a wave drew, in the order drawn."""

    drawn: tuple[str, ...]
    reserves: tuple[str, ...]
    crew: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Publication:
    """What is made public after a wave: enough to recompute the draw.

    `ends` were published soon after the frame's hash, `shares` at departure, both
    by custodian; whoever withheld a share is named.
    """

    frame: Frame
    frame_hash: str
    wave: int
    ends: Mapping[str, str]
    shares: Mapping[str, str]
    withheld: tuple[str, ...]
    key: str
    result: Result

    def as_plain(self) -> dict[str, Sealable]:
        """Return plain data, to be shown and downloaded."""
        return {
            "crew": list(self.result.crew),
            "drawn": list(self.result.drawn),
            "ends": dict(self.ends),
            "frame": self.frame.as_plain(),
            "frame_hash": self.frame_hash,
            "key": self.key,
            "reserves": list(self.result.reserves),
            "shares": dict(self.shares),
            "wave": self.wave,
            "withheld": list(self.withheld),
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """Read back what `as_plain` wrote."""
        drawn, spare, crew = (tuple(plain[n]) for n in ("drawn", "reserves", "crew"))
        return cls(
            frame=Frame.from_plain(plain["frame"]),
            frame_hash=plain["frame_hash"],
            wave=plain["wave"],
            ends=plain["ends"],
            shares=plain["shares"],
            withheld=tuple(plain["withheld"]),
            key=plain["key"],
            result=Result(drawn, spare, crew),
        )


def draw(frame: Frame, key: bytes) -> Result:
    """Draw a wave's units, its reserves by further combs, and its inspectors."""
    order = in_order(key, "order", frame.inclusions)
    laid_out = [(id, frame.inclusions[id]) for id in order]
    drawn = comb(laid_out, starting_point(key))
    spare: list[str] = []
    for number in range(2, 2 + COMBS):
        if len(spare) >= frame.reserves:
            break
        more = comb(laid_out, starting_point(key, f"start{number}"))
        spare += [id for id in more if id not in drawn and id not in spare]
    recused = {inspector for inspector, id in frame.recusals if id in drawn}
    free = set(frame.inspectors) - recused
    crew = choose(key, free, frame.crew, "crew")
    return Result(tuple(drawn), tuple(spare[: frame.reserves]), tuple(crew))


def publish(
    frame: Frame, wave: int, ends: Mapping[str, str], shares: Mapping[str, str]
) -> Publication:
    """Draw a wave with the shares opened, and put together what proves it."""
    key = wave_key(frame.hash, wave, shares.values())
    opened = {name: ends[name] for name in shares}
    withheld = tuple(sorted(set(frame.custodians) - set(shares)))
    result = draw(frame, key)
    return Publication(
        frame, frame.hash, wave, opened, shares, withheld, key.hex(), result
    )


def verify(published: Publication) -> list[str]:
    """Recompute a draw from what was published; return the codes of what is wrong.

    Whoever checks also compares `frame_hash` and `ends` with those published before.
    """
    frame, shares = published.frame, published.shares
    key = wave_key(frame.hash, published.wave, shares.values())
    custodians = sorted([*shares, *published.withheld])
    checks = {
        "draw.frame_hash": published.frame_hash == frame.hash,
        "draw.inclusions": _adds_up(frame),
        "draw.wave": published.wave >= 1,
        "draw.custodians": custodians == sorted(frame.custodians),
        "draw.ends": set(published.ends) == set(shares),
        "draw.too_few_shares": len(shares) >= FEWEST_CUSTODIANS,
        "draw.share": all(
            opens(name, published.ends.get(name, ""), share, published.wave)
            for name, share in shares.items()
        ),
        "draw.key": published.key == key.hex(),
    }
    again = draw(frame, key)
    checks["draw.drawn"] = published.result.drawn == again.drawn
    checks["draw.reserves"] = published.result.reserves == again.reserves
    checks["draw.crew"] = published.result.crew == again.crew
    return [code for code, holds in checks.items() if not holds]


def _adds_up(frame: Frame) -> bool:
    each = frame.inclusions.values()
    return sum(each) == frame.size * WHOLE and all(0 < k <= WHOLE for k in each)
