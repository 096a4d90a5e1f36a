"""Who is entitled to assistance: a household against the standard in force at its
place on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wardline.ground.verdict import Outcome, Reason, Verdict


@dataclass(frozen=True, slots=True)
class Standard:
    """The monthly income per head below which a scheme helps, dated and cited.

    `valid_to` is its last day; a later standard of the same place replaces it anyway.
    """

    scheme: str
    place: str
    monthly: Decimal
    valid_from: date
    valid_to: date | None
    citation: str


@dataclass(frozen=True, slots=True)
class Household:
    """A household as assessed: what is not known stays None."""

    place: str
    scheme: str
    members: int
    monthly_income: Decimal | None  # per head
    assets_exceeded: bool | None  # house, car, savings beyond what the scheme allows


def standard_at(
    standards: Iterable[Standard], scheme: str, place: str, on: date
) -> Standard | None:
    """Return the standard that applies: of each place the latest, of these the highest.

    A lower place may give more than those above it, never less.
    """
    latest: dict[str, Standard] = {}
    for standard in sorted(standards, key=lambda each: (each.valid_from, each.monthly)):
        ended = standard.valid_to is not None and standard.valid_to < on
        near = standard.scheme == scheme and place.startswith(standard.place)
        if near and standard.valid_from <= on and not ended:
            latest[standard.place] = standard
    # of equal sums, the nearest place's is the one to cite
    best = sorted(latest.values(), key=lambda each: (each.monthly, each.place))
    return best[-1] if best else None


def judge(household: Household, standards: Iterable[Standard], on: date) -> Verdict:
    """Say whether the household is entitled: allowed, refused, or not yet to be told.

    A certain no outweighs what is unknown: no visit for what cannot change it.
    """
    standard = standard_at(standards, household.scheme, household.place, on)
    refusing = _refusing(household, standard)
    if refusing:
        return Verdict(Outcome.REFUSED, refusing)
    missing = _missing(household, standard)
    if missing or standard is None:
        return Verdict(Outcome.NOT_YET, missing)
    return Verdict(Outcome.ALLOWED, (_income("below", household, standard),))


def _refusing(household: Household, standard: Standard | None) -> tuple[Reason, ...]:
    reasons = []
    income = household.monthly_income
    if household.members < 1:
        reasons.append(Reason("entitlement.nobody", {"members": household.members}))
    if standard and income is not None and income >= standard.monthly:
        reasons.append(_income("not_below", household, standard))
    if household.assets_exceeded:
        rests_on = standard.citation if standard else ""
        reasons.append(Reason("entitlement.assets_exceeded", rests_on=rests_on))
    return tuple(reasons)


def _missing(household: Household, standard: Standard | None) -> tuple[Reason, ...]:
    reasons = []
    if standard is None:
        facts = {"scheme": household.scheme, "place": household.place}
        reasons.append(Reason("entitlement.no_standard", facts))
    if household.monthly_income is None:
        reasons.append(Reason("entitlement.income_unknown"))
    if household.assets_exceeded is None:
        reasons.append(Reason("entitlement.assets_unknown"))
    return tuple(reasons)


def _income(code: str, household: Household, standard: Standard) -> Reason:
    numbers = {"income": household.monthly_income, "standard": standard.monthly}
    return Reason(f"entitlement.income_{code}", numbers, standard.citation)
