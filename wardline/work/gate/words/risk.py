"""The words of residual risk: pathogens, models, schedules, what each number means."""

from typing import Any

from django.utils.translation import gettext_lazy as _

PATHOGENS: dict[str, Any] = {
    "risk.pathogen.SARS-CoV-2 ancestral": _("SARS-CoV-2, ancestral virus"),
    "risk.pathogen.SARS-CoV-2 Omicron": _("SARS-CoV-2, Omicron"),
    "risk.pathogen.Influenza A": _("Influenza A"),
    "risk.pathogen.Influenza B": _("Influenza B"),
    "risk.pathogen.RSV": _("Respiratory syncytial virus"),
    "risk.pathogen.Measles": _("Measles"),
    "risk.pathogen.Varicella": _("Varicella"),
    "risk.pathogen.Norovirus": _("Norovirus"),
}
MODELS: dict[str, Any] = {
    "risk.structure.cdc": _("By age of infection, three profiles (CDC)"),
    "risk.structure.generation": _("By generation time (Ashcroft)"),
    "risk.structure.onset": _("Around onset (He, corrected)"),
    "risk.structure.onset-t": _("Around onset, long tails (Ferretti)"),
    "risk.structure.wells": _("By viral load (Wells)"),
    "risk.schedule.none": _("No test"),
    "risk.schedule.at_release": _("A test on the day of release"),
    "risk.schedule.two_days_before": _("A test two days before release"),
    "risk.schedule.halfway_and_release": _("Tests halfway and on the day of release"),
    "risk.schedule.days_1_4_7_14": _("Tests on days 1, 4, 7 and 14"),
    "risk.exclusion.exposed_not_immune": _(
        "Exposed and not immune: kept away from day {first} to day {last} ({source})"
    ),
    "risk.exclusion.immune_globulin_given": _(
        "Given immune globulin: kept away from day {first} to day {last} ({source})"
    ),
    "risk.exclusion.after_symptoms_end": _(
        "Until {last} days after the end of symptoms ({source})"
    ),
    "risk.measure.none": _("With no isolation and no test"),
    "risk.measure.course": _("After the course looked at"),
    "risk.verified.read": _("read in the source"),
    "risk.verified.assumed": _("assumed"),
    "risk.verified.fitted": _("fitted here to published values"),
    "risk.verified.inferred": _("inferred here from published values"),
    "risk.verified.from": _("from memory, still to be verified"),
}
ERRORS: dict[str, Any] = {
    "risk.no_number": _(
        "Write “{label}” as a number from {least} to {most}, in digits."
    ),
    "risk.not_whole": _("Write “{label}” as a whole number from {least} to {most}."),
    "risk.out_of_range": _("“{label}” may be from {least} to {most}."),
    "risk.no_days": _(
        "Write “Days with a test” as whole days in a row, for example 7, 14."
    ),
    "risk.test_after_release": _(
        "A test cannot come after release on day {days}: more days, or an earlier test."
    ),
}
TERMS: dict[str, Any] = {
    "risk.term.share": _("Residual share"),
    "risk.term.structures": _("Range over structures"),
    "risk.term.interval": _("95 %"),
    "risk.term.saved": _("Saved by one more test"),
    "risk.term.tail": _("Onsets after the course"),
    "risk.term.number": _("Introductions a month"),
    "risk.term.chance": _("Chance of at least one"),
    "risk.meaning.share": _(
        "Of all the transmission that an infected person would cause from the first "
        "day of isolation on, the part that is left after release. The day of "
        "infection is taken to be day 0."
    ),
    "risk.meaning.structures": _(
        "The least and the greatest median of the model structures. They differ more "
        "from each other than each does over its parameters, so no single one is shown "
        "as the answer."
    ),
    "risk.meaning.interval": _(
        "95 % of 1,000 draws of the parameters lie between. Where all structures stand "
        "together: from the lowest to the highest end of all their intervals."
    ),
    "risk.meaning.saved": _(
        "The residual share without the test less the one with it, draw by draw. Its "
        "day is the one on which it saves most in the structure in which it saves "
        "least."
    ),
    "risk.meaning.tail": _(
        "The share of people infected on day 0 who fall ill only after the last day of "
        "the course. A pathogen outlasts a course if that is more than 1 %."
    ),
    "risk.meaning.number": _(
        "Entrants × incidence × days before entry × the chance that an infected "
        "entrant is released and infects somebody inside (R 2.5, k 0.25). It is linear "
        "in entrants and in incidence."
    ),
    "risk.meaning.chance": _(
        "The chance that at least one entrant of the month starts transmission inside: "
        "1 − exp(−introductions)."
    ),
}
LIMITS: dict[str, Any] = {
    "risk.limit.1": _(
        "The ancestral virus, people without immunity. For Omicron only the incubation "
        "is its own; all else is borrowed. It compares rules, not eras."
    ),
    "risk.limit.2": _(
        "Tests of one person are not independent: who is missed once is missed again "
        "more easily. How far people differ is assumed."
    ),
    "risk.limit.3": _(
        "Symptoms are taken to be looked for every day. In people who cannot tell of "
        "them the risk is higher."
    ),
    "risk.limit.4": _(
        "The incidence is taken as known and the same for all who enter; its own "
        "uncertainty is not in the ranges."
    ),
    "risk.limit.5": _(
        "Staff who live out, visitors, and infection during isolation are not in these "
        "numbers."
    ),
    "risk.limit.6": _(
        "The incubation of varicella is a published range read as 95 %, without an "
        "interval of its own; the spread of norovirus is from memory."
    ),
}
WORDS = PATHOGENS | MODELS | ERRORS | TERMS | LIMITS
