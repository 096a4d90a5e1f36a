"""What the gate says of exceptions, shifts that live in, and QR passes."""

from typing import Any

from django.utils.translation import gettext_lazy as _

CROSSINGS: dict[str, Any] = {
    "closure.slept_outside": _(
        "Slept outside on the night of {night}, and was not cleared since. Isolate "
        "first, then the shift begins anew."
    ),
    "gate.by_visit": _(
        "Allowed: a visit at the end of a life, at most {minutes} minutes."
    ),
    "gate.special_vehicle": _("Allowed as a special vehicle."),
    "gate.by_ticket": _("With the QR pass {serial}."),
    "gate.let_through_offline": _(
        "Let through at the gate by QR pass, but this speaks against it. Look into it "
        "now:"
    ),
    "gate.turned_back": _("Turned back by the gatekeeper."),
    "ticket.other_home": _("The pass is for another house."),
    "ticket.not_yet": _("The pass is good only from {from_at}."),
    "ticket.run_out": _("The pass ran out on {until_at}."),
    "ticket.withdrawn": _("The pass was taken back on {at}."),
}
PERMITS: dict[str, Any] = {
    "gate.permit.in_force": _("In force"),
    "gate.permit.not_yet": _("Not yet in force"),
    "gate.permit.past": _("Past"),
    "gate.permit.withdrawn": _("Taken back"),
    "gate.protection.mask": _("Mask"),
    "gate.protection.gown": _("Gown"),
    "gate.protection.gloves": _("Gloves"),
    "gate.protection.shield": _("Face shield"),
    "gate.protection.hands": _("Hands disinfected"),
    "gate.protection.room": _("Separate room"),
    "gate.protection.route": _("Fixed route, accompanied"),
    "gate.protection.distance": _("Distance kept, no contact"),
    "gate.permit_nobody": _("Name the person or company, or choose someone."),
    "gate.permit_no_reason": _("An exception has a reason: write it down."),
    "gate.visit_unprotected": _("Choose at least one measure that protects the house."),
    "gate.withdrawn_already": _("It was taken back already."),
    "gate.over_already": _("It ended on {until_at} by itself."),
}
SHIFTS: dict[str, Any] = {
    "shift.on_shift": _("On shift"),
    "shift.relief_due": _("Relief is due"),
    "shift.slept_outside": _("Slept outside"),
    "shift.not_released": _("Isolation ended without a release"),
    "shift.isolated": _("In isolation, not on shift"),
    "shift.outside": _("Is out"),
    "shift.ready": _("May begin a shift"),
    "shift.nobody": _("Choose at least one worker."),
    "shift.no_worker": _("{name} is no worker of this house."),
    "shift.held.on_shift": _("{name} is on shift already."),
    "shift.held.relief_due": _("{name} is on shift already; the relief is due."),
    "shift.held.isolated": _(
        "{name} is in isolation: the head signs the release first."
    ),
    "shift.held.slept_outside": _(
        "{name} has slept outside and was not cleared since: isolate first."
    ),
    "shift.held.not_released": _(
        "The last isolation of {name} ended without a release: isolate first."
    ),
    "shift.held.outside": _("{name} is out: enter the crossing first."),
}
TICKETS: dict[str, Any] = {
    "ticket.nobody": _("A pass is for somebody: name them."),
    "ticket.past": _("A pass ends in the future; it is {now} now."),
    "ticket.too_long": _("A pass is good for at most {hours} hours."),
    "ticket.permit_over": _("This exception holds no more, so no pass rests on it."),
}
WORDS = CROSSINGS | PERMITS | SHIFTS | TICKETS
