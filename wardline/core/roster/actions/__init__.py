"""What may be done to the facts about people: enrol, isolate, check, test, let pass.

Facts are added, never changed: a mistake is put right by a fact that supersedes it.
"""

from wardline.core.roster.actions.cases import record_case
from wardline.core.roster.actions.corridors import record_corridor
from wardline.core.roster.actions.isolations import (
    end_isolation,
    isolate,
    record_breach,
)
from wardline.core.roster.actions.merges import merge_people, part_people
from wardline.core.roster.actions.moves import record_move
from wardline.core.roster.actions.observations import (
    record_check,
    record_round,
    record_test,
)
from wardline.core.roster.actions.passes import record_pass
from wardline.core.roster.actions.people import (
    begin_stay,
    end_stay,
    enrol,
    enrol_many,
    identify,
)
from wardline.core.roster.actions.samples import (
    correct_sample,
    record_results,
    take_samples,
)
from wardline.core.roster.actions.shifts import end_shift, record_shifts

__all__ = [
    "begin_stay",
    "correct_sample",
    "end_isolation",
    "end_shift",
    "end_stay",
    "enrol",
    "enrol_many",
    "identify",
    "isolate",
    "merge_people",
    "part_people",
    "record_breach",
    "record_case",
    "record_check",
    "record_corridor",
    "record_move",
    "record_pass",
    "record_results",
    "record_round",
    "record_shifts",
    "record_test",
    "take_samples",
]
