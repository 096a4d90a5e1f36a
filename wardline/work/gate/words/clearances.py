"""What the rule of clearance answers, in words: each clause, what moved the clock, why
a sample or a look does not count, what somebody should look at again."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from wardline.base.ui import dates, wording
from wardline.ground.rules.clearance import Decision
from wardline.ground.verdict import Outcome

OUTCOMES: dict[str, Any] = {
    "clearance.cleared": _("May be released"),
    "clearance.ready": _("Ready to be signed"),
    "clearance.not_yet": _("Not to be released yet"),
    "clearance.blocked": _("Must not be released"),
    "clearance.said": _("{outcome}: {what}"),
    "clearance.earliest": _("Earliest: {at}."),
    "clearance.no_day": _("Earliest: no day can be named as things are."),
    "clearance.sample_from": _("A negative sample must be taken at or after {at}."),
    "policy.none": _(
        "No clearance policy is in force here. Ask the authority to set one: until "
        "then nobody is released."
    ),
    "floor.missing": _("The policy “{policy}” must be judged too, and is not here."),
}
ISOLATION: dict[str, Any] = {
    "isolation.running": _("Isolated in the form that counts since {since}."),
    "isolation.not_started": _("No isolation is on record."),
    "isolation.ended": _("The isolation was interrupted or has ended."),
    "isolation.not_alone": _("Not alone in the room, so no day counts."),
    "isolation.place_not_counted": _("Isolation in this place does not count."),
    "isolation.room_shared": _(
        "Two people have been entered in room {room} at once since {since}: no day "
        "counts until the rooms are put right."
    ),
    "isolation.bed_shared": _(
        "Two people have been entered in bed {bed} of room {room} since {since}: no "
        "day counts until the beds are put right."
    ),
    "isolation.on_the_way": _("On the way with others since {since}: no day counts."),
    "isolation.on_shift": _("On duty among residents since {since}: no day counts."),
    "duration.over": _("{needed} days are complete: {until}."),
    "duration.short": _(
        "Day {day} of {needed}, counted from {since}; complete on {until}."
    ),
    "duration.no_start": _("No day counts yet."),
    "duration.no_exposure": _("No contact is on record; no days are asked for one."),
    "duration.not_there": _(
        "{needed} days in another place are asked as well ({where}); if begun in time, "
        "complete on {until}."
    ),
    "duration.left_early": _(
        "Taken from there ({where}) before {needed} days were complete. If taken back "
        "now, complete on {until}."
    ),
    "place.institution": _("in the house"),
    "place.designated_hospital": _("in the designated hospital"),
    "place.hotel": _("in a hotel for isolation"),
    "place.home": _("at home"),
}
# what moved the clock or lengthened the count
CLOCK: dict[str, Any] = {
    "clock.restarted": _("{what} ({since} – {until}), so the count began anew."),
    "clock.lengthened": _("{what} ({since} – {until}), so more days are counted."),
    "clock.held": _("{what} since {since}, still: no day counts until it has ended."),
    "clock.mate_restarted": _(
        "{what} on {ill_at}; they shared a room until {until}, so the count began anew."
    ),
    "clock.mate_lengthened": _(
        "{what} on {ill_at}; they shared a room until {until}, so more days are "
        "counted."
    ),
    "clock.mate_held": _(
        "{what} on {ill_at}, and they share a room still: no day counts until each has "
        "one alone."
    ),
    "moved_by.left_room": _("Left the room"),
    "moved_by.visitor": _("Had a visitor"),
    "moved_by.roommate_symptomatic": _("A room-mate had symptoms"),
    "moved_by.roommate_positive": _("A room-mate tested positive"),
    "moved_by.unprotected_carer": _("A carer came without protection"),
    "moved_by.exposure": _("Was near a case"),
    "moved_by.roommate_count": _("A room-mate's days began later"),
    "moved_by.shared_air": _("Was not alone in the room"),
    "moved_by.transport": _("Was on the way with others"),
    "moved_by.shift": _("Was on duty among residents"),
}
SYMPTOMS: dict[str, Any] = {
    "symptom_free.clear": _("No symptoms in the last {last_days} days."),
    "symptom_free.seen": _(
        "Symptoms on {last_at}; {last_days} days without any are asked."
    ),
    "symptom_free.no_log": _("Nobody has looked for symptoms: that is not “none”."),
    "symptom_free.no_start": _("Symptoms count only from the start of an isolation."),
    "symptom_log.complete": _("Symptoms were looked for every day."),
    "symptom_log.holes": _(
        "Symptoms were not looked for often enough on: {days}. Asked: {per_day} a day."
    ),
    "symptom_log.no_start": _("The log counts only from the start of an isolation."),
    "look.not_done": _("Entered as not looked for: {days}."),
    "look.antipyretic": _("A medicine against fever hid what there was: {days}."),
    "look.ahead": _(
        "Entered before it was done, so some clock is wrong: {days}. These looks do "
        "not count."
    ),
    "look.by_breaker": _(
        "Noted by somebody who had broken this isolation: {days}. These looks do not "
        "count."
    ),
}
TESTS: dict[str, Any] = {
    "test.enough": _("Nucleic-acid test {got}/{needed}: negative, and fresh enough."),
    "test.missing": _("Nucleic-acid test {got}/{needed}."),
    "test.no_start": _("No test counts yet: no day does."),
    # why a sample did not count
    "sample.too_early": _(
        "The sample of {at} is day {day} of the count that began on {since}; day "
        "{from_day} or later is asked."
    ),
    "sample.before_isolation": _("The sample of {at} is from before the isolation."),
    "sample.before_restart": _(
        "The sample of {at} is from before the count began on {since}, and says "
        "nothing of what came in between."
    ),
    "sample.too_old": _(
        "The sample of {at} is {hours} hours old; {valid_hours} at most are allowed."
    ),
    "sample.too_close": _(
        "The sample of {at} is less than {spacing_hours} hours from another."
    ),
    "sample.not_another": _(
        "The sample of {at} is not a second one: it was entered twice, or comes from "
        "the same laboratory or reagent, or does not say from which."
    ),
    "sample.assay": _("The sample of {at} had another kind of test: {assay}."),
    "sample.pathogen": _(
        "The sample of {at} was tested for {pathogen}; a test for {asked} is asked."
    ),
    "sample.specimen": _("The sample of {at} was another kind of specimen."),
    "sample.pooled": _(
        "The sample of {at} was tested in a pool of {pool}; a smaller one, or a test "
        "of this person alone, is asked."
    ),
    "sample.no_specimen_time": _(
        "The result of {at} does not say when the sample was taken. Ask the laboratory."
    ),
    "sample.ahead": _(
        "The sample of {at} was entered before it was taken, so some clock is wrong. "
        "Correct the entry."
    ),
    "sample.positive": _("The sample of {at} is positive."),
    "sample.weak_positive": _("The sample of {at} is weakly positive in one gene."),
    "sample.indeterminate": _("The sample of {at} could not be decided."),
    "sample.invalid": _("The sample of {at} gave no valid result."),
    "sample.lost": _("The sample of {at} was lost."),
}
OTHERS: dict[str, Any] = {
    "sign_off.signed": _("The signature can be given."),
    "sign_off.missing": _("The signature is missing: {missing}."),
    "sign_off.second_person": _("A second person must sign."),
    "sign_off.no_start": _("It can be signed only when the days are over."),
    "head": _("head of the house"),
    "director": _("director"),
    "doctor": _("doctor"),
    "case.positive_test": _(
        "A positive result of {since}: this way out is closed. Follow the pathway for "
        "cases, and call the county."
    ),
    "case.suspected": _("A suspected case since {since}: this way out is closed."),
    "case.confirmed": _("A confirmed case since {since}: this way out is closed."),
    "case.deceased": _("Died on {since}."),
    "case.unresolved": _(
        "A pooled or weakly positive result of {since} is open. Take a sample of this "
        "person alone now."
    ),
    "suspension.in_force": _("Releases are suspended here since {since}."),
    "extension.in_force": _("{by} keeps this person until {until}: {because}."),
    "extension.open": _("{by} keeps this person until further notice: {because}."),
    "waiver.given": _(
        "{authority} has let this go: {because}. Signed by {by} and {second_by}."
    ),
    "waiver.incomplete": _(
        "A waiver was entered that does not hold: it must name the authority and the "
        "reason, and two people must sign."
    ),
    "recovered.within": _(
        "Has had the infection ({since}), proven and over: this way is open until "
        "{until}."
    ),
    "recovered.none": _("No earlier infection is on record."),
    "recovered.unproven": _(
        "An earlier infection is on record, but no test says when it was."
    ),
    "recovered.too_long_ago": _(
        "The earlier infection is more than {within_days} days ago."
    ),
    "recovered.not_over": _("The infection is not over yet."),
}
# what somebody should look at again
DOUBTS: dict[str, Any] = {
    "doubt.ahead": _(
        "Entries made before they happened: {count}, by up to {hours} hours. Some "
        "clock is wrong; what speaks in favour does not count."
    ),
    "doubt.late": _(
        "Entries made late: {count}, by up to {hours} hours. They count as they stand; "
        "check the times."
    ),
    "doubt.to_come": _(
        "Entries for a time that has not come yet: {count} ({at}). They do not count."
    ),
    "doubt.two_in_room": _(
        "Room {room} has had two people since {since}, though entered as alone. Put "
        "the rooms right."
    ),
    "doubt.two_in_bed": _(
        "Bed {bed} of room {room} has had two people since {since}. Put the beds right."
    ),
}
# why a kept decision cannot be taken again as it was
REPLAY: dict[str, Any] = {
    "replay.policy_missing": _("The policy {name} is no longer on record."),
    "replay.policy_changed": _("The policy {name} is no longer what it was."),
    "replay.fact_missing": _("The fact {name} is no longer on record."),
    "replay.fact_changed": _("The fact {name} is no longer what it was."),
    "replay.engine": _("It was decided by {kept}; the rule is {now} now."),
    "replay.tampered": _("The kept decision does not match its fingerprint."),
    "replay.differs": _("Taken again, the decision is another."),
}
WORDS = OUTCOMES | ISOLATION | CLOCK | SYMPTOMS | TESTS | OTHERS | DOUBTS | REPLAY


def sentence(decision: Decision) -> str:
    """Say a decision in one line: the outcome, what is missing, the earliest day."""
    outcome = wording.say(f"clearance.{decision.status}")
    what = ("" if dates.chinese() else " ").join(map(str, _parts(decision)))
    told = wording.say("clearance.said", outcome=str(outcome), what=what)
    return str(told if what else outcome)


def _parts(decision: Decision) -> Iterator[Any]:
    if not decision.policies:
        yield wording.say("policy.none")
    for clause in decision.told:
        yield from map(wording.say_reason, (clause.reason, *clause.notes))
    yield from map(wording.say_reason, decision.doubts)
    if decision.status is not Outcome.NOT_YET:
        return
    if decision.earliest:
        yield wording.say("clearance.earliest", at=decision.earliest)
    else:
        yield wording.say("clearance.no_day")
    if decision.sample_from:
        yield wording.say("clearance.sample_from", at=decision.sample_from)
