"""Many orders in one deed: from a choice on the list, or from a sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.urls import reverse

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import attachments
from wardline.base.ledger.deeds import deed
from wardline.base.ledger.models import Attachment
from wardline.base.notices import send
from wardline.base.places import clock
from wardline.base.ui import sheets
from wardline.base.ui.cells import Faulty
from wardline.base.ui.wording import refusal
from wardline.core.correction import guards, queries, reading
from wardline.core.correction.models import Action, Finding
from wardline.core.correction.reading import Asked


def keep_order_sheet(
    *, by: Post, name: str, content: bytes, key: str | None = None
) -> Attachment:
    """Keep a sheet of orders as it came, to be looked over before it is given."""
    at = by.place_id
    with deed(by=by, verb=Verb.KEEP_ORDER_SHEET, at=at, key=key) as note:
        try:
            rows = reading.read(content)
        except Faulty as wrong:
            raise refusal(wrong.code, **wrong.args_) from None
        made = attachments.keep(
            at=at, name=name, media_type=sheets.media_type(content), content=content
        )
        note(made, sha256=made.sha256, rows=len(rows))
    return made


def order_many(
    *, by: Post, asked: Sequence[Asked], key: str | None = None
) -> list[Action]:
    """Give every order that can be given; the others change nothing.

    ``queries.judge`` says of each row what became of it. The same again gives only
    what does not stand yet.
    """
    with deed(by=by, verb=Verb.ORDER_MANY, at=by.place_id, key=key) as note:
        numbers = [each.number for each in asked if each.number]
        those = Finding.objects.filter(pk__in=numbers).order_by("id")
        list(those.select_for_update(of=("self",)))
        ready = [row for row in queries.judge(by, asked) if row.fate == "ready"]
        if not ready:
            raise refusal("correction.none_ready")
        made = Action.objects.bulk_create(
            Action(
                place_id=row.finding.place_id,
                finding=row.finding,
                what=row.asked.what,
                post=row.post,
                due_at=row.asked.due_at,
                ordered_at=clock.now(),
                ordered_by=by,
            )
            for row in ready
            if row.finding
        )
        _tell(made)
        given = [order.finding_id for order in made]
        note("correction.action", rows=len(asked), findings=given)
    return made


def _tell(made: Sequence[Action]) -> None:
    """Tell each post once, however many orders it has been given."""
    by_post: dict[int, list[Action]] = defaultdict(list)
    for order in made:
        by_post[order.post_id].append(order)
    for mine in by_post.values():
        if len(mine) == 1:
            one = mine[0]
            guards.tell([one.post], "finding.ordered", one.finding, one.due_at)
        else:
            url = reverse("correction:index")
            send.to([mine[0].post], "finding.ordered.many", url=url, count=len(mine))
