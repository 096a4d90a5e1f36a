"""How Wardline estimates, compares and draws: methods with their assumptions stated."""
