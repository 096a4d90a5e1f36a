"""What is said of a round along the corridor: other records, a wrong clock."""

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "corridor.not_asked": _(
        "Nobody looked for symptoms: this reading is no look at the person."
    ),
    "corridor.entered": _(
        "{by} entered {temperature} °C for this round already, taken at {at}."
    ),
    "corridor.entered_untaken": _(
        "{by} entered this person for this round already, looked at on {at}."
    ),
    "corridor.moved": _(
        "No longer in room {room} since {at}, but in room {now_in}: make sure that it "
        "was this person."
    ),
    "corridor.left_isolation": _(
        "No longer isolated in room {room} since {at}: make sure that it was this "
        "person."
    ),
    "corridor.left_house": _(
        "Not in the house since {at}: make sure that it was this person."
    ),
    "corridor.counts_against": _(
        "It shows a fever or symptoms, so it counts all the same. Look at the person "
        "again now."
    ),
    "corridor.set_aside": _(
        "It is kept here and does not count. If it is the right one, enter it on the "
        "page of the person."
    ),
    "corridor.clock_off": _(
        "The clock of the phone stood at {read_at} when it was {at}. The time was put "
        "right; set the phone's clock."
    ),
    "corridor.clock_lost": _(
        "The clock of this phone was changed, so the time of the round is not sure: by "
        "it, {at}. Open “Made at another time” and type when it was."
    ),
    "corridor.unknown": _(
        "This round names people whom this house has never isolated. Open the page "
        "anew and enter it again."
    ),
}
# a board of those in isolation: today's rounds, what is late, what it is narrowed to
BOARD: dict[str, Any] = {
    "gate.tap.no": _("No symptoms"),
    "gate.tap.yes": _("Symptoms"),
    "gate.tap.not_done": _("Not done"),
    "gate.read.morning": _("Morning {temperature} °C"),
    "gate.read.evening": _("Evening {temperature} °C"),
    "gate.looked.morning": _("Looked at in the morning"),
    "gate.looked.evening": _("Looked at in the evening"),
    "gate.unread.morning": _("Morning round missing"),
    "gate.unread.evening": _("Evening round missing"),
    "late.log": _("Nobody has looked for symptoms since {since}."),
    "late.test": _("A test has been due since {since}, and no sample was taken."),
    "late.release": _("Nothing but the signature has been missing since {since}."),
    "gate.board.ready": _("Ready to be signed"),
    "gate.board.late": _("Something is late"),
    "gate.board.blocked": _("Must not be released"),
    "gate.board.waiting": _("Not to be released yet"),
}
