"""Would visits in the order of risk have found what is wrong earlier? Measured on past
visits of any authority, each period scored only with what was known before it began.
"""

from wardline.ground.methods.targeting.evaluate import Evaluation, Period, evaluate
from wardline.ground.methods.targeting.split import Split, split
from wardline.ground.methods.targeting.tables import Visits, read

__all__ = ["Evaluation", "Period", "Split", "Visits", "evaluate", "read", "split"]
