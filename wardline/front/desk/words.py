"""The sentences of the desk: what there is to do, and how a figure stands."""

from django.utils.translation import gettext_lazy as _

from wardline.base.ui import wording

wording.register(
    {
        "desk.report": _("Look over today's report and sign it"),
        "desk.self_check": _("Check yourselves against the measures in force"),
        "desk.reported": _("Today's report is signed"),
        "desk.missing": _("Institutions that have not reported today: {count}"),
        "desk.all_reported": _("Every institution has reported today"),
        "desk.receive": _("Directives to sign for: {count}"),
        "desk.carry_out": _("Directives signed for, still to be done: {count}"),
        "desk.obliged": _("To be done: {title}"),
        "desk.meeting": _("Meeting: {title}"),
        "desk.receipts": _("Receipts that places below still owe: {count}"),
        "desk.gaps": _("Households perhaps missed, to be visited: {count}"),
        "desk.round.morning": _("Take the morning temperatures"),
        "desk.round.evening": _("Take the evening temperatures"),
        "desk.round_made.morning": _("Morning temperatures taken; fevers: {count}"),
        "desk.round_made.evening": _("Evening temperatures taken; fevers: {count}"),
        "desk.day_of": _("Day {day} of {days}"),
        "desk.done": _("Done"),
        "desk.to_sign": _("To be signed"),
        "desk.nothing_due": _("Nothing due"),
        "desk.isolated": _("Others in isolation, nothing due: {count}"),
        "desk.isolated_one": _("{name} is in isolation"),
        "desk.test_due": _("{name}: a test is due"),
        "desk.release": _("{name} can be released: look it over and sign"),
        "desk.release_by_head": _("{name} can be released: the head signs"),
        "desk.reviews": _("Releases that a later positive opened again: {count}"),
        "desk.isolation_stopped": _("{name}: this way out is closed, see why"),
        "desk.mend": _("Findings to correct here: {count}"),
        "desk.order": _("Findings without an order to correct them: {count}"),
        "desk.verify": _("Corrections to verify: {count}"),
        "desk.overdue": _("Corrections past their term: {count}"),
        "desk.unanswered": _("Places for which nobody answers: {count}"),
        "desk.visit": _("Go to {place}, unannounced"),
        "desk.visit_going_on": _("Go on with the visit at {place}"),
        "desk.no_envelope": _("No envelope is open for your team"),
        "desk.wave_sealed": _("Departure {count} of the inspection is sealed"),
        "desk.wave_departs": _("Departure {count} of the inspection can be opened"),
        # heads of columns: the figures' names are too long for a table
        "desk.column.places.institutions": _("Homes"),
        "desk.column.surveillance.reported_today": _("Homes reported"),
        "desk.column.gate.closed_institutions": _("Homes closed"),
        "desk.column.gate.isolated": _("Isolated"),
        "desk.column.correction.open": _("Findings open"),
        "desk.column.correction.overdue": _("Findings late"),
        "desk.column.safetynet.gaps_open": _("Visits owed"),
        # how a figure stands
        "desk.state.plain.neutral": _("Counted"),
        "desk.state.share.ok": _("All of them"),
        "desk.state.share.wait": _("Reports coming in"),
        "desk.state.share.late": _("Nearly all"),
        "desk.state.share.alarm": _("Too few"),
        "desk.state.share.neutral": _("No institutions"),
        "desk.state.none_left.ok": _("None left"),
        "desk.state.none_left.late": _("Some left"),
        "desk.state.none_left.neutral": _("No institutions"),
    }
)
