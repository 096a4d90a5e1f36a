"""Whether a deed is open just now: what kept records ask before they are written."""

from __future__ import annotations

from contextvars import ContextVar

depth: ContextVar[int] = ContextVar("deeds_open", default=0)


class OutsideDeed(RuntimeError):
    """A kept record was about to change without a deed."""


def demand(model: type) -> None:
    """Raise OutsideDeed unless a deed is open."""
    if not depth.get():
        raise OutsideDeed(
            f"{model.__name__} changes only inside a deed: "
            "with deed(by=…, verb=…, at=…) as note: …"
        )
