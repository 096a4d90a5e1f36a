"""The sentences of the room's codes: states, sources, refusals, notices, figures."""

from django.utils.translation import gettext_lazy as _

from wardline.base.ui import wording

ASPECTS = {
    "responsibility": _("Pinning responsibility"),
    "awareness": _("Raising awareness"),
    "entry_exit": _("Strict control of entry and exit"),
    "internal_control": _("Stronger internal management"),
}
STATES = {
    "open": _("Nothing ordered yet"),
    "ordered": _("To be mended"),
    "overdue": _("Overdue"),
    "done": _("To be verified"),
    "reopened": _("Reopened"),
    "closed": _("Closed as mended"),
}
SOURCES = {
    "inspection": _("Unannounced visit"),
    "alert": _("Early warning"),
    "safetynet": _("Comparison of lists"),
    "self_check": _("Own check"),
    "complaint": _("Complaint"),
}
SCOPES = {
    "isolated": _("isolated: one person or one spot"),
    "pattern": _("a pattern: several"),
    "widespread": _("widespread: the house as a whole"),
}
SEVERITIES = {
    "1": _("1 – slight"),
    "2": _("2 – to be mended"),
    "3": _("3 – serious"),
    "4": _("4 – danger"),
}
EVENTS = {
    "found": _("Found"),
    "ordered": _("Ordered"),
    "extended": _("New term"),
    "done": _("Reported done"),
    "closed": _("Verified: it holds"),
    "reopened": _("Seen: it does not hold"),
    "listed": _("Put under listed supervision"),
    "unlisted": _("Taken off listed supervision"),
}
TASKS = {
    "mend": _("Yours to mend"),
    "order": _("Yours to order"),
    "verify": _("Yours to verify"),
}
# the columns of a sheet of orders
SHEET = {
    "number": _("Number of the finding"),
    "code": _("Code of the place"),
    "place": _("Place of the finding"),
    "fact": _("What falls short"),
    "severity": _("How grave"),
    "state": _("State of the finding"),
    "found_at": _("Found on"),
    "term": _("Term so far"),
    "post": _("Who must do it"),
    "what": _("What is to be done"),
    "due_at": _("By when"),
}
FATES = {
    "refused": _("Not ordered"),
    "ready": _("Can be ordered"),
    "ordered": _("Ordered"),
}
SHEETS = {
    "nothing": _(
        "No row orders anything. Fill in what is to be done and by when, and send the "
        "sheet again."
    ),
    "blank": _("Column “{column}” is empty. Fill it in."),
    "no_number": _("Column “{column}”: “{got}” is not the number of a finding."),
    "no_moment": _(
        "Column “{column}”: “{got}” is not a day or time. Write 2020-03-01 or "
        "2020-03-01 18:00."
    ),
    "unknown": _("No finding {number} is known here. Compare with the list."),
    "twice": _("This finding stands in row {row} already."),
    "is_done": _("It was reported done and waits to be verified."),
    "is_closed": _("It is verified and closed."),
}
REFUSALS = {
    "none_ready": _("None of these can be ordered. See the reason in each row."),
    "nobody_answers": _("Nobody answers for this place. Appoint somebody first."),
    "found_in_future": _("The finding lies in the future. Check the date and time."),
    "due_in_past": _(
        "This term has passed already (it is {now} now). Choose a later one."
    ),
    "post_elsewhere": _(
        "This post does not answer for the place of the finding. Choose one of the "
        "place itself or of an office above it."
    ),
    "post_not_held": _("This post has ended. Choose one that holds today."),
    "nothing_ordered": _(
        "There is no order whose term could be extended. Give an order first."
    ),
    "own_term": _(
        "Whoever must mend it cannot extend the term. Ask the office that ordered it."
    ),
    "not_later": _("The term stands at {due_at} already. Choose a later one."),
    "no_evidence": _("Write what was done, or add a photo, or both."),
    "not_done": _("Nobody has reported it done yet, so there is nothing to verify."),
    "verified_already": _(
        "Someone else verified it at {at}. Nothing was changed; see the history."
    ),
    "own_work": _(
        "You reported it done yourself. Someone else must see it and verify it."
    ),
    "other_team": _(
        "You found it or verified it before. A look-back is for people who had no "
        "part in it."
    ),
    "say_what_is_wrong": _("Write what does not hold, so that it can be mended."),
    "is_done": _(
        "It was reported done at {at} and waits to be verified. Verify it first."
    ),
    "is_closed": _("It was verified and closed at {at}. Nothing is left to do."),
    "other_place": _("This finding belongs to another place."),
    "listed_already": _("It is under listed supervision already."),
    "not_closed": _("It is not closed, so there is nothing to open again."),
    "say_how_far": _("Write how far it has come this week."),
    "say_how_met": _("Write what shows that the standard is met."),
    "nothing_reworded": _("These are the words that stand. Change them, or leave it."),
    "unlisted_already": _("It was taken off listed supervision at {at}."),
    "share_impossible": _("Draw a share above 0 and at most all of them."),
    "nothing_closed": _(
        "No closed finding is left that has not been drawn before. Draw again when "
        "more have been closed."
    ),
}
NOTICES = {
    "finding.opened": _("Finding {number} was recorded at your place. See what it is."),
    "finding.danger": _(
        "Finding {number} is a danger to people. See at once what was done."
    ),
    "finding.ordered": _("Finding {number} is yours to mend by {due_at}."),
    "finding.ordered.many": _("{count} findings are yours to mend. See their terms."),
    "finding.extended": _("Finding {number} has a new term: {due_at}."),
    "finding.done": _("Finding {number} was reported done and waits to be verified."),
    "finding.closed": _("Finding {number} was verified and is closed."),
    "finding.reopened": _("Finding {number} was reopened: it does not hold yet."),
    "listing.listed": _("Your place was put under listed supervision."),
    "listing.reported": _("The week's progress of a listing has come."),
    "listing.removed": _("Your place was taken off listed supervision."),
    "late.correction": _("A finding was not mended in time."),
}
FIGURES = {
    "found": _("Findings recorded"),
    "corrected": _("Findings corrected and verified"),
    "open": _("Findings not yet closed"),
    "overdue": _("Findings overdue"),
    "listed": _("Under listed supervision"),
    "share_corrected": _("Share of findings corrected"),
    "lookback_failed": _("Share that did not hold when seen again"),
    **{f"found.{code}": text for code, text in ASPECTS.items()},
}

for _prefix, _texts in {
    "aspect": ASPECTS,
    "finding.state": STATES,
    "finding.source": SOURCES,
    "finding.severity": SEVERITIES,
    "finding.scope": SCOPES,
    "finding.event": EVENTS,
    "finding.task": TASKS,
    "correction": REFUSALS | FIGURES,
    "correction.fate": FATES,
    "correction.sheet": SHEETS,
}.items():
    wording.register({f"{_prefix}.{code}": text for code, text in _texts.items()})
wording.register(NOTICES)
