"""How loud each kind of notice is, on one page. What is not named here is plain: it
waits for the day's digest. Too many alarms, and none is heard."""

from wardline.ground.rules.outgoing import Grade

# people are in danger, or what was published is false: also at night
_GRAVEST = (
    *("lab.alarm.pool", "lab.alarm.positive", "lab.alarm.weak_positive"),
    *("late.page", "late.page.many", "finding.danger"),
)
# somebody was refused, is late, or is waited for
_LOUD = (
    *("late.report", "late.report.many", "late.receipt", "late.receipt.many"),
    *("late.obligation", "late.obligation.many", "late.finding", "late.finding.many"),
    *("surveillance.returned", "finding.reopened", "listing.listed"),
    *("directive.issued", "meeting.called", "visit.envelope", "directive.chased"),
)
GRADES = {
    **dict.fromkeys(_LOUD, Grade.LOUD),
    **dict.fromkeys(_GRAVEST, Grade.GRAVEST),
}


def of(code: str) -> Grade:
    """Return how loud notices of a code are."""
    return GRADES.get(code, Grade.PLAIN)
