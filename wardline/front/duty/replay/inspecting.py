"""The unannounced visits: committed, opened wave by wave, observed, put right."""

from datetime import date, datetime, timedelta
from random import Random

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.core.correction import actions as correction
from wardline.core.correction import queries as repairs
from wardline.front.duty.packs import rows
from wardline.front.duty.packs.shapes import FindingRate, InspectionPlan
from wardline.front.duty.replay.stage import Stage
from wardline.ground.methods import draw
from wardline.work.inspection import actions as inspection
from wardline.work.inspection import queries as visits

# from one gate to the next, drive included
BETWEEN = timedelta(minutes=110)
# of a thousand measures that no checklist names, those that do not apply to a home
NOT_HERE = 80


def put_on(stage: Stage) -> None:
    """Commit the plan before, open each wave at its departure, look back at the end."""
    plan = stage.scenario.inspection
    if plan is None:
        return
    stage.scene_at(plan.committed_at, lambda: _commit(stage, plan))
    for n, wave in enumerate(plan.waves, start=1):
        stage.scene_at(
            stage.moment(wave.on, wave.departs_at), lambda n=n: _open(stage, plan, n)
        )
    last = stage.scenario.served_at - timedelta(hours=3)
    stage.scene_at(last, lambda: _look_back(stage, plan))
    end = stage.scenario.served_at - timedelta(minutes=30)
    stage.scene_at(end, lambda: _disclose(stage, plan))


def _disclose(stage: Stage, plan: InspectionPlan) -> None:
    """Show the public how the homes were drawn, once no visit is to come."""
    by, made = stage.posts[plan.by], stage.props["plan"]
    to_come = visits.visits(by).filter(arrived_at=None, substitution=None)
    if visits.next_wave(made) is None and not to_come.exists():
        inspection.disclose_draw(by=by, plan=made, with_results=True)


def _commit(stage: Stage, plan: InspectionPlan) -> None:
    custodians = [stage.posts[c.post] for c in plan.custodians]
    made = inspection.commit_plan(
        by=stage.posts[plan.by],
        at=plan.place,
        code=plan.code,
        from_on=plan.waves[0].on,
        to_on=plan.waves[-1].on,
        teams=[
            {
                "code": team.code,
                "leader": stage.posts[team.leader],
                "inspectors": [stage.posts[m] for m in team.members],
                **rows.both("name", team.name),
            }
            for team in plan.teams
        ],
        n_sites=plan.institutions,
        n_strata=len(plan.areas_fixed) + plan.areas_drawn,
        must_include=plan.areas_fixed,
        waves=[
            {"departs_at": stage.moment(w.on, w.departs_at), "sites": w.visits}
            for w in plan.waves
        ],
        custodians=custodians[:2],
        stand_ins=custodians[2:],
        **rows.both("title", plan.title),
    )
    for custodian in plan.custodians:
        by = stage.posts[custodian.post]
        end = _chain(plan, by, custodian.secret)[0]
        inspection.commit_chain(by=by, plan=made, end=end)
    stage.props["plan"] = made


def _chain(plan: InspectionPlan, by: Post, secret: str) -> list[str]:
    name = visits.custodian_name(by)
    return draw.chain(name, secret.encode(), len(plan.waves))


def _open(stage: Stage, plan: InspectionPlan, n: int) -> None:
    made = stage.props["plan"]
    for custodian in plan.custodians:
        by = stage.posts[custodian.post]
        if visits.custodian_name(by) in visits.seats(made, n):
            share = _chain(plan, by, custodian.secret)[n]
            inspection.release_share(by=by, plan=made, n=n, share=share)
    leader = stage.posts[plan.teams[0].leader]
    wave = inspection.open_wave(by=leader, plan=made, n=n)
    rounds: dict[int, int] = {}
    whole = visits.visits(stage.posts[plan.by]).filter(wave=wave)
    for visit in whole.order_by("position", "id"):
        turn = rounds.setdefault(visit.team_id, 0)
        rounds[visit.team_id] += 1
        at = stage.moment(plan.waves[n - 1].on, "08:40") + turn * BETWEEN
        if at < stage.scenario.served_at:
            stage.scene_at(at, lambda visit=visit, at=at: _visit(stage, visit, at))


def _visit(stage: Stage, visit, at: datetime) -> None:
    chance = stage.chance("visit", visit.institution_id)
    leader = visit.team.leader
    waited = timedelta(minutes=chance.randrange(3, 25))
    inspection.arrive(by=leader, visit=visit, arrived_at=at)
    with clock.set_to(at + waited):
        inspection.arrive(by=leader, visit=visit, arrived_at=at, let_in_at=at + waited)
    with clock.set_to(at + waited + timedelta(minutes=45)):
        _answer(stage, visit, leader, chance)
    with clock.set_to(at + waited + timedelta(minutes=70)):
        name = stage.posts[f"{visit.institution_id}.head"].user.name
        inspection.finish_visit(
            by=leader, visit=visit, headcount=9, signed_by_name=name
        )
    read_aloud = at + timedelta(minutes=100)
    stage.scene_at(read_aloud, lambda: _put_right(stage, visit, read_aloud))


def _answer(stage: Stage, visit, leader: Post, chance: Random) -> None:
    """Answer all that the visit asks: what the scenario lets fall short question by
    question, the rest in one go; what no checklist names may not apply to a home."""
    rates = {rate.item: rate for rate in stage.scenario.findings}
    listed = list(visits.questions(leader, visit.institution))
    short = set()
    for question in listed:
        rate = rates.get(question.code)
        if rate and chance.randrange(1000) < rate.per_mille:
            _fall_short(stage, visit, leader, question, rate)
            short.add(question.code)
    rest = [q for q in visits.asked_on(leader, visit) if q.code not in short]
    known, answers = {q.code for q in listed}, []
    for question in rest:
        beside = question.code not in known and chance.randrange(1000) < NOT_HERE
        answer = "not_applicable" if beside else "ok"
        answers.append(inspection.Sound(question, answer))
    inspection.observe_sound(by=leader, visit=visit, answers=answers)


def _fall_short(stage: Stage, visit, leader, question, rate: FindingRate) -> None:
    language = stage.pack.language
    asked = question.question_zh if language[:2] == "zh" else question.question_en
    inspection.observe(
        by=leader,
        visit=visit,
        question=question,
        answer="short",
        fact=f"{asked} {_no(language)}",
        note=rate.action.said(language),
        due_at=_term(stage, rate.days) if rate.days > 0 else None,
    )


def _no(language: str) -> str:
    return "否。" if language[:2] == "zh" else "No."


def _term(stage: Stage, days: int) -> datetime:
    on: date = clock.today() + timedelta(days=days)
    return stage.moment(on, "18:00")


def _put_right(stage: Stage, visit, after: datetime) -> None:
    """Let the home mend what it was told to, and its county verify, in their time."""
    county = stage.posts[stage.office(visit.institution_id)]
    for finding in repairs.findings(county, visit.institution_id, source="inspection"):
        chance = stage.chance("repair", finding.pk)
        done_on_the_spot = finding.state == "done"
        wait = timedelta(hours=2 if done_on_the_spot else chance.randrange(6, 40))
        if chance.randrange(100) >= 92:
            continue  # stays open: the work of the coming days
        stage.at(
            after + wait,
            lambda f=finding, spot=done_on_the_spot: _mend(stage, county, f, spot),
        )


def _mend(stage: Stage, county: Post, finding, spot: bool) -> None:
    if not spot:
        correction.report_done(
            by=stage.posts[f"{finding.place_id}.head"],
            finding=finding,
            text="已按要求整改到位。" if stage.pack.language[:2] == "zh" else "Done.",
        )
    correction.verify(by=county, finding=finding, holds=True)


def _listed(language: str) -> dict[str, str]:
    if language[:2] == "zh":
        return {
            "reason": "问题突出，限期整改。",
            "standard": "整改到位，并经上级现场复核。",
            "public_reason": "检查发现的问题尚未整改到位。",
        }
    return {
        "reason": "Grave and still open.",
        "standard": "Mended, and seen on the spot by the office above.",
        "public_reason": "What a visit found is not put right yet.",
    }


def _look_back(stage: Stage, plan: InspectionPlan) -> None:
    by = stage.posts[plan.by]
    if repairs.findings(by, state="closed").exists():
        correction.draw_lookback(by=by, share=1 / 3, seed=plan.public_word)
    worst = repairs.findings(by).exclude(state="closed").order_by("-severity", "id")
    for finding in worst[:1]:
        correction.list_supervision(
            by=by,
            at=finding.place_id,
            finding=finding,
            **_listed(stage.pack.language),
        )
