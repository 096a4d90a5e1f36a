"""The self-check: an institution's word on each measure in force, signed as a whole."""

from __future__ import annotations

from collections.abc import Mapping

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock
from wardline.base.ui.wording import refusal
from wardline.core.guidance import queries as guidance
from wardline.work.inspection.models import SelfCheck


def answer_self_check(
    *,
    by: Post,
    answers: Mapping[str, str],
    notes: Mapping[str, str],
    key: str | None = None,
) -> SelfCheck:
    """Keep the answers of the institution of a post to every measure that binds it."""
    with deed(by=by, verb=Verb.ANSWER_SELF_CHECK, at=by.place_id, key=key) as note:
        bound = guidance.binding(by, by.place, clock.today())
        asked = {each.code for each in bound}
        if by.place.kind_id is None or not asked:
            raise refusal("inspection.nothing_to_answer")
        if missing := asked - {c for c in answers if answers[c] in SelfCheck.ANSWERS}:
            raise refusal("inspection.answer_all", number=len(missing))
        made: SelfCheck = SelfCheck.objects.create(
            place_id=by.place_id,
            answered_at=clock.now(),
            answered_by=by,
            answers={code: answers[code] for code in sorted(asked)},
            notes={
                c: notes[c].strip() for c in sorted(asked) if notes.get(c, "").strip()
            },
        )
        counts = {answer: len(made.of(answer)) for answer in SelfCheck.ANSWERS}
        note(made, **counts)
    return made
