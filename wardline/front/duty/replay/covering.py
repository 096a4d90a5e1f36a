"""The safety net: two lists taken in and compared, campaigns reported week by week."""

from wardline.front.duty.packs.shapes import ProgressRow, SourceFile
from wardline.front.duty.replay.stage import Stage
from wardline.work.safetynet import actions as safetynet
from wardline.work.safetynet import queries as cover


def put_on(stage: Stage) -> None:
    """Take the lists in on their day, compare, confirm a part; report the weeks."""
    for source in stage.scenario.lists:
        at = stage.moment(source.received_on, "10:00")
        stage.at(at, lambda s=source: _take_in(stage, s))
    days = [source.received_on for source in stage.scenario.lists]
    if days:
        stage.scene_at(stage.moment(max(days), "11:00"), lambda: _compare(stage))
        stage.scene_at(stage.moment(max(days), "15:00"), lambda: _visit_gaps(stage))
    for row in stage.scenario.progress:
        at = stage.moment(row.on, "17:00")
        if at < stage.scenario.served_at:
            stage.at(at, lambda r=row: _progress(stage, r))


def _take_in(stage: Stage, source: SourceFile) -> None:
    stage.props[f"list:{source.purpose}"] = safetynet.take_in_list(
        by=stage.posts[stage.office(source.place)],
        at=source.place,
        kind=source.purpose,
        content=source.file.read_bytes(),
        name=source.file.name,
        scheme=source.scheme,
    )


def _compare(stage: Stage) -> None:
    entitled = stage.props["list:entitled"]
    safetynet.compare_lists(
        by=stage.posts[stage.office(entitled.place_id)],
        at=entitled.place_id,
        entitled=entitled,
        covered=stage.props["list:covered"],
    )


def _visit_gaps(stage: Stage) -> None:
    """Let the counties visit two thirds of the gaps and say what they found."""
    office = stage.posts[stage.office(stage.props["list:entitled"].place_id)]
    for gap in list(cover.gaps(office)):
        chance = stage.chance("gap", gap.pk)
        if chance.randrange(3):
            safetynet.confirm_gap(
                by=stage.posts[stage.office(gap.place_id)],
                gap=gap,
                outcome="confirmed" if chance.randrange(10) else "not_a_gap",
                note="入户核实。" if stage.pack.language[:2] == "zh" else "Visited.",
            )


def _progress(stage: Stage, row: ProgressRow) -> None:
    safetynet.report_progress(
        by=stage.posts[stage.office(row.place)],
        at=row.place,
        campaign=row.campaign,
        week_on=row.on,
        done=row.done,
        target=row.goal,
    )
