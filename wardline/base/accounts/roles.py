"""The whole power of the system on one page: what each role may do and open.

``areas`` are URL namespaces; what is not listed does not exist for the role.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wardline.base.accounts.verbs import Verb as V


@dataclass(frozen=True, slots=True)
class Role:
    """A set of verbs and of areas."""

    code: str
    label: str | Promise
    verbs: frozenset[V]
    areas: frozenset[str]


_everywhere = {"desk", "notices", "accounts", "ledger", "service", "guidance"}
_house = {"gate", "roster", "surveillance", "correction", "directives", "self_check"}

_duty = {
    V.ENROL,
    V.ENROL_MANY,
    V.IDENTIFY,
    V.BEGIN_STAY,
    V.END_STAY,
    V.ISOLATE,
    V.RECORD_BREACH,
    V.RECORD_CASE,
    V.RECORD_MOVE,
    V.RECORD_ROUND,
    V.RECORD_CORRIDOR,
    V.RECORD_CHECK,
    V.RECORD_TEST,
    V.RECORD_PASS,
    V.TAKE_SAMPLES,
    V.CORRECT_SAMPLE,
    V.RECORD_SHIFTS,
    V.END_SHIFT,
    V.CROSS,
    V.BEGIN_SHIFTS,
    V.ISSUE_TICKET,
    V.WITHDRAW_TICKET,
    V.BEGIN_INTAKE,
    V.STEP_INTAKE,
    V.SIGN_REPORT,
    V.CORRECT_REPORT,
    V.REPORT_DONE,
    V.REPORT_LISTED,
    V.RECEIVE,
    V.MARK_READ,
    V.MARK_DONE,
    V.FULFIL,
    V.ANSWER_ROLL,
    V.EXCUSE,
    V.ANSWER_SELF_CHECK,
}
_results = {V.TAKE_IN_RESULTS, V.RECORD_RESULTS, V.DECIDE_RESULT}
_permits = {V.PERMIT, V.PERMIT_VISIT, V.WITHDRAW_PERMIT}
_one_person = {V.MERGE_PEOPLE, V.PART_PEOPLE}
_channels = {V.SET_CHANNEL, V.TRY_CHANNEL, V.SEND_AGAIN}
_ways_out = {V.RELEASE, V.REVIEW_RELEASE, V.END_ISOLATION}
_head = _duty | _results | _permits | _ways_out | _one_person | _channels | {V.CLOSE}
_head |= {V.HAND_OVER, V.DELEGATE, V.TAKE_BACK, V.HAND_ON_ORDERS}
_officer = (
    _results
    | _permits
    | _channels
    | {
        V.CHASE,
        V.APPOINT,
        V.END_POST,
        V.HAND_OVER,
        V.DELEGATE,
        V.TAKE_BACK,
        V.HAND_ON_ORDERS,
        V.OPEN_INSTITUTIONS,
        V.KEEP_DOCUMENTS,
        V.SET_MEASURES,
        V.CORRECT_MEASURE,
        V.CLOSE,
        V.TAKE_IN_DIRECTIVE,
        V.CORRECT_DIRECTIVE,
        V.SET_ASIDE_DIRECTIVE,
        V.ISSUE,
        V.MARK_OBLIGATION,
        V.WITHDRAW_OBLIGATION,
        V.FULFIL,
        V.RELAY,
        V.RECEIVE,
        V.MARK_READ,
        V.MARK_DONE,
        V.RECALL,
        V.CALL_MEETING,
        V.ANSWER_ROLL,
        V.EXCUSE,
        V.WRITE_MINUTES,
        V.COLLECT_REPORTS,
        V.RETURN_REPORT,
        V.REVIEW_RELEASE,
        V.OPEN_FINDING,
        V.ORDER_ACTION,
        V.REPORT_DONE,
        V.VERIFY,
        V.EXTEND,
        V.LIST_SUPERVISION,
        V.UNLIST,
        V.REWORD_LISTING,
        V.CORRECT_ON_SPOT,
        V.REOPEN,
        V.REPORT_LISTED,
        V.KEEP_ORDER_SHEET,
        V.ORDER_MANY,
        V.REPORT_PROGRESS,
        V.TAKE_IN_LIST,
        V.COMPARE_LISTS,
        V.CONFIRM_GAP,
    }
)
_authority = _officer | {
    V.ENTER_DIVISIONS,
    V.LOAD_PACK,
    V.WITHDRAW_MEASURE,
    V.KEEP_LESSONS,
    V.SET_LEVEL,
    V.HOLD,
    V.WITHDRAW_HOLD,
    V.SET_POLICIES,
    V.DRAFT_POLICY,
    V.DISCARD_POLICY,
    V.PUBLISH_POLICY,
    V.WITHDRAW_POLICY,
    V.ENROL_MANY,
    V.DESIGNATE,
    V.SET_CHECKLIST,
    V.SET_STANDARDS,
    V.KEEP_DRIVE,
    V.COMMIT_PLAN,
    V.COMMIT_CHAIN,
    V.OPEN_WAVE,
    V.RECORD_WITHHELD,
    V.SUBSTITUTE,
    V.ENTER_RECUSAL,
    V.END_RECUSAL,
    V.DISCLOSE_DRAW,
    V.DRAW_LOOKBACK,
    V.TAKE_IN_SUBMISSION,
    V.APPLY_SUBMISSION,
    V.MAKE_KEY,
    V.TAKE_BACK_KEY,
    V.REVIEW_SUBMISSION,
    V.TAKE_IN_FORM,
    V.OPEN_FORM,
    V.WITHDRAW_FORM,
    V.BEGIN_CAMPAIGNS,
    V.KEEP_TEMPLATES,
    V.DRAFT_BULLETIN,
    V.EDIT_BULLETIN,
    V.PUBLISH,
}
_office_areas = _everywhere | _house | {"safetynet", "offices"}

DUTY = Role("duty", _("duty staff"), frozenset(_duty), frozenset(_everywhere | _house))
HEAD = Role(
    "head",
    _("head of the institution"),
    frozenset(_head),
    DUTY.areas | {"offices"},
)
OFFICER = Role("officer", _("officer"), frozenset(_officer), frozenset(_office_areas))
AUTHORITY = Role(
    "authority",
    _("officer of the authority"),
    frozenset(_authority),
    frozenset(_office_areas | {"inspection", "bulletins"}),
)
INSPECTOR = Role(
    "inspector",
    _("inspector"),
    frozenset(
        {V.ARRIVE, V.OBSERVE, V.OBSERVE_SOUND, V.FINISH_VISIT, V.OPEN_FINDING}
        | {V.ORDER_ACTION, V.VERIFY}
        | {V.OPEN_WAVE, V.REPORT_DONE, V.CORRECT_ON_SPOT, V.ANSWER_ROLL}
        | {
            V.LOOK_AGAIN,
            V.SUBSTITUTE,
            V.ENTER_RECUSAL,
            V.KEEP_DRIVE,
            V.TAKE_IN_SUBMISSION,
        }
    ),
    frozenset(_everywhere | {"inspection", "correction"}),
)
CUSTODIAN = Role(
    "custodian",
    _("custodian of the draw"),
    frozenset({V.COMMIT_CHAIN, V.RELEASE_SHARE, V.OPEN_WAVE, V.RECORD_WITHHELD}),
    frozenset(_everywhere | {"inspection"}),
)
# the program itself: founds the authority, rings the clocks, seals the days
CLOCK = Role(
    "clock",
    _("the clock"),
    frozenset(_authority | {V.ESTABLISH, V.SEAL_DAY, V.ESCALATE}),
    frozenset(),
)

ROLES = {
    role.code: role
    for role in (DUTY, HEAD, OFFICER, AUTHORITY, INSPECTOR, CUSTODIAN, CLOCK)
}
