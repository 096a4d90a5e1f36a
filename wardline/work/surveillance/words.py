"""What the room's codes say: why a report is refused, doubted, late; what was sent."""

from django.utils.translation import gettext_lazy as _

from wardline.base.ui import wording

NUMBERS = {
    "residents": _("Residents in the house"),
    "workers": _("Workers in the house"),
    "came_in": _("Came in today"),
    "went_out": _("Went out today"),
    "isolating": _("In isolation"),
    "feverish": _("With a fever"),
    "tested": _("Samples taken today"),
    "positive": _("Samples found positive"),
    "in_hospital": _("In hospital"),
    "deaths": _("Deaths today"),
}

# what a sheet of reports asks for, column by column
COLUMNS = {
    "on": _("Day of the report"),
    "code": _("Code of the institution"),
    "name": _("Institution"),
    **NUMBERS,
    "why_not": _("Why the heads do not balance"),
    "note": _("Remark"),
}

wording.register({f"surveillance.number.{n}": text for n, text in NUMBERS.items()})
wording.register(
    {
        # where a number was put from
        "surveillance.from.roster": _("from the roster"),
        "surveillance.from.gate": _("from the gate"),
        "surveillance.from.isolation": _("from the isolation rooms"),
        "surveillance.from.rounds": _("from the temperature rounds"),
        "surveillance.from.tests": _("from the samples"),
        "surveillance.from.yesterday": _("as in the last report"),
        # who is counted
        "surveillance.kind.everyone": _("residents and workers together"),
        "surveillance.kind.residents": _("residents"),
        "surveillance.kind.workers": _("workers"),
        # what was seen
        "balance.off": _(
            "{present} people are reported, but {expected} ought to be there "
            "by yesterday's count and the gate ({kind})."
        ),
        "balance.jump": _(
            "From {before} to {now} in one day: a great change for {kind}."
        ),
        "balance.copied": _("The same temperatures for {days} days running."),
        "balance.all_alike": _("All {readings} temperatures are the same."),
        "balance.no_round": _("Nobody's temperature was recorded on this day."),
        "balance.same_numbers": _("The same numbers for {days} days running."),
        # what is refused
        "surveillance.why_not": _(
            "You report {present} people; by yesterday's count and the gate there "
            "ought to be {expected}. Correct the numbers, or say in one line why they "
            "differ."
        ),
        "surveillance.not_yet": _(
            "{on} has not come yet. Sign the report on the day itself."
        ),
        "surveillance.signed_already": _(
            "This day was signed already on {at}. To change a number, open that report "
            "and correct it with a reason."
        ),
        "surveillance.corrected_already": _(
            "Someone has corrected this report meanwhile. Open the newest version and "
            "correct that."
        ),
        "surveillance.returned_already": _(
            "This report has been sent back or corrected already. Open the day again "
            "to see how it stands."
        ),
        "surveillance.no_reason": _("Say in one line why; whoever reads it must know."),
        "surveillance.no_institution": _(
            "Only an institution reports. Choose an open one."
        ),
        "surveillance.too_many": _(
            "“{what}” is more than the people in the house. Look at both numbers again."
        ),
        # a sheet of reports, row by row
        "surveillance.sheet.merged": _(
            "Cells of this row are merged, so its numbers cannot be told apart. "
            "Unmerge them and fill in each row."
        ),
        "surveillance.sheet.no_code": _(
            "The code of the institution is missing. The template has it."
        ),
        "surveillance.sheet.unknown": _(
            "No open institution of yours has the code {got}."
        ),
        "surveillance.sheet.blank": _(
            "“{what}” is empty. Write 0 where there is none."
        ),
        "surveillance.sheet.no_count": _(
            "“{got}” under “{what}” is not a whole number of people."
        ),
        "surveillance.sheet.other_day": _(
            "This row is of {on}, but the sheet was sent for {asked}."
        ),
        "surveillance.sheet.twice": _(
            "The same institution stands in row {row} already."
        ),
        "surveillance.fate.ready": _("Not signed yet"),
        "surveillance.fate.signed": _("Signed"),
        "surveillance.fate.differs": _("Signed with other numbers"),
        "surveillance.fate.refused": _("Refused: not signed"),
        "surveillance.fate.unknown": _("No such institution"),
        # notices
        "surveillance.returned": _(
            "The daily report of {on} was sent back: {reason} Correct it and sign "
            "again."
        ),
        "late.report": _(
            "The daily report of {name} for {on} has not come. It was due at {due}."
        ),
        "late.report.many": _(
            "{count} daily reports have not come though they are due: {names}"
        ),
        # what is sent to those who have not reported
        "surveillance.chase": _(
            "{name}, daily reports of {on} (due at {due}): {missing} of {expected} "
            "have not come: {names}. Please look over the numbers and sign now."
        ),
        # figures
        "surveillance.reported": _("Daily reports received"),
        "surveillance.missing": _("Daily reports missing"),
        "surveillance.late": _("Daily reports received late"),
        "surveillance.residents": _("Residents, as reported"),
        "surveillance.workers": _("Workers, as reported"),
        "surveillance.isolating": _("In isolation, as reported"),
        "surveillance.feverish": _("With a fever, as reported"),
        "surveillance.positive": _("Positive samples, as reported"),
        # states
        "surveillance.state.late": _("Received late"),
        "surveillance.state.flagged": _("Hard to believe"),
        "surveillance.state.returned": _("Sent back"),
        "surveillance.state.corrected": _("Corrected"),
    }
)
