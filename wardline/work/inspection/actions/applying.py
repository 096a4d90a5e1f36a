"""Applies the instance of a visit's form to the visit: arrival, answers, end.

Inside an open deed; each step is a deed of its own, by whoever sent the instance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError

from wardline.base.places import clock
from wardline.base.ui.wording import refusal
from wardline.core.correction import evidence
from wardline.work.inspection import queries, signing
from wardline.work.inspection.actions import revisits, visits
from wardline.work.inspection.actions.substitutions import substitute
from wardline.work.inspection.instance import Answer, Instance, moment
from wardline.work.inspection.models import Observation, Submission, Visit

# a clock that is ahead by less than this is on time
SLACK = timedelta(minutes=10)
# the signatures of an instance, and for whom each is drawn
SIGNED = {"signature": "home", "inspector_signature": "team"}
_TIMES = ("start", "arrived_at", "let_in_at", "end")
_HOUR = timedelta(hours=1)
File = Mapping[str, Any]


@dataclass(slots=True)
class Filled:
    """What a submission says; ``shift`` mends the clock of the device."""

    kept: Submission
    instance: Instance
    shift: timedelta = timedelta()
    # what is to be seen again and was judged, or opened again, before this came
    seen_before: list[int] = field(default_factory=list)
    _found: Visit | None = field(default=None, init=False)

    def apply(self) -> None:
        """Do what it says was done. Raises the refusal of the first deed that says no;
        the caller takes all back."""
        visit = self.kept.visit = self.visit()
        if self._told_already(visit):
            return
        visit = self._arrive(visit)
        if closed := self.instance.text("closed_reason"):
            by, note = self.kept.by, closed[:300]
            substitute(by=by, visit=visit, reason="closed", note=note)
            return
        asked = queries.questions_of(self.kept.form)
        kept = queries.submission_files(self.kept.by, self.kept)
        files = {name: _plain(file) for name, file in kept.items()}
        for answer in self.instance.answers:
            if answer.code not in asked:
                raise refusal("intake.question_unknown", code=answer.code)
        sound = [each for each in self.instance.answers if _sound(each)]
        self._observe_sound(visit, asked, sound)
        for answer in self.instance.answers:
            if not _sound(answer):
                self._observe(visit, asked[answer.code], answer, files)
        self._look_again(visit, files)
        self._finish(visit, files)

    def add_photos(self, late: Mapping[str, File]) -> None:
        """Put photos that came late to the answers that name them, and to what those
        answers found or saw again; a signature that came late, to the visit."""
        if self.kept.visit and self.kept.visit.finished_at:
            signing.sign(self.kept.visit, self._signatures(late))
        rows = Observation.objects.filter(visit=self.kept.visit_id)
        known = {row.question.code: row for row in rows.select_related("question")}
        for answer in self.instance.answers:
            photos = _pictures(late, answer.photos)
            if photos and (row := known.get(answer.code)):
                _add(row, photos)
        closed = self._closed(self.kept.visit) if self.instance.again else {}
        for each in self.instance.again:
            seen = closed.get(each.finding, {}).get("verification")
            if seen and seen.verified_by_id == self.kept.by_id:
                photos = _pictures(late, each.photos)
                evidence.keep_more(photos, seen.finding, verification=seen)

    def at_home(self) -> dict[str, str]:
        """Return at which home the photos of what fell short lie, by name: it sees
        them with its findings, so they are kept there, once. What nobody of the team
        sent is shown to no home."""
        try:
            visit = self.visit() if self.kept.form.kind else None
        except ValidationError:
            visit = None
        if visit is None or self.kept.by_id not in {
            *visit.team.post_ids,
            *visit.crew_ids,
        }:
            return {}
        short = [each for each in self.instance.answers if each.answer == "short"]
        shown = [each.photos for each in (*short, *self.instance.again)]
        return {name: visit.institution_id for photos in shown for name in photos}

    def visit(self) -> Visit:
        """Return the visit, which is looked for once; the form must be of its kind."""
        if self._found is None:
            self._found = self._named()
        return self._found

    def _named(self) -> Visit:
        named, by = self.instance.text("visit"), self.kept.by
        found = queries.visit_named(by, named) if named.isdecimal() else None
        if found is None:
            raise refusal("intake.no_visit", number=named or "–")
        if found.institution.kind_id != self.kept.form.kind:
            raise refusal("intake.other_kind")
        return found

    def _told_already(self, visit: Visit) -> bool:
        """Tell whether the end of the visit overtook a danger told ahead of it."""
        found = visit.observations.filter(finding__isnull=False)
        known = set(found.values_list("question__code", flat=True))
        ahead = self.instance.text("urgent") and visit.finished_at
        return bool(ahead) and {each.code for each in self.instance.answers} <= known

    def _arrive(self, visit: Visit) -> Visit:
        times = self._times(visit)
        if times["arrived_at"] is None:
            raise refusal("inspection.not_arrived")
        latitude, longitude = _place(self.instance.text("place"))
        return visits.arrive(
            by=self.kept.by,
            visit=visit,
            arrived_at=times["arrived_at"],
            let_in_at=times["let_in_at"],
            latitude=latitude,
            longitude=longitude,
        )

    def _times(self, visit: Visit) -> dict[str, datetime | None]:
        """Read the times; a clock that is off is said, with what is known of it."""
        read = {name: moment(self.instance.text(name)) for name in _TIMES}
        found = {name: each and each + self.shift for name, each in read.items()}
        now, opened_at = clock.now(), visit.wave.opened_at
        ahead = max((each for each in found.values() if each), default=now) - now
        if ahead > SLACK:
            raise refusal("intake.clock_ahead", hours=f"{ahead / _HOUR:.1f}")
        behind = opened_at - (found["arrived_at"] or opened_at)
        if behind > timedelta():
            self.kept.clock_off = self.kept.clock_off or -round(behind / _HOUR, 2)
            told = {"hours": f"{behind / _HOUR:.1f}", "at": opened_at}
            raise refusal("intake.clock_behind", **told)
        return {name: each and min(each, now) for name, each in found.items()}

    def _observe_sound(
        self, visit: Visit, asked: Mapping[str, Any], answers: Iterable[Answer]
    ) -> None:
        """Keep in one deed what was answered and falls short of nothing: most of what
        a team writes down."""
        found = {
            each.code: visits.Sound(
                asked[each.code], each.answer, each.note, self._answered(visit, each)
            )
            for each in answers
        }
        if found:
            visits.observe_sound(
                by=self.kept.by, visit=visit, answers=list(found.values())
            )

    def _observe(
        self, visit: Visit, question: Any, answer: Answer, files: Mapping[str, File]
    ) -> None:
        """Keep one answer with its photos; a danger told ahead is known already."""
        photos = _pictures(files, answer.photos)
        if answer.answer == "short" and (told := _told(visit, question)):
            if photos:
                _add(told, photos)
            return
        visits.observe(
            by=self.kept.by,
            visit=visit,
            question=question,
            answer=answer.answer,
            note=answer.note,
            fact=answer.note,
            scope=answer.scope or "isolated",
            severity=int(answer.severity) if answer.severity in set("1234") else 0,
            measure_code=answer.measure[:40],
            photo=photos[0] if photos else None,
            more_photos=photos[1:],
            due_at=moment(answer.due_at) if answer.due_at else None,
            observed_at=self._answered(visit, answer),
        )

    def _look_again(self, visit: Visit, files: Mapping[str, File]) -> None:
        """Judge the repairs that were closed. What was judged on the page of the visit,
        or opened again by an officer, before this came is not judged a second time."""
        closed = self._closed(visit) if self.instance.again else {}
        end = self.instance.text("end")
        for each in self.instance.again:
            if each.finding not in closed:
                raise refusal("correction.other_place")
            if each.holds not in ("yes", "no"):
                raise refusal("inspection.holds_or_not", number=each.finding)
            row = closed[each.finding]
            if row["verification"] or row["finding"].state != "closed":
                self.seen_before.append(row["finding"].pk)
                continue
            revisits.look_again(
                by=self.kept.by,
                visit=visit,
                finding=row["finding"],
                holds=each.holds == "yes",
                note=each.note,
                due_at=moment(each.due_at) if each.due_at else None,
                seen_at=self._when(visit, each.answered_at or end),
                photos=_pictures(files, each.photos),
            )

    def _closed(self, visit: Visit) -> dict[str, Any]:
        """Return what a visit is to see again, by the number of the finding."""
        rows = queries.to_see_again(self.kept.by, [visit])[visit.pk]
        return {str(row["finding"].pk): row for row in rows}

    def _answered(self, visit: Visit, answer: Answer) -> datetime:
        return self._when(visit, answer.answered_at or self.instance.text("end"))

    def _when(self, visit: Visit, text: str) -> datetime:
        """Read when something was done on the visit: between its arrival and now; a
        client that does not say so means now."""
        read, now = moment(text), clock.now()
        at = now if read is None else min(read + self.shift, now)
        return max(at, visit.arrived_at or at)

    def _finish(self, visit: Visit, files: Mapping[str, File]) -> None:
        """End the visit, where its end was written down, with signatures and staff."""
        heads, text = self.instance.text("headcount"), self.instance.text
        drawn = self._signatures(files)
        signed, refused = text("signed_by"), text("refused_reason")
        if heads.isdecimal() and (signed or refused):
            visits.finish_visit(
                by=self.kept.by,
                visit=visit,
                headcount=min(int(heads[:6]), 100_000),
                signed_by_name=signed[:80],
                refused_reason=refused[:300],
                signature=drawn.get("home"),
                inspector_signature=drawn.get("team"),
                staff=self._staff(),
                finished_at=self._when(visit, text("end")),
            )

    def _signatures(self, files: Mapping[str, File]) -> dict[str, File]:
        """Return the signatures among these files, by whom they are drawn for."""
        named = {side: self.instance.text(name) for name, side in SIGNED.items()}
        found = {side: _pictures(files, [name]) for side, name in named.items()}
        return {side: pictures[0] for side, pictures in found.items() if pictures}

    def _staff(self) -> list[dict[str, Any]]:
        return [
            {"name": name[:80], "knows": knows == "yes"}
            for name, knows in self.instance.staff
            if name and knows in ("yes", "no")
        ]


@dataclass(frozen=True, slots=True)
class Clock:
    """What an instance shows of its device's clock."""

    instance: Instance

    @property
    def off(self) -> float | None:
        """Return by how many hours it is ahead; None where that is not seen."""
        texts = map(self.instance.text, _TIMES)
        times = [found for text in texts if (found := moment(text))]
        ahead = max(times, default=clock.now()) - clock.now()
        return round(ahead / _HOUR, 2) if ahead > SLACK else None


def _sound(answer: Answer) -> bool:
    return answer.answer in ("ok", "not_applicable") and not answer.photos


def _told(visit: Visit, question: Any) -> Observation | None:
    """Return what this visit has found at a question already, or None."""
    rows = Observation.objects.filter(visit=visit, question=question)
    found: Observation | None = rows.exclude(finding=None).first()
    return found


def _add(row: Observation, photos: list[File]) -> None:
    if row.photo_id is None:
        at = row.finding.place_id if row.finding else row.place_id
        row.photo = evidence.keep(photos[0], at)
        row.save()
    if row.finding is not None:
        evidence.keep_more(photos, row.finding)


def _place(text: str) -> tuple[float | None, float | None]:
    """Read a geopoint: latitude, longitude, altitude, accuracy."""
    try:
        latitude, longitude = map(float, text.split()[:2])
    except ValueError:
        return None, None
    inside = abs(latitude) <= 90 and abs(longitude) <= 180
    return (latitude, longitude) if inside else (None, None)


def _plain(file: Any) -> File:
    content = bytes(file.content)
    return {"name": file.name, "media_type": file.media_type, "content": content}


def _pictures(files: Mapping[str, File], names: Iterable[str]) -> list[File]:
    """Return those of the named files that are pictures, by their bytes."""
    named = [files[name] for name in names if name in files]
    found = [(each, evidence.media_type(each["content"])) for each in named]
    return [{**each, "media_type": kind} for each, kind in found if kind]
