"""The sentences of the norm: why a measure binds, what is refused, names of things."""

from django.utils.translation import gettext_lazy as _

from wardline.base.ui import wording

KINDS = {
    "guide": _("guide"),
    "guiding": _("guiding document"),
    "notice": _("official notice"),
    "plan": _("work plan"),
    "order": _("official order"),
}
ASPECTS = {
    "responsibility": _("Pinning responsibility"),
    "awareness": _("Raising awareness"),
    "entry_exit": _("Strict control of entry and exit"),
    "internal_control": _("Stronger internal management"),
    "other": _("Of no single aspect"),
}
TOPICS = {
    "closure": _("Who and what may pass the gate"),
    "isolation": _("Isolation rooms and days"),
    "clearance": _("Before isolation ends"),
    "intake": _("Newly received people"),
    "temperature": _("Temperature rounds"),
    "testing": _("Tests for the virus"),
    "disinfection": _("Disinfection"),
    "canteen": _("Canteen and meals"),
    "activities": _("Activities and contact"),
    "stock": _("Stock of protective goods"),
    "training": _("Training and awareness"),
    "responsibility": _("Named responsibility"),
    "report": _("Daily reports"),
    "alarm": _("When someone falls ill"),
}

# the first parts of topics, for a filter
FAMILIES = [(f"{code}.", text) for code, text in TOPICS.items()]
SHIFTS = {
    "added": _("added"),
    "dropped": _("only in the earlier edition"),
    "stricter": _("stricter"),
    "weaker": _("weaker"),
    "mixed": _("changed both ways, or not comparable"),
    "reworded": _("reworded"),
    "same": _("unchanged"),
}
COVERAGE = {"covered": _("covered"), "partly": _("partly covered"), "gap": _("gap")}

wording.register({f"guidance.shift.{code}": text for code, text in SHIFTS.items()})
wording.register({f"guidance.point.{code}": text for code, text in COVERAGE.items()})
wording.register(
    {
        "guidance.at_level": _("response level {level}"),
        "guidance.counted": _("Measures in force: {number}"),
    }
)
wording.register({f"guidance.kind.{code}": text for code, text in KINDS.items()})
wording.register({f"guidance.aspect.{code}": text for code, text in ASPECTS.items()})
wording.register({f"guidance.topic.{code}": text for code, text in TOPICS.items()})
wording.register(
    {
        # why a measure binds
        "guidance.by_level": _("Asked at response level {level}."),
        "guidance.at_every_level": _("Asked at every response level."),
        "guidance.by_hold": _(
            "Kept by a hold since {since}: as at level {level}, nothing relaxes."
        ),
        # what is refused
        "guidance.no_document": _(
            "No document “{document}” holds at this place. Register it first, or "
            "choose one from the list."
        ),
        "guidance.code_above": _(
            "An office above has a measure “{measure}” already, and it stays as it is. "
            "Give yours another code."
        ),
        "guidance.only_add": _(
            "The measure “{measure}” stands already from that day. A measure may be "
            "added here, not changed or taken away; give the new one another code."
        ),
        "guidance.hold_known": _(
            "The hold “{hold}” stands already since {on} and cannot be rewritten. "
            "Withdraw it by a document that names it, or give the new hold another "
            "code."
        ),
        "guidance.withdrawn": _("This hold was withdrawn already on {on}."),
        "guidance.withdrawn_too_early": _(
            "A hold cannot end before it began ({on}), nor before the document that "
            "withdraws it was issued. Choose a later day."
        ),
        "guidance.not_named": _(
            "The document does not withdraw the hold “{hold}” by name, or was not "
            "issued by the office that set it or one above. Choose a document that "
            "names it."
        ),
        "guidance.measure_withdrawn": _("This measure was withdrawn already on {on}."),
        "guidance.measure_not_named": _(
            "The document does not withdraw the measure “{measure}” by name, or was "
            "not issued by the office that set it or one above. Choose a document that "
            "names it."
        ),
        "guidance.ended_back": _(
            "Nothing ends on days that are over, nor before the document that ends it "
            "was issued. Choose {on} or a later day."
        ),
        "guidance.lets_go": _(
            "The hold “{hold}” stands: this would let go of the measure “{measure}” "
            "(measures in all: {number}). Nothing was changed. Only a document that "
            "names the hold, or the measure, withdraws it."
        ),
        "guidance.asks_less": _(
            "The measure “{measure}” asks less than “{bound}”, which binds here "
            "already, so it would have no effect. A place may add to what is ordered "
            "from above, and weaken nothing: give it a stricter number."
        ),
        "guidance.correct_less": _(
            "As corrected, the measure “{measure}” would ask less, or for fewer days. "
            "A place may mend words and make its measures stricter; to end one, the "
            "authority withdraws it by a document that names it."
        ),
        "guidance.ends_before_it_begins": _(
            "The last day of the measure “{measure}” comes before the first. Choose a "
            "later day."
        ),
        "guidance.say_why": _("Write why it is corrected; the ledger keeps it."),
        "guidance.version_known": _(
            "Version {version} of the policy “{policy}” has been published and never "
            "changes. Publish the new text as a new version."
        ),
        # figures
        "guidance.guides": _("Guides issued"),
        "guidance.guiding_documents": _("Guiding documents issued"),
        "guidance.plans": _("Work plans issued"),
        "guidance.documents": _("Documents in the register"),
        "guidance.measures_in_force": _("Measures in force"),
        "guidance.held_measures": _("Measures kept by a hold"),
        "guidance.level": _("Response level now"),
        "guidance.previous_level": _("Response level before"),
        "guidance.hold": _("Holds that stand"),
    }
)
