"""The sentences of guidance: the norm, policies of clearance and their clauses."""

from wardline.core.guidance.words import clauses, norms, policies

__all__ = ["clauses", "norms", "policies"]
