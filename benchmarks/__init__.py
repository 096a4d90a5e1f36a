"""Long measurements, run by name, not with the tests: python -m benchmarks.NAME."""
