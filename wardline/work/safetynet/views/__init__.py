"""Pages of the safety net."""
