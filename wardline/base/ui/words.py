"""Why a table, or a cell of it, could not be read, in words."""

from django.utils.translation import gettext_lazy as _

from wardline.base.ui import wording

wording.register(
    {
        "list.day": _("“{got}” is not a clear date. Write it as 2020-02-27."),
        "list.unreadable": _(
            "This file cannot be opened as a table. Save it in Excel as .xlsx (without "
            "a password) or as .csv, and send it again."
        ),
        "list.too_large": _(
            "This table is too large. Send at most {rows} rows at a time, and no empty "
            "columns at the side."
        ),
        "list.empty": _("There are no rows under the headings."),
        "list.columns": _(
            "No sheet has all the columns it needs. Missing: {missing}. Take the "
            "template, copy the rows into it, and send it again."
        ),
    }
)
