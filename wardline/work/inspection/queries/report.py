"""The report of one visit: everything that was kept of it, told once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.places.queries import zone
from wardline.core.correction import queries as correction
from wardline.core.guidance import queries as guidance
from wardline.core.roster.reported import Reported, heads_reported
from wardline.work.inspection.models import Observation, Signature, StaffAsked, Visit
from wardline.work.inspection.queries.field import submission_of
from wardline.work.inspection.queries.lookbacks import to_see_again


@dataclass(frozen=True, slots=True)
class Answer:
    """One question as it was answered, the finding it led to, its clause."""

    observation: Observation
    finding: Any
    measure: Any

    @property
    def photos(self) -> list[Any]:
        """Return the files to be shown, each once."""
        own = [self.observation.photo] if self.observation.photo else []
        rows = self.finding.photos.all() if self.finding else ()
        more = [r.file for r in rows if not (r.completion_id or r.verification_id)]
        return list({file.sha256: file for file in [*own, *more]}.values())


@dataclass(frozen=True, slots=True)
class Report:
    """A visit whole; ``reported`` is what the home had last reported by that day."""

    visit: Visit
    answers: list[Answer]
    staff: list[StaffAsked]
    signatures: dict[str, Signature]
    reported: Reported | None
    # what was closed and drawn to be seen again, with what that showed; nothing for
    # those who may not see what is drawn
    again: list[dict[str, Any]]
    # when the office had it, where a device sent it
    received_at: datetime | None = None

    @property
    def short(self) -> list[Answer]:
        return [each for each in self.answers if each.observation.answer == "short"]

    @property
    def difference(self) -> int | None:
        """Return how many heads more were counted than reported."""
        if self.reported is None or self.visit.headcount is None:
            return None
        return self.visit.headcount - self.reported.heads


def visit_report(viewer: Post, visit: Visit) -> Report:
    """Return all that was kept of a visit that the viewer may see."""
    seen = list(
        Observation.objects.filter(visit=visit)
        .select_related("question", "photo")
        .order_by("question__position", "id")
    )
    wanted = [row.finding_id for row in seen if row.finding_id]
    rows = correction.findings(viewer).filter(pk__in=wanted)
    found = {row.pk: row for row in rows.prefetch_related("photos__file")}
    codes = {row.question.measure_code for row in seen}
    codes |= {row.measure_code for row in found.values()}
    texts = guidance.texts(viewer, codes - {""})
    sent = submission_of(viewer, visit)
    signed = visit.signatures.select_related("file")
    return Report(
        visit=visit,
        answers=[_answer(row, found, texts) for row in seen],
        staff=list(visit.staff_asked.order_by("position")),
        signatures={row.side: row for row in signed},
        reported=_reported(viewer, visit, visit.arrived_at),
        again=to_see_again(viewer, [visit])[visit.pk],
        received_at=sent.received_at if sent else None,
    )


def _answer(row: Observation, found: dict[int, Any], texts: dict[str, Any]) -> Answer:
    finding = found.get(row.finding_id or 0)
    code = finding.measure_code if finding else row.question.measure_code
    return Answer(row, finding, texts.get(code))


def _reported(viewer: Post, visit: Visit, at: datetime | None) -> Reported | None:
    if at is None:
        return None
    home = visit.institution_id
    return heads_reported(viewer, [home], at.astimezone(zone()).date()).get(home)
