"""What the rules of the gate answer, in words: crossings, intake, clearance."""

from typing import Any

from django.utils.translation import gettext_lazy as _

CROSSINGS: dict[str, Any] = {
    "gate.allowed": _("Allowed"),
    "gate.refused": _("Refused"),
    "gate.by_permit": _("Allowed by a signed exception: {reason}"),
    "closure.visitors": _("Visits are suspended. Offer a call by video or telephone."),
    "closure.outings": _("Residents stay in, unless the head has signed an exception."),
    "closure.deliveries": _("Goods are handed over outside the gate."),
    "closure.contractors": _(
        "Work from outside is stopped, unless the head has signed an exception."
    ),
    "closure.vehicles": _("Vehicles stay outside, but for special ones."),
    "closure.live_in": _("Staff live in and do not go home during the closure."),
    "closure.not_measured": _(
        "The temperature was not taken. Take it, then enter the crossing again."
    ),
    "closure.too_hot": _(
        "{got} °C: whoever has {limit} °C or more does not come in. Call the county."
    ),
    "closure.no_mask": _("No mask. Offer one, then enter the crossing again."),
    "closure.isolated": _(
        "In isolation. Only straight to the isolation area, until released."
    ),
    "closure.not_cleared": _(
        "The last isolation ended without a release. Isolate first."
    ),
}
INTAKE: dict[str, Any] = {
    "intake.step_missing": _("A step is missing before this one: {step}."),
    "intake.not_screened_clear": _(
        "No negative result yet for: {diseases}. Wait for the hospital."
    ),
    "intake.before_its_turn": _(
        "{got} lies before the step that comes first ({step}, {step_at}). Correct the "
        "time."
    ),
    "intake.hospital_not_designated": _("Choose a designated hospital."),
    "intake.disease_not_named": _("Say what was screened for."),
    "intake.not_cleared": _(
        "The isolation is not over, or the head has not signed. See what is missing on "
        "the isolation page."
    ),
    "intake.no_certificate": _(
        "The hospital's certificate is missing. Add a photo of it, or tick that it has "
        "been seen."
    ),
}
CLEARANCE: dict[str, Any] = {
    "clearance.cleared": _("May be released"),
    "clearance.ready": _("Ready to be signed"),
    "clearance.not_yet": _("Not to be released yet"),
    "clearance.blocked": _("Must not be released"),
    "policy.none": _(
        "No clearance policy is in force here. Ask the authority to set one: until "
        "then nobody is released."
    ),
    "floor.missing": _("The policy “{policy}” must be judged too, and is not here."),
    "isolation.running": _("Isolated in the form that counts since {since}."),
    "isolation.not_started": _("No isolation is on record."),
    "isolation.ended": _("The isolation was interrupted or has ended."),
    "isolation.not_alone": _("Not alone in the room, so no day counts."),
    "isolation.place_not_counted": _("Isolation in this place does not count."),
    "duration.over": _("{needed} days are complete: {until}."),
    "duration.short": _(
        "Day {day} of {needed}, counted from {since}; complete on {until}."
    ),
    "duration.no_start": _("No day counts yet."),
    "symptom_free.clear": _("No symptoms in the last {last_days} days."),
    "symptom_free.seen": _(
        "Symptoms on {last_at}; {last_days} days without any are asked."
    ),
    "symptom_free.no_log": _("Nobody has looked for symptoms: that is not “none”."),
    "symptom_free.no_start": _("Symptoms count only from the start of an isolation."),
    "symptom_log.complete": _("Symptoms were looked for every day."),
    "symptom_log.holes": _(
        "Symptoms were not looked for often enough on: {days}. Asked: {per_day} a day."
    ),
    "symptom_log.no_start": _("The log counts only from the start of an isolation."),
    "test.enough": _("Nucleic-acid test {got}/{needed}: negative, and fresh enough."),
    "test.missing": _("Nucleic-acid test {got}/{needed}."),
    "test.no_start": _("No test counts yet: no day does."),
    "sign_off.signed": _("The signature can be given."),
    "sign_off.missing": _("The signature is missing: {missing}."),
    "sign_off.second_person": _("A second person must sign."),
    "sign_off.no_start": _("It can be signed only when the days are over."),
    "case.positive_test": _(
        "A positive result of {since}: this way out is closed. Follow the pathway for "
        "cases, and call the county."
    ),
    "case.suspected": _("A suspected case since {since}: this way out is closed."),
    "case.confirmed": _("A confirmed case since {since}: this way out is closed."),
    "suspension.in_force": _("Releases are suspended here since {since}."),
    "head": _("head of the house"),
    "director": _("director"),
    "doctor": _("doctor"),
}
# why a sample did not count
SAMPLES: dict[str, Any] = {
    "sample.assay": _("another kind of test"),
    "sample.positive": _("positive"),
    "sample.indeterminate": _("indeterminate"),
    "sample.invalid": _("invalid"),
    "sample.lost": _("sample lost"),
    "sample.no_specimen_time": _("the time of the specimen is unknown"),
    "sample.specimen": _("another kind of specimen"),
    "sample.too_early": _("too early"),
    "sample.too_close": _("too close to another"),
    "sample.too_old": _("too old"),
}
REFUSALS: dict[str, Any] = {
    "gate.no_institution": _("Crossings are entered at an institution."),
    "gate.no_document": _("The document {document} is not in the register."),
    "gate.ends_before": _("It ends before it begins on {from_on}."),
    "gate.permit_past": _("An exception ends in the future; it is {now} now."),
    "gate.not_cleared": _(
        "Not every clause is met at this moment, so nothing was signed. See below what "
        "is missing."
    ),
}
FIGURES: dict[str, Any] = {
    "gate.closed_institutions": _("Institutions closed to the outside"),
    "gate.crossings": _("Crossings today"),
    "gate.refusals": _("Refused today"),
    "gate.isolated": _("In isolation now"),
    "gate.ready": _("Waiting for a signature"),
    "gate.movement": _("Crossings of the week, per 100 heads"),
    "gate.releases": _("Released today"),
    "gate.intakes": _("Children found and taken in"),
}
WORDS = CROSSINGS | INTAKE | CLEARANCE | SAMPLES | REFUSALS | FIGURES
