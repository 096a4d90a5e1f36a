"""Daily reports for tests: one home's numbers, signed at a moment."""

from datetime import date

from tests.factories.world import moment
from wardline.base.places import clock, scope
from wardline.work.surveillance import actions
from wardline.work.surveillance.models import DailyReport

ON = date(2020, 2, 10)


def numbers(**given):
    return (
        dict.fromkeys(DailyReport.NUMBERS, 0) | {"residents": 40, "workers": 12} | given
    )


def signed(w, home="T101-1", at="2020-02-10 16:40", on=None, why_not="", **given):
    """Sign a report; the numbers are 40 residents and 12 workers unless given."""
    when = moment(at)
    by = w.post("head", home)
    with clock.set_to(when), scope.entered(home, by.user_id):
        return actions.sign_report(
            by=by,
            at=home,
            on=on or when.date(),
            values=numbers(**given),
            why_not=why_not,
        )
