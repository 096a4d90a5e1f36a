"""A directive is taken in, corrected by hand, issued, and passed on down the tree."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Func, JSONField, Value

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import attachments
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock
from wardline.base.ui.wording import refusal
from wardline.work.directives import queries, reading, recalls
from wardline.work.directives.models import Directive, Receipt, Relay
from wardline.work.directives.refusals import unreadable
from wardline.work.directives.signing import sign
from wardline.work.directives.telling import tell

_FIELDS = (
    *("title_zh", "title_en", "number", "issuer_zh", "issuer_en", "source"),
    *("issued_on", "body_zh", "body_en", "urgency", "due_hours", "addressees"),
)


def take_in_directive(
    *,
    by: Post,
    at: str,
    content: bytes | None = None,
    name: str = "",
    media_type: str = "",
    text: str = "",
    key: str | None = None,
    **corrections: Any,
) -> Directive:
    """Keep a document as a draft: what was recovered, and the original with it.

    ``text`` is a paste, in place of a file. ``corrections`` name fields of a directive
    (title_zh, number, issued_on …) that are better known than the document tells.
    """
    with deed(by=by, verb=Verb.TAKE_IN_DIRECTIVE, at=at, key=key) as note:
        if content is None:
            content, media_type = text.encode(), "text/plain"
        try:
            found = reading.read(content, name, media_type)
        except reading.Unreadable as refused:
            raise unreadable(refused.code, refused.details) from refused
        kept = attachments.keep(
            at=at,
            name=name or "paste.txt",
            media_type=found.media_type,
            content=content,
        )
        made = Directive.objects.create(
            place_id=at,
            original=kept,
            original_text=found.original_text,
            changes=[_plain(change) for change in found.changes],
            remarks=[{"code": r.code, "args": r.args} for r in found.remarks],
            taken_in_at=clock.now(),
            taken_in_by=by,
            **(_recovered(found, name) | _known(corrections)),
        )
        note(made, sha256=found.sha256, changes=len(found.changes))
    return made


def correct_directive(
    *, by: Post, directive: Directive, key: str | None = None, **corrections: Any
) -> Directive:
    """Correct by hand what the reading recovered, as long as it is not issued."""
    with deed(
        by=by, verb=Verb.CORRECT_DIRECTIVE, at=directive.place_id, key=key
    ) as note:
        kept = _unissued(directive)
        changed = {
            column: value
            for column, value in _known(corrections).items()
            if getattr(kept, column) != value
        }
        for column, value in changed.items():
            setattr(kept, column, value)
        if changed:
            kept.save(update_fields=list(changed))
        note(kept, fields=sorted(changed))
    return kept


def set_aside(
    *, by: Post, directive: Directive, same_as: Directive, key: str | None = None
) -> Directive:
    """Set a draft aside: it is an order that came before by another way. Both originals
    stay; the one that is issued says that it came again."""
    with deed(
        by=by, verb=Verb.SET_ASIDE_DIRECTIVE, at=directive.place_id, key=key
    ) as note:
        kept = _unissued(directive)
        first = Directive.objects.select_for_update(of=("self",)).get(pk=same_as.pk)
        if first == kept or first.same_as_id or kept.came_again.exists():
            raise refusal("directives.not_the_first")
        kept.same_as = first
        kept.save(update_fields=["same_as"])
        note(kept, same_as=first.pk)
    return kept


def issue(
    *,
    by: Post,
    directive: Directive,
    to: Collection[str] = (),
    depths: Collection[int] = (),
    due_hours: int | None = None,
    replaces: Directive | None = None,
    key: str | None = None,
) -> Directive:
    """Send a directive to the places named, to levels, or (neither) to all below.

    Each receiving place gets one relay and its responsible posts a notice. What it
    ``replaces`` is recalled at the same moment.
    """
    with deed(by=by, verb=Verb.ISSUE, at=directive.place_id, key=key) as note:
        kept = _unissued(directive)
        found = queries.addressed(by, kept.place_id, to, depths)
        depths_of = dict(found.values_list("code", "depth"))
        if not depths_of:
            raise refusal("directives.nobody_below")
        now = clock.now()
        kept.issued_at, kept.issued_by = now, by
        kept.due_hours = due_hours or kept.due_hours
        kept.save(update_fields=["issued_at", "issued_by", "due_hours"])
        due_at = now + timedelta(hours=kept.due_hours)
        _send(by, kept, depths_of, sent_at=now, due_at=due_at)
        if replaces is not None:
            recalls.replace(by, replaces, kept)
        note(kept, relays=len(depths_of), replaces=replaces and replaces.pk)
    return kept


def relay(
    *,
    by: Post,
    relay: Relay,
    added_text: str = "",
    to: Collection[str] = (),
    depths: Collection[int] = (),
    due_hours: int | None = None,
    key: str | None = None,
) -> Relay:
    """Pass a directive on below, with lines of one's own: added, never taken away.

    Passing on is a receipt. Those who have the directive already get the lines. A term
    of one's own (``due_hours``) may be shorter than the issuer's, and never longer.
    """
    with deed(by=by, verb=Verb.RELAY, at=relay.place_id, key=key) as note:
        recalls.refuse_recalled(relay.directive)
        now, text = clock.now(), added_text.strip()
        term = relay.directive.due_hours
        if (due_hours or term) > term:
            raise refusal("directives.term_longer", hours=term)
        found = queries.addressed(by, relay.place_id, to, depths)
        wanted = dict(found.values_list("code", "depth"))
        below = Relay.objects.within(relay.place_id).filter(directive=relay.directive)
        known = wanted.keys() & set(below.values_list("place_id", flat=True))
        fresh = {code: wanted[code] for code in sorted(wanted.keys() - known)}
        if not wanted or not (fresh or text):
            raise refusal("directives.nothing_to_pass_on")
        line = {"place": relay.place_id, "at": now.isoformat(), "text": text}
        lines = [line] if text else []
        if lines and known:
            _add(by, relay, known, lines)
        _send(
            by,
            relay.directive,
            fresh,
            sent_at=now,
            due_at=now + timedelta(hours=due_hours or term),
            parent=relay,
            added=relay.added + lines,
        )
        sign(relay, by, Receipt.RECEIVED, Receipt.READ)
        note(relay, relays=len(fresh), lines=len(lines), added_to=len(known))
    return relay


def _unissued(directive: Directive) -> Directive:
    kept = Directive.objects.select_for_update(of=("self",)).get(pk=directive.pk)
    if kept.issued_at is not None:
        raise refusal("directives.issued_already", at=kept.issued_at)
    if kept.same_as_id is not None:
        raise refusal("directives.set_aside_already", title=str(kept.same_as))
    return kept


def _plain(change: reading.Change) -> list[Any]:
    return [
        *(change.kind.value, change.start, change.end),
        *(change.before, change.after, change.why_code),
    ]


def _recovered(found: reading.Reading, name: str) -> dict[str, Any]:
    """Return the columns as the reading found them, in the document's own tongue."""
    title = found.title or found.body.strip().partition("\n")[0] or name
    chinese = any("\u4e00" <= sign <= "\u9fff" for sign in title + found.body[:500])
    tongue = "zh" if chinese else "en"
    return {
        f"title_{tongue}": title[:200],
        f"body_{tongue}": found.body,
        "number": found.number[:80],
        f"issuer_{tongue}": (found.issuer or found.source)[:120],
        "source": found.source[:120],
        "issued_on": found.date,
        "urgency": found.urgency or "routine",
        "addressees": "、".join(found.addressees)[:400],
    }


def _known(corrections: dict[str, Any]) -> dict[str, Any]:
    if unknown := sorted(set(corrections) - set(_FIELDS)):
        raise TypeError(f"A directive has no field to correct called {unknown[0]!r}.")
    return corrections


def _send(
    by: Post,
    directive: Directive,
    depths: Mapping[str, int],
    *,
    sent_at: datetime,
    due_at: datetime,
    parent: Relay | None = None,
    added: Collection[Any] = (),
) -> None:
    told = list(depths)
    Relay.objects.create_alike(
        {"place_id": told, "depth": list(depths.values())},
        directive_id=directive.pk,
        parent_id=parent and parent.pk,
        sent_at=sent_at,
        sent_by_id=by.pk,
        due_at=due_at,
        added=list(added),
    )
    tell(by, directive, told, "directive.issued", due_at, str(directive))


def _add(by: Post, relay: Relay, codes: Collection[str], lines: list[Any]) -> None:
    """Write lines under those already there, in one statement."""
    longer = Func(
        F("added"),
        Value(lines, JSONField()),
        template="%(expressions)s",
        arg_joiner=" || ",
        output_field=JSONField(),
    )
    below = Relay.objects.within(relay.place_id).filter(directive=relay.directive)
    below.filter(place_id__in=codes).update(added=longer)
    directive = relay.directive
    tell(by, directive, codes, "directive.added", relay.due_at, str(directive))
