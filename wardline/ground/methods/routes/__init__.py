"""Where teams drive, so that no home has time to be warned: the leak window of an area
first (hours from the first gate to the last), then the days, then the kilometres.

Whom a wave visits is drawn (`waves`) and never chosen here; a route only orders what
has been drawn, the same way for the same seed.
"""

from wardline.ground.methods.routes.roads import Roads, Stop
from wardline.ground.methods.routes.rounds import Round, rounds

__all__ = ["Roads", "Round", "Stop", "rounds"]
