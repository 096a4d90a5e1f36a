"""The sentences of the gate: what its rules answer, and the words of its choices."""

from wardline.base.ui import wording
from wardline.work.gate.words import (
    choices,
    clearances,
    corridor,
    laboratory,
    passes,
    risk,
    rules,
)

wording.register(choices.WORDS)
wording.register(laboratory.WORDS)
wording.register(rules.WORDS)
wording.register(clearances.WORDS)
wording.register(passes.WORDS)
wording.register(risk.WORDS)
wording.register(corridor.WORDS)
wording.register(corridor.BOARD)
