"""What the clock says to those it tells. Late reports are worded by their own room."""

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
        "late.finding": _(
            "A finding at {name} has not been mended. The term ended on {due}."
        ),
        "late.finding.many": _(
            "{count} findings have not been mended though their terms are over: {names}"
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
