"""What the rules of the gate answer, in words: crossings, intake, figures."""

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
REFUSALS: dict[str, Any] = {
    "gate.no_institution": _("Crossings are entered at an institution."),
    "gate.no_document": _("The document {document} is not in the register."),
    "gate.ends_before": _("It ends before it begins on {from_on}."),
    "gate.permit_past": _("An exception ends in the future; it is {now} now."),
    "gate.child_of": _("Child found on {on}"),
    "gate.review_by_another": _(
        "You signed this release. Somebody else looks back on it: another signatory, "
        "or the office above."
    ),
    "gate.review_of_nothing": _(
        "This result speaks no longer against the release: it was corrected meanwhile."
    ),
    "gate.reviewed_already": _("Somebody has looked back on this already, on {at}."),
    "gate.not_in_isolation": _(
        "The isolation began on {since} and is looked at until {until}: choose a time "
        "between the two."
    ),
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
WORDS = CROSSINGS | INTAKE | REFUSALS | FIGURES
