"""Temperature rounds of a house and of those kept apart."""

from django.db import models

from wardline.core.roster.models.signed import Signed


class Round(Signed):
    """A temperature round of a house: everybody normal but the exceptions."""

    SLOTS = ["morning", "evening"]

    on = models.DateField()
    slot = models.CharField(max_length=10, choices=[(s, s) for s in SLOTS])
    checked = models.PositiveIntegerField()
    expected = models.PositiveIntegerField()
    feverish = models.PositiveIntegerField(default=0)
    # rooms that were walked: {"201": 4}
    rooms = models.JSONField(default=dict)

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "on", "slot"], name="one_round")
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.on} {self.slot}"


class CorridorRound(Signed):
    """A round among those in isolation, as it came from a phone, now or hours ago."""

    on = models.DateField()
    slot = models.CharField(max_length=10, choices=[(s, s) for s in Round.SLOTS])
    # each reading and what became of it: the records change afterwards, this does not
    rows = models.JSONField()
    # what is to be said of the round as a whole: the phone's clock
    remarks = models.JSONField(default=list)

    class Privacy:
        personal = ("rows",)

    class Meta:
        indexes = [models.Index(fields=["place", "on"], name="corridor_place_on")]

    def __str__(self) -> str:
        return f"{self.place_id} {self.on} {self.slot} {self.pk}"
