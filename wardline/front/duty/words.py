"""What the clock says to those it tells (late reports are worded by their own room),
and what is said of a table of cases that somebody tries."""

from django.utils.translation import gettext_lazy as _

from wardline.base.ui import wording

wording.register(
    {
        "late.receipt": _(
            "{name} has not signed for a directive. The term ended on {due}."
        ),
        "late.receipt.many": _(
            "{count} places have not signed for a directive though the term is over: "
            "{names}"
        ),
        "late.obligation": _(
            "{name} has not proved done what a directive asks. The term ended on {due}."
        ),
        "late.obligation.many": _(
            "{count} places have not proved done what a directive asks though the term "
            "is over: {names}"
        ),
        "late.finding": _(
            "A finding at {name} has not been mended. The term ended on {due}."
        ),
        "late.finding.many": _(
            "{count} findings have not been mended though their terms are over: {names}"
        ),
        "late.listing": _(
            "{name} is under listed supervision and has not reported the week's "
            "progress. It was due on {due}."
        ),
        "late.listing.many": _(
            "{count} listings are without the week's progress: {names}"
        ),
        "late.page": _(
            "A published page is no longer what was sealed: {name}. Compare it with "
            "its edition at once, and find out who changed it."
        ),
        "late.page.many": _(
            "{count} published pages are no longer what was sealed. Compare them with "
            "their editions at once."
        ),
    }
)
wording.register(
    {
        "judge.summary": _(
            "Rows as expected: {agrees}. Otherwise: {differs}. Nothing expected: "
            "{judged}. Not readable: {bad}."
        ),
        "judge.no_table": _("The file is not a table. Save it as CSV (UTF-8)."),
        "judge.no_columns": _(
            "The table has no column {columns}. The first row must name the columns; "
            "take them from the table of an earlier run."
        ),
        "judge.column_twice": _(
            "The column {columns} stands twice. Rename one of them."
        ),
        "judge.no_text": _(
            "The characters cannot be read. Save the file as CSV UTF-8."
        ),
        "judge.no_zone": _(
            "No time zone is called {zone}. Write one such as Asia/Shanghai."
        ),
        # one row of the table
        "row.at": _("Row {row} ({name}), column {column}: {what}"),
        "row.unlike": _("{what} is {got}, expected was {expected}."),
        "row.missing": _("Nothing stands here. Fill it in."),
        "row.too_long": _(
            "The row has {got} cells, more than there are columns. Put text with "
            "commas into quotation marks."
        ),
        "row.impossible": _("This cannot be judged: {why}. Check the times."),
        "row.not_json": _(
            "This is not JSON from character {at} on ({why}). Look for a missing "
            "comma, bracket or quotation mark."
        ),
        "row.not_a_list": _("A list in square brackets is wanted here."),
        "row.not_a_table": _("Names with values, in curly brackets, are wanted here."),
        "row.not_policies": _(
            "“policies” must be a list of policies, and “who” names with values."
        ),
        "row.parameter": _(
            "“{got}” is missing, or is none of the numbers of the short form. Compare "
            "with another row."
        ),
        "row.policy": _("The policy cannot be read: {why}"),
        "row.not_an_item": _(
            "Item {item} is not a list of two to eight values: kind, at, end, result, "
            "type, laboratory, recorded, and more."
        ),
        "row.unknown_kind": _(
            "Item {item}: nothing is called “{got}”. One of: {choices}."
        ),
        "row.not_a_moment": _(
            "“{got}” is not a time. Write it like 2020-03-01T09:30, or 2020-03-01 for "
            "the day."
        ),
        "row.not_a_choice": _("“{got}” is not one of: {choices}."),
        "row.unknown_field": _("Item {item}: “{got}” is not one of: {choices}."),
        "row.field_missing": _("Item {item} does not say: {got}."),
        "row.not_yes_or_no": _("Item {item}: write true or false instead of “{got}”."),
        "row.not_a_number": _("Item {item}: “{got}” is not a number."),
        "row.has_no_end": _("Item {item} is of a moment and has no end. Leave it out."),
        "row.ends_before_it_begins": _(
            "Item {item} ends before it begins. Put the times right."
        ),
        # a policy in plain data
        "policy.missing": _("{at}: nothing stands here."),
        "policy.not_text": _("{at}: “{got}” is not text."),
        "policy.not_whole_number": _(
            "{at}: “{got}” is not a whole number of {least} or more."
        ),
        "policy.not_yes_or_no": _("{at}: write true or false instead of “{got}”."),
        "policy.not_a_choice": _("{at}: “{got}” is not one of: {choices}."),
        "policy.not_a_list": _("{at}: a list is wanted."),
        "policy.not_a_table": _("{at}: names with values are wanted."),
        "policy.not_a_date": _("{at}: “{got}” is not a day. Write it like 2020-03-01."),
        "policy.not_a_moment": _(
            "{at}: “{got}” is not a time with its zone. Write it like "
            "2020-03-01T08:00+08:00."
        ),
        "policy.unknown_key": _("{at}: there is no such name here. Is it misspelt?"),
        "policy.twice": _("{at}: “{got}” stands here a second time."),
        "policy.asks_nothing": _(
            "{at}: these clauses ask for nothing, and would let everybody out at once."
        ),
        "policy.ends_before_it_begins": _("{at}: it ends before it begins."),
        "policy.stale_before_the_last": _(
            "{at}: the first test is stale before the last is taken. At least {needed} "
            "hours are needed."
        ),
        "policy.only_for_two": _("{at}: this can be asked of two tests, not of {got}."),
    }
)
