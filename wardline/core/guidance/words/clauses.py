"""Each clause of a policy as a sentence, and the words of which sentences are made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from wardline.base.ui import wording
from wardline.ground.rules.clearance import clauses as kinds
from wardline.ground.rules.clearance.clauses import Clause

TYPES = {
    "isolation": _("Isolation alone"),
    "duration": _("Days"),
    "reset": _("What moves the count"),
    "symptom_free": _("Days without symptoms"),
    "symptom_log": _("Log of symptoms"),
    "test": _("Negative tests"),
    "sign_off": _("Signature"),
    "recovered": _("Earlier infection"),
}
PLACES = {
    "institution": _("the institution"),
    "designated_hospital": _("the designated hospital"),
    "hotel": _("a hotel for isolation"),
    "home": _("the person's own home"),
}
COUNTS = {
    "day0_end": _("the first day is day 0; over at the end of the last day"),
    "day1_end": _("the first day is day 1; over at the end of the last day"),
    "elapsed": _("hour by hour, 24 hours a day"),
}
CLOCKS = {
    "max(isolation_start,last_exposure_end)": _(
        "the start of the isolation or the last contact, whichever is later"
    ),
    "isolation_start": _("the start of the isolation"),
    "last_exposure_end": _("the last contact"),
    "last_exposure_end_if_any": _("the last contact, if there was one"),
    "max(isolation_start,recovery)": _(
        "the start of the isolation or the discharge, whichever is later"
    ),
}
BREACHES = {
    "left_room": _("leaving the room"),
    "visitor": _("a visitor"),
    "roommate_symptomatic": _("a room-mate with symptoms"),
    "roommate_positive": _("a room-mate with a positive test"),
    "unprotected_carer": _("a carer without protection"),
}
EFFECTS = {
    "restart": _("the count begins anew"),
    "suspend": _("the days concerned do not count"),
    "add_days": _("more days are added"),
}
SYMPTOMS = {
    "fever": _("fever"),
    "cough": _("cough"),
    "fatigue": _("fatigue"),
    "breathlessness": _("breathlessness"),
    "diarrhoea": _("diarrhoea"),
}
ASSAYS = {"NAAT": _("nucleic-acid test"), "AG": _("antigen test")}
SPECIMENS = {"NP": _("nasopharyngeal swab"), "OP": _("throat swab")}
ROLES = {
    "head": _("the head of the institution"),
    "doctor": _("a doctor"),
    "director": _("the director"),
}
FAMILIES: dict[str, dict[str, Any]] = {
    "type": TYPES,
    "place": PLACES,
    "count": COUNTS,
    "clock": CLOCKS,
    "breach": BREACHES,
    "effect": EFFECTS,
    "symptom": SYMPTOMS,
    "assay": ASSAYS,
    "specimen": SPECIMENS,
    "role": ROLES,
}
for _family, _words in FAMILIES.items():
    wording.register({f"asks.{_family}.{code}": w for code, w in _words.items()})

wording.register(
    {
        "asks.isolation": _("Kept apart without a break, in: {places}."),
        "asks.isolation_alone": _(
            "Kept apart without a break, alone in the room, in: {places}."
        ),
        "asks.any_place": _("any place"),
        "asks.duration": _("At least {days} days since {clock}. Counting: {count}."),
        "asks.duration_where": _(
            "At least {days} days without a break in: {places}; since {clock}. "
            "Counting: {count}."
        ),
        "asks.reset_restart": _("The count begins anew after: {on}."),
        "asks.reset_suspend": _("Days do not count on which there was: {on}."),
        "asks.reset_add_days": _("{days} days are added after: {on}."),
        "asks.symptom_free": _(
            "In the last {days} days none of these symptoms: {symptoms}."
        ),
        "asks.symptom_free_any": _("In the last {days} days no symptom at all."),
        "asks.symptom_log": _(
            "In the last {days} days symptoms are looked for {per_day} times a day, "
            "never more than {hours} hours apart. What is not logged is unknown, and "
            "unknown is not met."
        ),
        "asks.test": _("{count} × negative {assay}."),
        "asks.test_from_day": _("The sample is taken on day {day} or later."),
        "asks.test_valid": _("At the release it is at most {hours} hours old."),
        "asks.test_spacing": _("The samples are at least {hours} hours apart."),
        "asks.test_labs": _("By two different laboratories."),
        "asks.test_reagents": _("With two different reagents."),
        "asks.test_specimens": _("Specimen: {specimens}."),
        "asks.test_pool": _("In pools of at most {pool}."),
        "asks.test_ct": _("A Ct value of {ct} or more counts as negative."),
        "asks.sign_off": _("Signed, when the days are over, by: {roles}."),
        "asks.sign_off_two": _(
            "Signed, when the days are over, by two people: {roles}."
        ),
        "asks.recovered": _(
            "Has been through the infection: proven, over, and at most {days} days ago."
        ),
    }
)


def word(family: str, code: str) -> Any:
    """Say one word of a clause; what the pack made up itself stays as it stands."""
    known = f"asks.{family}.{code}"
    return wording.say(known) if known in wording.known() else code


def sentence(clause: Clause) -> list[Any]:
    """Say a clause in the reader's language, in one sentence or a few."""
    return list(_SAYERS[type(clause)](clause))


def _words(family: str, codes: Iterable[str]) -> list[str]:
    order = list(FAMILIES[family])
    ranked = sorted(
        map(str, codes), key=lambda c: (order.index(c) if c in order else len(order), c)
    )
    return [str(word(family, code)) for code in ranked]


def _places(codes: Iterable[str]) -> list[str]:
    return _words("place", codes) or [str(wording.say("asks.any_place"))]


def _isolation(clause: kinds.Isolation) -> Iterable[Any]:
    code = "asks.isolation_alone" if clause.single_room else "asks.isolation"
    yield wording.say(code, places=_places(clause.counts))


def _duration(clause: kinds.Duration) -> Iterable[Any]:
    code = "asks.duration_where" if clause.where else "asks.duration"
    yield wording.say(
        code,
        days=clause.min_days,
        places=_places(clause.where),
        clock=str(word("clock", clause.clock)),
        count=str(word("count", clause.count)),
    )


def _reset(clause: kinds.Reset) -> Iterable[Any]:
    code = f"asks.reset_{clause.effect}"
    yield wording.say(code, on=_words("breach", clause.on), days=clause.days)


def _symptom_free(clause: kinds.SymptomFree) -> Iterable[Any]:
    code = "asks.symptom_free" if clause.symptoms else "asks.symptom_free_any"
    symptoms = _words("symptom", clause.symptoms)
    yield wording.say(code, days=clause.last_days, symptoms=symptoms)


def _symptom_log(clause: kinds.SymptomLog) -> Iterable[Any]:
    yield wording.say(
        "asks.symptom_log",
        days=clause.last_days,
        per_day=clause.per_day,
        hours=clause.max_gap_hours,
    )


def _test(clause: kinds.NegativeTest) -> Iterable[Any]:
    assay = str(word("assay", clause.assay))
    yield wording.say("asks.test", count=clause.count, assay=assay)
    if clause.from_day is not None:
        yield wording.say("asks.test_from_day", day=clause.from_day)
    if clause.valid_hours is not None:
        yield wording.say("asks.test_valid", hours=clause.valid_hours)
    if clause.count > 1:
        yield wording.say("asks.test_spacing", hours=clause.min_spacing_hours)
    if clause.distinct_labs:
        yield wording.say("asks.test_labs")
    if clause.distinct_reagents:
        yield wording.say("asks.test_reagents")
    if clause.specimens:
        specimens = _words("specimen", clause.specimens)
        yield wording.say("asks.test_specimens", specimens=specimens)
    if clause.max_pool > 1:
        yield wording.say("asks.test_pool", pool=clause.max_pool)
    if clause.min_ct is not None:
        yield wording.say("asks.test_ct", ct=clause.min_ct)


def _sign_off(clause: kinds.SignOff) -> Iterable[Any]:
    code = "asks.sign_off_two" if clause.two_person else "asks.sign_off"
    yield wording.say(code, roles=_words("role", clause.roles))


def _recovered(clause: kinds.Recovered) -> Iterable[Any]:
    yield wording.say("asks.recovered", days=clause.within_days)


_SAYERS: dict[type[Any], Any] = {
    kinds.Isolation: _isolation,
    kinds.Duration: _duration,
    kinds.Reset: _reset,
    kinds.SymptomFree: _symptom_free,
    kinds.SymptomLog: _symptom_log,
    kinds.NegativeTest: _test,
    kinds.SignOff: _sign_off,
    kinds.Recovered: _recovered,
}
