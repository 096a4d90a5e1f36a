"""Sign the reports of many institutions from one sheet: the office answers for it."""

from __future__ import annotations

from datetime import date

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import attachments
from wardline.base.ledger.deeds import deed
from wardline.base.ledger.models import Attachment
from wardline.base.places import clock
from wardline.base.ui import sheets
from wardline.base.ui.cells import Faulty
from wardline.base.ui.wording import refusal
from wardline.work.surveillance import queries
from wardline.work.surveillance.drafting import signed_once
from wardline.work.surveillance.models import DailyReport


def collect_reports(
    *, by: Post, at: str, on: date, name: str, content: bytes, key: str | None = None
) -> Attachment:
    """Sign every sound row of a sheet as its institution's report of the day.

    Rows that are refused, or signed already, change nothing: ``queries.collected``
    says of each row why. The same sheet again signs only what is still open.
    """
    with signed_once(), deed(by=by, verb=Verb.COLLECT_REPORTS, at=at, key=key) as note:
        if on > clock.today():
            raise refusal("surveillance.not_yet", on=on)
        try:
            rows = queries.collected(by, on, content)
        except Faulty as wrong:
            raise refusal(wrong.code, **wrong.args_) from None
        ready = [row.ready for row in rows if row.ready is not None]
        DailyReport.objects.bulk_create(ready, batch_size=500)
        made = attachments.keep(
            at=at, name=name, media_type=sheets.media_type(content), content=content
        )
        told = {"rows": len(rows), "signed": len(ready)}
        note(made, on=on.isoformat(), sha256=made.sha256, **told)
    return made
