"""Pages of the room: plans and their proof; envelopes and visits."""

from wardline.work.inspection.views.coverage import (
    coverage,
    fairness,
    risk,
    unvisited,
)
from wardline.work.inspection.views.custody import (
    disclose,
    end_recusal,
    record_withheld,
    recusals,
    substitute,
)
from wardline.work.inspection.views.drives import drives, envelope
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
    look_again,
    observe,
    visit,
    visits,
)

__all__ = [
    "arrive",
    "commit_chain",
    "coverage",
    "disclose",
    "drives",
    "end_recusal",
    "envelope",
    "fairness",
    "finish",
    "index",
    "look_again",
    "new_plan",
    "observe",
    "open_wave",
    "plan",
    "proof",
    "record_withheld",
    "recusals",
    "release_share",
    "risk",
    "substitute",
    "unvisited",
    "visit",
    "visits",
    "wave_file",
]
