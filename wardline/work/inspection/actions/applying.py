"""Applies the instance of a visit's form to the visit: arrival, answers, end.

Inside an open deed; each step is a deed of its own, by whoever sent the instance.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from wardline.base.places import clock
from wardline.base.ui.wording import refusal
from wardline.core.correction import evidence
from wardline.work.inspection import queries
from wardline.work.inspection.actions import visits
from wardline.work.inspection.instance import Answer, Instance, moment
from wardline.work.inspection.models import Observation, Submission, Visit

# a clock that is ahead by less than this is on time
SLACK = timedelta(minutes=10)
# the signatures of an instance, and for whom each is drawn
SIGNED = {"signature": "home", "inspector_signature": "team"}
_TIMES = ("start", "arrived_at", "let_in_at", "end")


def clock_off(instance: Instance) -> float | None:
    """Return by how many hours a device's clock is ahead, None where it is not seen."""
    times = [found for name in _TIMES if (found := moment(instance.text(name)))]
    ahead = max(times, default=clock.now()) - clock.now()
    return round(ahead / timedelta(hours=1), 2) if ahead > SLACK else None


def apply(kept: Submission, instance: Instance, shift: timedelta = timedelta()) -> None:
    """Do what an instance says was done. Raises the refusal of the first deed that
    says no; the caller takes all back."""
    visit = _visit(kept, instance)
    kept.visit = visit
    times = _times(kept, visit, instance, shift)
    latitude, longitude = _place(instance.text("place"))
    visits.arrive(
        by=kept.by,
        visit=visit,
        arrived_at=times["arrived_at"],
        let_in_at=times["let_in_at"],
        latitude=latitude,
        longitude=longitude,
    )
    asked = queries.questions_of(kept.form)
    files = queries.submission_files(kept.by, kept)
    for answer in instance.answers:
        if answer.code not in asked:
            raise refusal("intake.question_unknown", code=answer.code)
        _observe(kept, visit, asked[answer.code], answer, files)
    _finish(kept, visit, instance)


def add_photos(
    kept: Submission, instance: Instance, late: Mapping[str, Mapping[str, Any]]
) -> None:
    """Put photos that came late to the answers that name them, and to their finding;
    a signature that came late, to the visit."""
    for name, side in SIGNED.items():
        picture = (
            _picture(late[found]) if (found := instance.text(name)) in late else None
        )
        if picture is not None and kept.visit.finished_at:
            visits.sign(kept.visit, {side: picture})
    for answer in instance.answers:
        names = [name for name in answer.photos if name in late]
        row = Observation.objects.filter(
            visit=kept.visit_id, question__code=answer.code
        ).first()
        photos = [found for name in names if (found := _picture(late[name]))]
        if row is None or not photos:
            continue
        if row.photo_id is None:
            at = row.finding.place_id if row.finding else row.place_id
            row.photo = evidence.keep(photos[0], at)
            row.save()
        if row.finding is not None:
            evidence.keep_more(photos, row.finding)


def _visit(kept: Submission, instance: Instance) -> Visit:
    """Find the visit an instance speaks of; the form must be of its kind."""
    named = instance.text("visit")
    found = queries.visit_named(kept.by, named) if named.isdecimal() else None
    if found is None:
        raise refusal("intake.no_visit", number=named or "–")
    if found.institution.kind_id != kept.form.kind:
        raise refusal("intake.other_kind")
    return found


def _times(
    kept: Submission, visit: Visit, instance: Instance, shift: timedelta
) -> dict[str, datetime | None]:
    """Read the times of a visit; a clock that is off is said, with what is known."""
    found = {name: moment(instance.text(name)) for name in _TIMES}
    found = {name: each and each + shift for name, each in found.items()}
    if found["arrived_at"] is None:
        raise refusal("inspection.not_arrived")
    ahead = max(each for each in found.values() if each) - clock.now()
    if ahead > SLACK:
        raise refusal("intake.clock_ahead", hours=_hours(ahead))
    behind = visit.wave.opened_at - found["arrived_at"]
    if behind > timedelta():
        kept.clock_off = kept.clock_off or -round(behind / timedelta(hours=1), 2)
        raise refusal(
            "intake.clock_behind", hours=_hours(behind), at=visit.wave.opened_at
        )
    now = clock.now()
    return {name: each and min(each, now) for name, each in found.items()}


def _observe(
    kept: Submission, visit: Visit, question: Any, answer: Answer, files: Any
) -> None:
    """Keep one answer with its photos."""
    photos = [files[name] for name in answer.photos if name in files]
    pictures = [found for each in photos if (found := _picture(_plain(each)))]
    due_at = moment(answer.due_at) if answer.due_at else None
    visits.observe(
        by=kept.by,
        visit=visit,
        question=question,
        answer=answer.answer,
        note=answer.note,
        fact=answer.note if answer.answer == "short" else "",
        scope=answer.scope or "isolated",
        severity=int(answer.severity) if answer.severity in set("1234") else 0,
        measure_code=answer.measure[:40],
        photo=pictures[0] if pictures else None,
        more_photos=pictures[1:],
        due_at=due_at,
    )


def _finish(kept: Submission, visit: Visit, instance: Instance) -> None:
    """End the visit, where its end was written down, with signatures and staff."""
    files = queries.submission_files(kept.by, kept)
    drawn = {
        name: _picture(_plain(files[instance.text(name)]))
        for name in SIGNED
        if instance.text(name) in files
    }
    heads = instance.text("headcount")
    signed, refused = instance.text("signed_by"), instance.text("refused_reason")
    if heads.isdecimal() and (signed or refused):
        visits.finish_visit(
            by=kept.by,
            visit=visit,
            headcount=int(heads),
            signed_by_name=signed[:80],
            refused_reason=refused[:300],
            staff=[
                {"name": name[:80], "knows": knows == "yes"}
                for name, knows in instance.staff
                if name and knows in ("yes", "no")
            ],
            **drawn,
        )


def _place(text: str) -> tuple[float | None, float | None]:
    """Read a geopoint: latitude, longitude, altitude, accuracy."""
    try:
        latitude, longitude = map(float, text.split()[:2])
    except ValueError:
        return None, None
    inside = abs(latitude) <= 90 and abs(longitude) <= 180
    return (latitude, longitude) if inside else (None, None)


def _plain(file: Any) -> dict[str, Any]:
    content = bytes(file.content)
    return {"name": file.name, "media_type": file.media_type, "content": content}


def _picture(file: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return a file as a photo, by its bytes; None if it is no picture."""
    known = evidence.media_type(file["content"])
    return {**file, "media_type": known} if known else None


def _hours(span: timedelta) -> str:
    return f"{span / timedelta(hours=1):.1f}"
