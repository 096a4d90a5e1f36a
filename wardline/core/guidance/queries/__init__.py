"""What may be seen of the norm: what binds where and why, and the register."""

from wardline.core.guidance.queries.norms import (
    binding,
    binding_for,
    level,
    level_of,
    level_since,
    parameter,
    policies,
    standing_holds,
)
from wardline.core.guidance.queries.reading import (
    Effect,
    InForce,
    effect_of_level,
    in_force,
    namesakes,
    topics,
)
from wardline.core.guidance.queries.register import (
    around,
    document,
    document_ids,
    documents,
    holds,
    levels,
    line,
    measures,
    texts,
)

__all__ = [
    "Effect",
    "InForce",
    "around",
    "binding",
    "binding_for",
    "document",
    "document_ids",
    "documents",
    "effect_of_level",
    "holds",
    "in_force",
    "level",
    "level_of",
    "level_since",
    "levels",
    "line",
    "measures",
    "namesakes",
    "parameter",
    "policies",
    "standing_holds",
    "texts",
    "topics",
]
