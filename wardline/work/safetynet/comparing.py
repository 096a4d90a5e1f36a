"""Lays two lists beside each other: the rule on one side, the linkage between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from babel.numbers import get_currency_precision

from wardline.ground.methods import linkage
from wardline.ground.rules import entitlement
from wardline.ground.verdict import Outcome, Verdict
from wardline.work.safetynet.models import (
    Comparison,
    ListedHousehold,
    Match,
    SourceList,
    Standard,
)

# from here on two rows are taken for one household until a person says otherwise
LIKELY = 0.5


def matches(comparison: Comparison, on: date) -> Iterator[Match]:
    """Say of each household in need what the rule says, and who is its twin."""
    households = list(comparison.entitled.households.all())
    verdicts = judged(comparison.entitled, households, on)
    twins = linked(households, comparison.covered.households.all())
    for household in households:
        verdict, pair = verdicts[household.pk], twins.get(str(household.pk))
        yield Match(
            comparison=comparison,
            place_id=household.place_id,
            entitled=household,
            covered_id=int(pair.right) if pair else None,
            probability=pair.probability if pair else None,
            why=pair.why if pair else "",
            outcome=verdict.outcome,
            reasons=[reason.as_plain() for reason in verdict.reasons],
        )


def is_gap(match: Match) -> bool:
    """Tell whether a household may be entitled and has no likely twin."""
    return match.outcome != Outcome.REFUSED and match.covered_id is None


def judged(
    source: SourceList, households: Iterable[ListedHousehold], on: date
) -> dict[int, Verdict]:
    """Judge each household by the standard in force at its place."""
    standards = [_standard(row) for row in Standard.objects.filter(from_on__lte=on)]
    near: dict[str, list[entitlement.Standard]] = {}
    verdicts = {}
    for row in households:
        here = near.setdefault(
            row.place_id, [s for s in standards if row.place_id.startswith(s.place)]
        )
        household = entitlement.Household(
            place=row.place_id,
            scheme=source.scheme,
            members=row.members,
            monthly_income=row.income,
            assets_exceeded=row.assets_exceeded,
        )
        verdicts[row.pk] = entitlement.judge(household, here, on)
    return verdicts


def linked(
    left: Iterable[ListedHousehold], right: Iterable[ListedHousehold]
) -> dict[str, linkage.Pair]:
    """Return the most probable twin of each household that has a likely one."""
    found = linkage.link([_row(h) for h in left], [_row(h) for h in right])
    best: dict[str, linkage.Pair] = {}
    for pair in found.pairs:
        known = best.get(pair.left)
        likely = pair.probability >= LIKELY
        if likely and (known is None or pair.probability > known.probability):
            best[pair.left] = pair
    return best


def monthly(standard: Standard) -> Decimal:
    """Return a standard's sum in whole units of its money."""
    return Decimal(standard.per_month).scaleb(
        -get_currency_precision(standard.currency)
    )


def _standard(row: Standard) -> entitlement.Standard:
    return entitlement.Standard(
        scheme=row.scheme,
        place=row.place_id,
        monthly=monthly(row),
        valid_from=row.from_on,
        valid_to=row.to_on,
        citation=row.document,
    )


def _row(household: ListedHousehold) -> linkage.Row:
    return linkage.Row(str(household.pk), household.id_number, household.name)
