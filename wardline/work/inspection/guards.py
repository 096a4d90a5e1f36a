"""What a deed of the room asks before it writes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.urls import reverse

from wardline.base.accounts import queries as accounts
from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.ui.wording import refusal
from wardline.ground.methods import draw, waves
from wardline.work.inspection import queries
from wardline.work.inspection.models import (
    Observation,
    Plan,
    Question,
    Substitution,
    Visit,
)


def team_visit(by: Post, visit: Visit) -> Visit:
    """Lock a visit of the inspector's own team."""
    kept = _any_visit(visit)
    if by.pk not in {*kept.team.post_ids, *kept.crew_ids}:
        raise refusal("inspection.other_team")
    return kept


def own_visit(by: Post, visit: Visit) -> Visit:
    """Lock a visit of the inspector's own team that is not finished."""
    kept = team_visit(by, visit)
    if kept.finished_at is not None:
        raise refusal("inspection.finished_already", at=kept.finished_at)
    return kept


def replaceable(by: Post, visit: Visit, reason: str) -> Visit:
    """Lock a visit that may be replaced: nobody was let in, and it was not before."""
    if reason not in waves.REASONS:
        raise refusal("inspection.reason_unknown")
    kept = own_visit(by, visit) if by.role_code == "inspector" else _any_visit(visit)
    if kept.let_in_at is not None or kept.finished_at is not None:
        raise refusal("inspection.let_in_already")
    return kept


def _any_visit(visit: Visit) -> Visit:
    kept: Visit = (
        Visit.objects.select_for_update(of=("self",))
        .select_related("team", "wave__plan", "institution")
        .get(pk=visit.pk)
    )
    if Substitution.objects.filter(visit=kept).exists():
        raise refusal("inspection.replaced_already")
    return kept


def refuse_times(
    visit: Visit, arrived_at: datetime, let_in_at: datetime | None
) -> None:
    """Refuse an arrival before the departure, in the future, or after the entry."""
    last = let_in_at or arrived_at
    if last > clock.now():
        raise refusal("inspection.in_future", now=clock.now())
    # whoever types a time types minutes
    if arrived_at < visit.wave.opened_at.replace(second=0, microsecond=0):
        raise refusal("inspection.before_opening", at=visit.wave.opened_at)
    if let_in_at is not None and let_in_at < arrived_at:
        raise refusal("inspection.let_in_before_arrival")


def responsible(institution: str) -> Post:
    """Return who must mend what is found at a home: its head, else the next above."""
    ladder = accounts.ladder(institution)
    found = [post for post in ladder if post.role_code != "duty"] or ladder
    if not found:
        raise refusal("inspection.nobody_answers")
    return found[0]


def refuse_stranger(plan: Plan, by: Post) -> None:
    """Refuse an inspector who is in no team of the plan."""
    if not plan.teams.filter(post_ids__contains=[by.pk]).exists():
        raise refusal("inspection.other_team")


def openable(plan: Plan, n: int) -> None:
    """Refuse a wave out of turn, before its departure, or without enough chains."""
    due = queries.next_wave(plan)
    if n != due:
        code = "inspection.wave_opened" if due is None or n < due else "inspection.turn"
        raise refusal(code, n=n)
    departs_at = queries.departure(plan, n)
    if clock.now() < departs_at:
        raise refusal("inspection.too_early", n=n, at=departs_at)


def complete(plan: Plan, n: int) -> dict[str, str]:
    """Refuse a wave while a share is missing that nobody has recorded as withheld;
    return the shares of those who are seated."""
    seats, shares = queries.seats(plan, n), queries.shares(plan, n)
    if not draw.enough(queries.outline(plan).custodians, seats):
        raise refusal("draw.too_few_shares")
    if missing := set(seats) - set(shares):
        raise refusal("inspection.share_missing", number=len(missing), n=n)
    return {name: shares[name] for name in seats}


def seated(plan: Plan, n: int, custodian: str) -> None:
    """Refuse whom a wave does not ask: a stand-in, or a share recorded as withheld."""
    if custodian in queries.withheld(plan, n):
        raise refusal("inspection.withheld_already", n=n)
    if custodian not in queries.seats(plan, n):
        raise refusal("inspection.not_asked", n=n)


def refuse_outline(outline: waves.Outline, homes: dict[str, int]) -> None:
    """Refuse a plan that cannot be drawn, or under which some home never could be."""
    for code in outline.faults:
        raise refusal(code, largest=max(map(max, outline.waves)))
    reached = {area for area, _size, _hash in outline.frames}
    for area in sorted(set(homes) - reached):
        raise refusal("inspection.area_too_small", area=area, homes=homes[area])


def refuse_part_of_all(outline: waves.Outline, homes: Iterable[str]) -> None:
    """Refuse a look-back that could send somebody to what they had a part in."""
    leaders = [leader for _team, leader in outline.teams]
    for home in homes:
        if all(outline.recused(leader, home) for leader in leaders):
            raise refusal("inspection.nobody_free", home=home)


def answerable(
    visit: Visit, question: Question, answer: str, fact: str
) -> Observation | None:
    """Refuse an answer before arrival, one already a finding, one without its fact;
    return the answer that was given before, if any."""
    _asked_here(visit, question, answer, Observation.ANSWERS)
    known: Observation | None = visit.observations.filter(question=question).first()
    if known is not None and known.finding_id is not None:
        raise refusal("inspection.finding_open", number=known.finding_id)
    if answer == "short" and not fact.strip():
        raise refusal("inspection.say_what_falls_short")
    return known


def all_answerable(visit: Visit, answers: Mapping[Question, str]) -> None:
    """Refuse answers before arrival, and any that is a finding, or is one already."""
    for question, answer in answers.items():
        _asked_here(visit, question, answer, ("ok", "not_applicable"))
    known = visit.observations.filter(question__in=answers).exclude(finding=None)
    if number := known.values_list("finding_id", flat=True).first():
        raise refusal("inspection.finding_open", number=number)


def _asked_here(
    visit: Visit, question: Question, answer: str, known: Collection[str]
) -> None:
    if visit.arrived_at is None:
        raise refusal("inspection.not_arrived")
    if answer not in known:
        raise refusal("inspection.answer_unknown")
    kinds = question.institution_kinds
    if kinds and visit.institution.kind_id not in kinds:
        raise refusal("inspection.not_asked_here")


def findings_url() -> str:
    """Return where a home reads its findings."""
    return reverse("correction:index")
