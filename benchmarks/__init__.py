"""Long measurements, run by name: ``python -m benchmarks.clearance_ratchet``."""
