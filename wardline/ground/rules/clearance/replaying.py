"""Keeps a decision with the hashes of all it rests on, and takes it again later.

The same policies and facts give the same bytes, whatever was published or written down
since: later facts are not known yet at the moment as of which it was decided.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from wardline.ground import seal
from wardline.ground.rules.clearance.decision import ENGINE, Decision
from wardline.ground.rules.clearance.evaluating import evaluate
from wardline.ground.rules.clearance.evidence import Fact
from wardline.ground.rules.clearance.policy import Policy
from wardline.ground.verdict import Plain, Reason, plain


@dataclass(frozen=True, slots=True)
class Kept:
    """A decision as it is stored: plain data, and what it rests on by hash."""

    decision: Mapping[str, Any]
    policies: Mapping[str, str]  # "id version" to the hash of its plain content
    evidence: Mapping[str, str]  # name of the fact to its hash
    fingerprint: str  # of the decision


@dataclass(frozen=True, slots=True)
class Replay:
    """What came of taking a decision again; `faults` say why it is not the same."""

    decision: Mapping[str, Any] | None
    faults: tuple[Reason, ...]

    @property
    def same(self) -> bool:
        """Tell whether every byte is the same."""
        return not self.faults


def keep(
    decision: Decision, contents: Iterable[Mapping[str, Any]], evidence: Iterable[Fact]
) -> Kept:
    """Put a decision into the form in which it is stored.

    ``contents`` are the policies in plain data, as they were read; of the evidence only
    what was known then is kept.
    """
    told = decision.as_plain()
    return Kept(
        told,
        {_name(content): hash_policy(content) for content in contents},
        {
            fact.id: hash_fact(fact)
            for fact in evidence
            if fact.recorded_at <= decision.known_at
        },
        seal.fingerprint(told),
    )


def replay(
    kept: Kept, contents: Iterable[Mapping[str, Any]], evidence: Iterable[Fact]
) -> Replay:
    """Take a kept decision again from what is on record today.

    Facts and policies that came since are left out; one that is missing, or no longer
    what it was, is named.
    """
    texts = {_name(content): content for content in contents}
    facts = {fact.id: fact for fact in evidence}
    faults = [
        *_changed("policy", kept.policies, {n: hash_policy(texts[n]) for n in texts}),
        *_changed("fact", kept.evidence, {n: hash_fact(facts[n]) for n in facts}),
    ]
    if kept.decision["engine"] != ENGINE:
        args = {"kept": kept.decision["engine"], "now": ENGINE}
        faults.append(Reason("replay.engine", args))
    if seal.fingerprint(kept.decision) != kept.fingerprint:
        faults.append(Reason("replay.tampered"))
    if faults:
        return Replay(None, tuple(faults))
    again = _again(kept, texts, facts)
    same = seal.canonical_bytes(again) == seal.canonical_bytes(kept.decision)
    return Replay(again, () if same else (Reason("replay.differs"),))


def hash_policy(content: Mapping[str, Any]) -> str:
    """Return the hash of a policy in plain data, as it was read."""
    return seal.fingerprint(plain(content))


def hash_fact(fact: Fact) -> str:
    """Return the hash of a fact: of its kind and all that it says, so that a field that
    later facts have and that says nothing here changes nothing."""
    told: dict[str, Plain] = {"kind": type(fact).__name__}
    for field in fields(fact):
        value = getattr(fact, field.name)
        if value != field.default:
            told[field.name] = plain(value)
    return seal.fingerprint(told)


def _again(
    kept: Kept, texts: Mapping[str, Mapping[str, Any]], facts: Mapping[str, Fact]
) -> dict[str, Plain]:
    decided = kept.decision
    return evaluate(
        [Policy.from_plain(texts[name]) for name in kept.policies],
        [facts[name] for name in kept.evidence],
        datetime.fromisoformat(decided["decide_at"]),
        datetime.fromisoformat(decided["known_at"]),
        zone=ZoneInfo(decided["zone"]),
    ).as_plain()


def _changed(
    kind: str, kept: Mapping[str, str], now: Mapping[str, str]
) -> Iterable[Reason]:
    for name, was in sorted(kept.items()):
        if name not in now:
            yield Reason(f"replay.{kind}_missing", {"name": name})
        elif now[name] != was:
            yield Reason(f"replay.{kind}_changed", {"name": name})


def _name(content: Mapping[str, Any]) -> str:
    return f"{content['id']} {content['version']}"
