"""The sentences of policies: what a version is today, what is refused, what a fault in
a draft is."""

from django.utils.translation import gettext_lazy as _

from wardline.base.ui import wording

STATES = {
    "in_force": _("in force"),
    "kept": _("kept by a hold"),
    "to_come": _("not in force yet"),
    "withdrawn": _("withdrawn"),
    "ended": _("run out"),
}
TRANSITIONS = {
    "stricter_of_both": _("both versions; the stricter one counts"),
    "at_clock_start": _("the version of the day on which they came in"),
    "at_decision": _("the version of the day on which it is decided"),
}
PERSONS = {
    "resident": _("residents"),
    "worker": _("workers"),
    "child": _("newly received children"),
}
EVENTS = {
    "return": _("return from outside"),
    "new": _("first admission"),
    "transfer": _("transfer from another institution"),
    "symptoms": _("isolation for symptoms"),
    "exposure": _("isolation after a contact"),
}

wording.register({f"policy.state.{code}": text for code, text in STATES.items()})
wording.register({f"policy.transition.{c}": text for c, text in TRANSITIONS.items()})
wording.register({f"policy.person.{code}": text for code, text in PERSONS.items()})
wording.register({f"policy.event.{code}": text for code, text in EVENTS.items()})
wording.register(
    {
        # what a document may name
        "guidance.named_hold": _("the hold “{name}”"),
        "guidance.named_policy": _("the policy “{name}”"),
        # what is refused
        "guidance.draft_ended": _(
            "This draft has been published or discarded meanwhile. Open the list of "
            "policies to see what became of it."
        ),
        "guidance.not_rehearsed": _(
            "What the draft is compared with has changed, or the comparison is not "
            "complete. Look at the difference again, then publish."
        ),
        "guidance.policy_withdrawn": _("This version was withdrawn already on {on}."),
        "guidance.withdrawn_back": _(
            "A version cannot be withdrawn for days that are over, nor before the "
            "document that withdraws it was issued. Choose {on} or a later day."
        ),
        "guidance.policy_not_named": _(
            "The document does not withdraw “{policy}” by name, or was not issued by "
            "the office that published it or one above. Choose a document that names "
            "it."
        ),
        # what is wrong with a draft, beside the field
        "draft.missing": _("Nothing stands here. Fill it in."),
        "draft.in_way": _("Way out {number}: {what}"),
        "draft.twice": _(
            "This clause stands here a second time. Take one of the two away."
        ),
        "draft.asks_nothing": _(
            "These clauses ask for nothing, and would let everybody out at once. Add "
            "what must hold, for example a number of days."
        ),
        "draft.ends_before_it_begins": _(
            "The last day comes before the first. Choose a later day."
        ),
        "draft.stale_before_the_last": _(
            "The first test is stale before the last is taken. Allow at least "
            "{needed} hours, or ask for less time between the tests."
        ),
        "draft.only_for_two": _(
            "This can be asked of two tests, not of {got}. Ask for two, or leave it."
        ),
        "draft.fault": _("This cannot be read ({fault}). Correct it and save again."),
    }
)


def fault(code: str, **args: object) -> object:
    """Say what is wrong with a draft, by the code of the rule that reads it."""
    own = code.replace("policy.", "draft.")
    return (
        wording.say(own, **args)
        if own in wording.known()
        else wording.say("draft.fault", fault=code)
    )
