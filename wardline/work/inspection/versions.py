"""The versions of visits' forms: each visit keeps the one that it was made with."""

from __future__ import annotations

from collections.abc import Iterable

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places.queries import kinds
from wardline.core.guidance import queries as guidance
from wardline.work.inspection import checklists, queries
from wardline.work.inspection.models import FieldForm, Question, Visit

# where the questions of no checklist begin
AFTER = 1000


def keep_visit_forms(by: Post, visits: Iterable[Visit]) -> None:
    """Give each visit the version of its form that is in force today, inside an open
    deed. Homes of a kind under the same norms share one."""
    names = {kind.code: (kind.name_zh, kind.name_en) for kind in kinds()}
    visits = list(visits)
    homes = [visit.institution for visit in visits]
    binding = guidance.binding_for(by, homes, clock.today())
    for visit in visits:
        bound = binding[visit.institution_id]
        asked = queries.asked_of(by, visit.institution, bound)
        kind = visit.institution.kind_id
        visit.form = _kept(by, visit.place_id, kind, names.get(kind, ("", "")), asked)
        visit.save(update_fields=["form"])


def _kept(
    by: Post, at: str, kind: str, names: tuple[str, str], asked: list
) -> FieldForm:
    form_id, version = f"visit-{kind}", checklists.version(asked)
    known: FieldForm | None = FieldForm.objects.filter(
        place_id=at, form_id=form_id, version=version
    ).first()
    if known is not None:
        return known
    _keep_questions(at, asked)
    made: FieldForm = FieldForm.objects.create(
        place_id=at,
        form_id=form_id,
        version=version,
        title_zh=f"暗访 {names[0]}",
        title_en=f"Visit: {names[1]}",
        kind=kind,
        questions=asked,
        xml=checklists.xform(form_id, names, asked),
        uploads=checklists.uploads(asked),
        made_at=clock.now(),
        opened_at=clock.now(),
        made_by=by,
    )
    return made


def _keep_questions(at: str, asked: list) -> None:
    """Keep the questions that measures ask in their own words. They are on no checklist
    and follow what is: to the checklist they are retired."""
    for n, each in enumerate(each for each in asked if not each["listed"]):
        Question.objects.update_or_create(
            place_id=at,
            code=each["code"],
            defaults={
                "position": AFTER + n,
                "aspect": each["aspect"],
                "question_zh": each["question_zh"][:300],
                "question_en": each["question_en"][:300],
                "measure_code": each["measure_code"],
                "severity": each["severity"],
                "retired_on": clock.today(),
            },
        )
