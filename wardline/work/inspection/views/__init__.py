"""Pages of the room: plans and their proof; envelopes and visits."""

from wardline.work.inspection.views.custody import (
    disclose,
    end_recusal,
    record_withheld,
    recusals,
    substitute,
)
from wardline.work.inspection.views.plans import (
    commit_chain,
    new_plan,
    open_wave,
    plan,
    proof,
    release_share,
    wave_file,
)
from wardline.work.inspection.views.visits import (
    arrive,
    finish,
    index,
    observe,
    visit,
    visits,
)

__all__ = [
    "arrive",
    "commit_chain",
    "disclose",
    "end_recusal",
    "finish",
    "index",
    "new_plan",
    "observe",
    "open_wave",
    "plan",
    "proof",
    "record_withheld",
    "recusals",
    "release_share",
    "substitute",
    "visit",
    "visits",
    "wave_file",
]
