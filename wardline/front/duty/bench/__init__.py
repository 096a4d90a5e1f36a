"""``wardline bench``: an invented nation is filled in, and the answers are timed.

It lies here and not beside the program, because whoever installs Wardline may measure
it on their own machine; how to do so is in ``docs/reference/performance.md``.
"""
