"""The names of verbs and the reasons for a refused deed, as people read them."""

from django.utils.translation import gettext_lazy as _

from wardline.base.ui import wording

VERBS = {
    "establish": _("founded the authority"),
    "load_pack": _("loaded a pack"),
    "enter_divisions": _("entered divisions"),
    "open_institutions": _("opened institutions"),
    "appoint": _("appointed"),
    "end_post": _("ended a post"),
    "seal_day": _("sealed the day"),
    "keep_documents": _("registered documents"),
    "set_measures": _("set measures"),
    "set_level": _("set the response level"),
    "hold": _("ordered that nothing relaxes"),
    "withdraw_hold": _("withdrew a hold"),
    "set_policies": _("set clearance policies"),
    "enrol": _("enrolled a person"),
    "enrol_many": _("enrolled a roll"),
    "begin_stay": _("took a person into the house"),
    "end_stay": _("ended a stay"),
    "isolate": _("began an isolation"),
    "end_isolation": _("ended an isolation"),
    "record_breach": _("recorded a breach of isolation"),
    "record_round": _("recorded a temperature round"),
    "record_check": _("recorded a health check"),
    "record_test": _("recorded a test"),
    "record_pass": _("recorded a crossing"),
    "record_shifts": _("recorded the begin of shifts"),
    "end_shift": _("ended a shift"),
    "open_finding": _("opened a finding"),
    "order_action": _("ordered a correction"),
    "report_done": _("reported a correction done"),
    "verify": _("verified a correction"),
    "extend": _("extended a term"),
    "list_supervision": _("put under listed supervision"),
    "unlist": _("took off listed supervision"),
    "draw_lookback": _("drew a look-back"),
    "take_in_directive": _("took in a directive"),
    "correct_directive": _("corrected a directive"),
    "issue": _("issued a directive"),
    "relay": _("relayed a directive"),
    "receive": _("received a directive"),
    "mark_done": _("reported a directive done"),
    "call_meeting": _("called a meeting"),
    "answer_roll": _("answered a roll call"),
    "close": _("closed to the outside"),
    "cross": _("judged a crossing"),
    "permit": _("authorised an exception"),
    "permit_visit": _("authorised a visit at the end of a life"),
    "withdraw_permit": _("withdrew an exception"),
    "begin_shifts": _("let workers begin a shift"),
    "issue_ticket": _("issued a QR pass"),
    "withdraw_ticket": _("withdrew a QR pass"),
    "designate": _("designated hospitals"),
    "begin_intake": _("began an intake"),
    "step_intake": _("took a step of an intake"),
    "release": _("signed a release"),
    "sign_report": _("signed the daily report"),
    "correct_report": _("corrected a daily report"),
    "return_report": _("returned a daily report"),
    "escalate": _("told the next office that something is late"),
    "set_checklist": _("set the checklist"),
    "commit_plan": _("committed an inspection plan"),
    "commit_chain": _("committed a custodian's chain"),
    "release_share": _("released a share of the draw"),
    "open_wave": _("opened a wave of visits"),
    "arrive": _("arrived at a gate"),
    "observe": _("recorded an observation"),
    "finish_visit": _("finished a visit"),
    "set_standards": _("set assistance standards"),
    "begin_campaigns": _("began campaigns"),
    "report_progress": _("reported progress of a campaign"),
    "take_in_list": _("took in a list"),
    "compare_lists": _("compared lists"),
    "confirm_gap": _("settled a gap"),
    "keep_templates": _("kept templates of bulletins"),
    "draft_bulletin": _("drafted a bulletin"),
    "edit_bulletin": _("edited a bulletin"),
    "publish": _("published a bulletin"),
}

wording.register({f"verb.{code}": text for code, text in VERBS.items()})
wording.register(
    {
        "post_ended": _(
            "The post in which you act has ended. Ask the office above yours; what "
            "you typed has not been sent."
        ),
        "not_in_role": _(
            "Your post may not do this. The head or the office above may."
        ),
        "not_your_place": _("This place is not yours, nor below yours."),
    }
)
