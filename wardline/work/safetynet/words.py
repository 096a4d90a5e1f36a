"""The sentences of the safety net: the rule's reasons, what two rows have in common,
what was wrong with a row, what a deed refused."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from wardline.base.ui import wording

wording.register(
    {
        # figures
        "safetynet.campaigns": _("Campaigns under way"),
        "safetynet.counties_reporting": _("Divisions that reported their progress"),
        "safetynet.gaps": _("Possible gaps in cover found"),
        "safetynet.gaps_waiting": _("Gaps that wait for a visit"),
        "safetynet.gaps_confirmed": _("Gaps confirmed on a visit"),
        "safetynet.gaps_closed": _("Gaps closed"),
        "safetynet.entitled": _("Households entitled by rule"),
        "safetynet.covered": _("Of these, covered"),
        # schemes that are common; a pack's own show their code
        "scheme.rural-allowance": _("Rural subsistence allowance"),
        "scheme.urban-allowance": _("Urban subsistence allowance"),
        "scheme.extreme-poverty": _("Support for people in extreme poverty"),
        # kinds of list, states of a gap
        "safetynet.kind.entitled": _("households in need"),
        "safetynet.kind.covered": _("households covered"),
        "safetynet.gap.open": _("to be visited"),
        "safetynet.gap.confirmed": _("confirmed: not covered"),
        "safetynet.gap.not_a_gap": _("not a gap"),
        "safetynet.over.unlisted": _("not on the list of those in need"),
        "safetynet.over.refused": _("not entitled by the rule"),
        # reasons of the rule
        "entitlement.nobody": _("The household has no members."),
        "entitlement.income_below": _(
            "Income of {income} a month per head, below the standard of {standard}."
        ),
        "entitlement.income_not_below": _(
            "Income of {income} a month per head, not below the standard of {standard}."
        ),
        "entitlement.assets_exceeded": _("Assets beyond what the scheme allows."),
        "entitlement.no_standard": _(
            "No standard of this scheme is in force here: it must be set first."
        ),
        "entitlement.income_unknown": _("The income is not known: ask on the visit."),
        "entitlement.assets_unknown": _(
            "House, car and savings are not known: look on the visit."
        ),
        # what two rows have in common
        "linkage.number_and_name": _("Same ID number, same name"),
        "linkage.repaired_and_name": _("ID number with one slip put right, same name"),
        "linkage.number": _("Same ID number, another name"),
        "linkage.name_and_birth": _("Same name, same date of birth"),
        # faults of a row
        "list.merged": _(
            "Merged cells: undo “Merge” and fill in each row, then send again."
        ),
        "list.name_missing": _("The name is missing."),
        "list.number_missing": _("The ID number is missing."),
        "list.number_rounded": _(
            "Excel has turned the ID number into a rounded number, its last digits are "
            "lost. Set the column to “Text” and copy the number from its source."
        ),
        "identity.length": _(
            "The ID number has {length} characters; it must have 18 (or 15)."
        ),
        "identity.characters": _(
            "The ID number may hold digits only, and X at its end."
        ),
        "list.repeated": _("The same ID number stands in row {row}; it counts once."),
        "list.division_missing": _("The county is missing."),
        "list.division_unknown": _(
            "“{got}” is not a division here. Write its name or code as in the tree of "
            "places."
        ),
        "list.division_ambiguous": _(
            "“{got}” is the name of several divisions ({codes}). Write the code."
        ),
        "list.members": _(
            "“{got}” is not a number of members. Write a whole number from 1 to 50."
        ),
        "list.income": _("“{got}” is not an income. Write a number, such as 312.50."),
        "list.yes_or_no": _("“{got}” is neither yes nor no."),
        # what a deed refuses
        "safetynet.kind_wrong": _(
            "Choose one list of households in need and one of those covered."
        ),
        "safetynet.scheme_differs": _(
            "The two lists are about different schemes and cannot be compared."
        ),
        "safetynet.answered": _("This was answered on {on} already ({outcome})."),
        "safetynet.outcome_unknown": _("Choose what the visit showed."),
        "safetynet.no_campaign": _("There is no such campaign here."),
        "safetynet.not_running": _("The campaign was not under way on {on}."),
        "safetynet.week_ahead": _("A day that is still to come cannot be reported."),
        "safetynet.done_over": _(
            "Done ({done}) is more than the target ({target}). Check the two numbers."
        ),
        "safetynet.no_place": _("There is no such division at or below yours."),
        # the finding that a confirmed gap becomes
        "safetynet.fact": _(
            "A household in {village} is entitled to “{scheme}” and is not covered. ID "
            "number {number}. {note}"
        ),
    }
)


def scheme_name(code: str) -> Any:
    """Return what a scheme is called; one that is not known here shows its code."""
    said = f"scheme.{code}"
    return code if wording.missing([said]) else wording.say(said)
