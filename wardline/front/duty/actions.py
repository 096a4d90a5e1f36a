"""The one deed of the clock: telling the next rung that something ran late."""

from collections.abc import Sequence

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.notices import send


def escalate(
    *, by: Post, at: str, clock_code: str, hops: Sequence[send.Climb], board: str = ""
) -> int:
    """Make every hop that is due of one clock; each is recorded at its own place."""
    with deed(by=by, verb=Verb.ESCALATE, at=at) as note:
        made = send.climb(clock_code, hops, board=board)
        subjects = len({hop.subject for hop in hops})
        note("notices.escalation", clock=clock_code, hops=made, subjects=subjects)
    return made
