"""The words of samples and of laboratories' files."""

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "gate.outcome.weak_positive": _("Weakly positive"),
    # what became of a row
    "lab.fate.taken": _("Accepted"),
    "lab.fate.known": _("Already known"),
    "lab.fate.untimed": _("No specimen time"),
    "lab.fate.mistimed": _("Impossible time"),
    "lab.fate.contradicts": _("Contradicts"),
    "lab.fate.unknown": _("Unknown sample"),
    "lab.fate.unreadable": _("Unreadable"),
    "lab.fate.open": _("To be decided"),
    # why
    "lab.no_time": _(
        "The laboratory names no specimen time. The result is kept and does not count "
        "for a release."
    ),
    "lab.before_sample": _(
        "Specimen time {got}, but the home took this sample on {taken_at}. The result "
        "is kept and does not count for a release."
    ),
    "lab.long_after": _(
        "Specimen time {got}, more than a day after the home took this sample on "
        "{taken_at}. The result is kept and does not count for a release."
    ),
    "lab.in_the_future": _(
        "{got} has not come yet. The result is kept and does not count for a release."
    ),
    "lab.reported_before": _(
        "Reported on {got}, before the home took this sample on {taken_at}. The result "
        "is kept and does not count for a release."
    ),
    "lab.contradicts": _(
        "On record is: {earlier}. This answer counts only when somebody has decided so."
    ),
    "lab.graver": _(
        "Before, it was: {earlier}. The graver answer counts until somebody decides."
    ),
    "lab.unknown": _(
        "No home here has a sample of this number. Ask the home to enter the sample, "
        "then send these rows again."
    ),
    "lab.other_person": _(
        "The sample of this number is of another person. Ask home and laboratory."
    ),
    "lab.ambiguous": _(
        "{count} samples have this number. Send the file of one home, or with names."
    ),
    "lab.number_missing": _("{column}: empty."),
    "lab.number_rounded": _(
        "{column}: Excel has rounded this number, its last digits are lost. Ask for "
        "the file with this column as text."
    ),
    "lab.outcome_missing": _("{column}: empty."),
    "lab.outcome_unknown": _("{column}: “{got}” is no result that is known here."),
    # what is decided
    "lab.decide.answer.yes": _("This answer is right"),
    "lab.decide.answer.no": _("The earlier answer is right"),
    "lab.decide.time.yes": _(
        "It counts, by the time at which the home took the sample"
    ),
    "lab.decide.time.no": _("It does not count for a release"),
    # what a deed refuses
    "lab.file_known": _("“{name}” was taken in on {at} already. Nothing was changed."),
    "lab.decided": _("This row was decided already."),
    "lab.moved_on": _(
        "Meanwhile another answer about this sample is in force. Decide about that one."
    ),
    # notices
    "lab.arrived": _(
        "{count} test results came in: {negative} negative, {positive} positive, "
        "{others} others."
    ),
    "lab.alarm.positive": _(
        "Positive test at {home}, sample {number}. Isolate and call the county now."
    ),
    "lab.alarm.weak_positive": _(
        "Weakly positive test at {home}, sample {number}. Isolate and take a new "
        "sample now."
    ),
    "lab.alarm.pool": _(
        "Positive pooled sample {number} of {count} people at {home}. Isolate each of "
        "them alone and take a sample of each now."
    ),
}
