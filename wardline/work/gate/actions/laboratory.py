"""Take a laboratory's file in, tell those whom it concerns, and decide what two answers
about one sample leave open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from django.urls import reverse

from wardline.base.accounts import queries as accounts
from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import attachments
from wardline.base.ledger.deeds import deed
from wardline.base.notices import send
from wardline.base.places import clock
from wardline.base.ui import sheets
from wardline.base.ui.cells import Faulty
from wardline.base.ui.wording import refusal
from wardline.core.roster import actions as roster
from wardline.core.roster import queries as samples
from wardline.work.gate import matching, queries, reading
from wardline.work.gate.models import ResultFile, ResultRow

_ALARMING = ("positive", "weak_positive")
_BATCH = 2000
Told = tuple[Post, str, str, dict[str, object]]


def take_in_results(
    *,
    by: Post,
    at: str,
    name: str,
    content: bytes,
    laboratory: str = "",
    key: str | None = None,
) -> ResultFile:
    """Take a laboratory's file in: each row is matched to its sample and judged, what
    is sound is written, the heads are told. The same file again is refused."""
    with deed(by=by, verb=Verb.TAKE_IN_RESULTS, at=at, key=key) as note:
        samples.one_at_a_time()
        if known := queries.same_file(by, content):
            raise refusal("lab.file_known", at=known.taken_at, name=known.name)
        read = _read(content)
        matched = matching.match(by, read.lines, laboratory)
        found = [each for one in matched for each in one.found]
        roster.record_results(by=by, at=at, found=found)
        made = _keep(by, at, name, content, laboratory, read.headings, matched)
        send.many(_told(matched))
        counts = Counter(one.fate.value for one in matched)
        note(made, sha256=made.file.sha256, rows=len(matched), **counts)
    return made


def decide_result(
    *, by: Post, row: ResultRow, upheld: bool, key: str | None = None
) -> ResultRow:
    """Decide about a row that was kept for it: ``upheld`` lets it count, by the time at
    which the home took the sample; otherwise what was known before holds."""
    with deed(by=by, verb=Verb.DECIDE_RESULT, at=row.place_id, key=key) as note:
        samples.one_at_a_time()
        held = queries.undecided(by, row.pk)
        if held is None:
            raise refusal("lab.decided")
        found = list(_decided(by, held, upheld))
        roster.record_results(by=by, at=held.place_id, found=found)
        held.upheld, held.decided_at, held.decided_by = upheld, clock.now(), by
        held.save(update_fields=["upheld", "decided_at", "decided_by"])
        note(held, upheld=upheld, results=len(found))
    return held


def _read(content: bytes) -> reading.Reading:
    try:
        return reading.read(content)
    except Faulty as wrong:
        raise refusal(wrong.code, **wrong.args_) from None


def _keep(
    by: Post,
    at: str,
    name: str,
    content: bytes,
    laboratory: str,
    headings: list[str],
    matched: Sequence[matching.Matched],
) -> ResultFile:
    kind = sheets.media_type(content)
    file = attachments.keep(at=at, name=name, media_type=kind, content=content)
    made: ResultFile = ResultFile.objects.create(
        place_id=at,
        file=file,
        name=name[:200],
        laboratory=laboratory,
        headings=headings,
        taken_at=clock.now(),
        taken_by=by,
    )
    rows = [_row(made, one) for one in matched]
    ResultRow.objects.bulk_create(rows, batch_size=_BATCH)
    return made


def _row(file: ResultFile, one: matching.Matched) -> ResultRow:
    return ResultRow(
        place_id=file.place_id,
        file=file,
        row=one.line.row,
        number=one.line.number,
        outcome=one.line.outcome,
        fate=one.fate,
        reason=one.told,
        cells=reading.packed(one.line),
        sample_id=one.tube[0].pk if one.tube else None,
    )


def _told(matched: Sequence[matching.Matched]) -> Iterator[Told]:
    """Say who is told what: a home its counts, and of each alarm the county too."""
    written = [one for one in matched if one.found]
    ladders = accounts.ladders({one.tube[0].place for one in written})
    for code, ladder in ladders.items():
        mine = [one for one in written if one.tube[0].place == code]
        counts = Counter(each.outcome for one in mine for each in one.found)
        alarms = sum(counts[outcome] for outcome in _ALARMING)
        args: dict[str, object] = {
            "count": counts.total(),
            "negative": counts["negative"],
            "positive": alarms,
            "others": counts.total() - counts["negative"] - alarms,
        }
        url = reverse("gate:samples") + f"?state=all&at={code}"
        for post in ladder:
            if post.place_id == code:
                yield post, "lab.arrived", url, args
        for one in mine:
            if one.line.outcome in _ALARMING:
                yield from _alarm(one, ladder)


def _alarm(one: matching.Matched, ladder: Sequence[Post]) -> Iterator[Told]:
    """Tell the head, and the officers of the nearest division that has any."""
    first = one.tube[0]
    officers = [p for p in ladder if p.role_code in ("officer", "authority")]
    near = [post for post in officers if post.place_id == officers[0].place_id]
    heads = [post for post in ladder if post.role_code == "head"]
    code = f"lab.alarm.{'pool' if first.pool > 1 else one.line.outcome}"
    home = next((p.place for p in ladder if p.place_id == first.place), None)
    named = {"zh": home.name_zh, "en": home.name_en} if home else first.place
    args: dict[str, object] = {"home": named, "number": first.number}
    url = reverse("gate:person", args=[first.person])
    if first.pool > 1:
        url = reverse("gate:samples") + f"?state=all&q={first.number}"
    for post in (*heads, *near):
        yield post, code, url, {**args, "count": first.pool}


def _decided(by: Post, row: ResultRow, upheld: bool) -> Iterator[samples.Found]:
    """Give what the decision writes: nothing where it confirms what is in force."""
    tube = samples.of_sample(by, row.sample)
    known = samples.known(by, [row.sample.number])[row.sample.number]
    mine = {one.pk for one in tube}
    for one in known:
        if one.pk in mine and (found := _in_force(row, one, upheld)):
            yield found


def _in_force(row: ResultRow, one: samples.Known, upheld: bool) -> samples.Found | None:
    standing = one.standing
    if standing is None:
        raise refusal("lab.moved_on")
    same = standing.outcome == row.outcome
    waited = row.reason["code"] == "lab.contradicts"
    if row.fate != "contradicts" and upheld:
        if not same:
            raise refusal("lab.moved_on")
        return None if standing.timed else _anew(standing, row.outcome, timed=True)
    if waited and upheld and not same:
        return _anew(standing, row.outcome, timed=row.reason["args"]["timed"])
    if row.reason["code"] == "lab.graver" and not upheld and same:
        before = standing.supersedes
        return _anew(standing, before.outcome, timed=before.timed) if before else None
    return None


def _anew(standing: samples.Found, outcome: str, timed: bool) -> samples.Found:
    return samples.Found(
        sample=standing.sample,
        outcome=outcome,
        timed=timed,
        laboratory=standing.laboratory,
        reported_at=standing.reported_at,
        supersedes=standing,
    )
