"""The pathway of a found infant or a minor from the street: in order, none skipped.

Found, to a designated hospital, a health check, screening for the diseases that the
policy names, isolation, admission. Says which step is next, and judges a step proposed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wardline.ground.verdict import Reason, Verdict, allow_unless


class Step(StrEnum):
    """The steps, in their order."""

    FOUND = "found"
    HOSPITAL = "hospital"
    HEALTH_CHECK = "health_check"
    SCREENING = "screening"
    ISOLATION = "isolation"
    ADMISSION = "admission"


ORDER = tuple(Step)
CLEAR = "negative"


@dataclass(frozen=True, slots=True)
class Pathway:
    """What a policy asks of the pathway: which screenings, which paper, by which text.

    `certificate` asks for the hospital's; `citation` names the document.
    """

    screenings: frozenset[str]
    certificate: bool = False
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """A step done. `disease` and `result` belong to a screening, one per disease;
    `designated` to a hospital; `certified` and `cleared` to an admission."""

    step: Step
    at: datetime
    disease: str = ""
    result: str = ""
    designated: bool = False
    certified: bool = False
    cleared: bool = False


def next_step(pathway: Pathway, done: Sequence[Done]) -> Step | None:
    """Say which step comes next; none when the pathway has been walked."""
    for step in ORDER:
        if not _complete(pathway, step, done):
            return step
    return None


def unscreened(pathway: Pathway, done: Sequence[Done]) -> tuple[str, ...]:
    """List the diseases for which no clear result has come yet."""
    latest = _latest(done)
    return tuple(
        sorted(name for name in pathway.screenings if latest.get(name) != CLEAR)
    )


def judge(pathway: Pathway, done: Sequence[Done], proposed: Done) -> Verdict:
    """Allow the step proposed only if every step before it is done and it is in order.

    A step may be done again (another screening, another hospital); it may not be early.
    """
    before = ORDER[: ORDER.index(proposed.step)]
    missing = [step for step in before if not _complete(pathway, step, done)]
    reasons = [_missing(pathway, step, done) for step in missing]
    reasons += _unordered(pathway, done, proposed, before)
    reasons += _unfit(pathway, proposed)
    return allow_unless(tuple(reasons))


def _latest(done: Sequence[Done]) -> dict[str, str]:
    in_time = sorted(done, key=lambda each: (each.at, each.result != CLEAR))
    return {
        each.disease: each.result for each in in_time if each.step is Step.SCREENING
    }


def _complete(pathway: Pathway, step: Step, done: Sequence[Done]) -> bool:
    steps = [each for each in done if each.step is step]
    match step:
        case Step.HOSPITAL:
            return any(each.designated for each in steps)
        case Step.SCREENING:
            return not unscreened(pathway, done)
        case _:
            return bool(steps)


def _missing(pathway: Pathway, step: Step, done: Sequence[Done]) -> Reason:
    if step is Step.SCREENING:
        left = unscreened(pathway, done)
        latest = _latest(done)
        args = {"results": {name: latest.get(name, "") for name in left}}
        return Reason("intake.not_screened_clear", args, pathway.citation)
    return Reason("intake.step_missing", {"step": step.value}, pathway.citation)


def _unordered(
    pathway: Pathway, done: Sequence[Done], proposed: Done, before: Sequence[Step]
) -> list[Reason]:
    """Refuse a time before a step that must come first."""
    earlier = [each for each in done if each.step in before]
    last = max(earlier, key=lambda each: each.at, default=None)
    if last is None or last.at <= proposed.at:
        return []
    args = {"step": last.step.value, "step_at": last.at, "got": proposed.at}
    return [Reason("intake.before_its_turn", args, pathway.citation)]


def _unfit(pathway: Pathway, proposed: Done) -> list[Reason]:
    codes = []
    match proposed.step:
        case Step.HOSPITAL if not proposed.designated:
            codes.append("intake.hospital_not_designated")
        case Step.SCREENING if not proposed.disease:
            codes.append("intake.disease_not_named")
        case Step.ADMISSION:
            if not proposed.cleared:
                codes.append("intake.not_cleared")
            if pathway.certificate and not proposed.certified:
                codes.append("intake.no_certificate")
    return [Reason(code, {}, pathway.citation) for code in codes]
