"""The clock of the month: every hour it rings what is due, at midnight it seals."""

from wardline.base.places import clock
from wardline.front.duty import clock as duty
from wardline.front.duty.replay.stage import Stage

# when late work climbs in the replay: from the afternoon until the evening
HOURS = ("17:31", "18:31", "19:31")


def put_on(stage: Stage) -> None:
    """Ring through each evening, and once after midnight."""
    for on in stage.days():
        for hour in ("00:10", *HOURS):
            stage.at(stage.moment(on, hour), lambda: duty.ring(clock.now()))
