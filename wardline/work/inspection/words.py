"""The sentences of the room's codes: answers, refusals, faults of a draw, notices."""

from django.utils.translation import gettext_lazy as _

from wardline.base.ui import wording

ANSWERS = {
    "ok": _("It holds"),
    "short": _("It falls short"),
    "not_applicable": _("Does not apply here"),
}
HOLDS = {"yes": _("The repair holds"), "no": _("The repair does not hold")}
KNOWS = {"yes": _("knows it"), "no": _("does not know it")}
# what the form of a visit asks besides its questions, and about each of them
TOLD = {
    "start": _("Begun"),
    "end": _("Finished"),
    "visit": _("Number of the visit"),
    "arrived_at": _("At the gate since"),
    "let_in_at": _("Let in at"),
    "place": _("Where you stand"),
    "headcount": _("Heads counted"),
    "name": _("Staff asked"),
    "knows": _("Asked about their duties"),
    "urgent": _("Told ahead of the visit, as a danger"),
    "signed_by": _("Who heard the findings for the home"),
    "signature": _("Signature for the home"),
    "inspector_signature": _("Signature for the team"),
    "refused_reason": _("Why nobody signed"),
    "closed_reason": _("How you know that it is closed"),
    "answer": _("Answer"),
    "note": _("What falls short"),
    "scope": _("How far it reaches"),
    "severity": _("How grave"),
    "measure": _("Clause"),
    "answered_at": _("Answered at"),
    "finding": _("Seen again: finding"),
    "holds": _("The repair"),
    "due_at": _("To be mended by"),
    "photo": _("Photo"),
}
SUBSTITUTIONS = {
    "closed": _("closed or not in use"),
    "moved": _("moved away"),
    "sealed_off": _("sealed off for an outbreak"),
    "unreachable": _("road blocked"),
    "disaster": _("fire, flood or another emergency"),
    "recused": _("everyone of the team keeps away from it"),
}
REFUSALS = {
    "share_missing": _(
        "Wave {n} waits for shares: {number}. One that does not come is recorded as "
        "withheld; then a stand-in is asked."
    ),
    "share_released_by_them": _("This share of wave {n} was released; look again."),
    "withheld_already": _("It is recorded that this share of wave {n} was withheld."),
    "not_asked": _(
        "Wave {n} does not ask for this share: a stand-in is asked when somebody "
        "withholds theirs."
    ),
    "wait_for_share": _("Wait for the share until {at} before you record it."),
    "reason_unknown": _("Choose one of the reasons."),
    "let_in_already": _("The team was let in: this home is visited, not replaced."),
    "replaced_already": _("A reserve has taken the place of this home already."),
    "recuse_yourself": _("You can enter a recusal for yourself only."),
    "place_not_found": _("There is no place with the code {place}. Look it up."),
    "recusal_ended": _("This recusal has ended already."),
    "waves_to_come": _(
        "A wave is still to come: what is published now would tell who may be drawn."
    ),
    "visits_to_come": _(
        "Homes drawn and neither visited nor replaced: {number}. Publish afterwards."
    ),
    "code_taken": _("There is a plan with the code {plan} already. Choose another."),
    "ends_before_it_begins": _("The last day lies before the first. Check both."),
    "no_team": _("Name at least one team with its leader."),
    "in_two_teams": _(
        "Someone is named in two teams, or twice in one. Name each once."
    ),
    "too_few_custodians": _(
        "A draw needs at least one custodian. Appoint them first, under Offices."
    ),
    "waves_do_not_add_up": _(
        "The waves must follow one another, and their visits add up to {sites}."
    ),
    "area_too_small": _(
        "Area {area} has only {homes} homes: no wave visits so few, so they could "
        "never be drawn. Let one wave visit fewer homes in each area."
    ),
    "nobody_free": _(
        "Every leader had a part in what was closed at {home}, or keeps away from it. "
        "Name a leader who had none."
    ),
    "not_a_custodian": _("You are not one of the custodians of this plan."),
    "begun": _("A wave has been opened: no chain can join any more."),
    "chain_kept": _("Your chain is committed already; it cannot be changed."),
    "not_a_hash": _("This is no end of a chain: it has 64 digits from 0 to 9, a to f."),
    "no_chain": _("You have committed no chain to this plan, so you have no share."),
    "share_released": _("You have released your share of wave {n} already."),
    "share_wrong": _(
        "A share of wave {n} does not lead to the end that was published. Check that "
        "it is the value of this wave; nothing was opened."
    ),
    "wave_opened": _("Wave {n} has been opened already."),
    "turn": _("Another wave comes before wave {n}. Open that one first."),
    "too_early": _("Wave {n} departs at {at}; it cannot be opened earlier."),
    "other_team": _("This visit belongs to another team."),
    "finished_already": _("This visit was finished at {at}. It cannot be changed."),
    "in_future": _("This time lies in the future (it is {now} now). Check it."),
    "before_opening": _(
        "The wave was opened at {at}; nobody can have arrived earlier. Check the time."
    ),
    "let_in_before_arrival": _(
        "You were let in before you arrived, by these times. Check both."
    ),
    "nobody_answers": _(
        "Nobody answers for this home or above it. Appoint someone, under Offices."
    ),
    "not_arrived": _("Write down first when you stood at the gate."),
    "answer_unknown": _("Choose one of the three answers."),
    "holds_or_not": _("Finding {number}: say whether the repair holds or not."),
    "not_asked_here": _("This question is not asked in homes of this kind."),
    "finding_open": _(
        "This answer is finding {number} already. What has changed since is written "
        "down there."
    ),
    "say_what_falls_short": _("Write what falls short, as you saw it."),
    "place_unknown": _("There is no home and no area with the code {place}."),
    "same_home": _("From a home to itself there is no drive. Give two homes."),
    "too_fast": _("That would be {speed} km/h. Check the kilometres and the minutes."),
    "nothing_to_answer": _("No measure binds here that could be answered."),
    "answer_all": _(
        "Measures not answered: {number}. Other measures may have begun to bind "
        "meanwhile; look the list over again."
    ),
    "sign_or_say_why": _(
        "Write who heard the findings for the home, or why nobody signed."
    ),
}
INTAKE = {
    "no_instance": _("The part xml_submission_file is missing."),
    "no_multipart": _("Send the form as multipart/form-data."),
    "cut_off": _("The sending was cut off. Nothing was kept: send it again."),
    "form_unknown": _("No such form, or no such version of it."),
    "other_content": _("An instance with this ID is here already, with different XML."),
    "received": _("Received."),
    "page_expired": _("Open the page anew, then send again."),
    "not_offered": _("Not offered here."),
    "no_header": _("The header X-OpenRosa-Version: 1.0 is missing."),
    "key_unknown": _("This key is unknown, or was taken back."),
    "sign_in": _("Sign in with name and password."),
    "no_field": _("This post has no forms of the field, or has ended."),
    "no_media": _("This form has no such file."),
    "too_large": _("Too large: at most {limit} MB are taken. Make the photo smaller."),
    "kept_not_applied": _("Kept, and not applied to the visit: {reason}"),
    "refused": _("It could not be applied to the visit."),
    "broken_xml": _("This is no well-formed XML."),
    "no_form_named": _("The instance names no form."),
    "no_instance_id": _("The instance has no instanceID, or one that is too long."),
    "withdrawn": _("The form was withdrawn before this came; an officer looks at it."),
    "no_visit": _("No visit has the number {number}."),
    "other_kind": _("This form is for another kind of home than the one visited."),
    "question_unknown": _("The question {code} is not asked in this home."),
    "clock_ahead": _(
        "The clock of the device is {hours} hours ahead, so its times are not believed."
    ),
    "clock_behind": _(
        "By the clock of the device, the team arrived {hours} hours before the wave "
        "was opened at {at}, so its times are not believed."
    ),
    "say_which_issues": _("Write what is wrong, for whoever reads it."),
    "nothing_held": _("Nothing of this submission is held back."),
    "no_such_form": _("No open form is called {form}."),
    "key_taken_back": _("This key has been taken back already."),
}
FORM = {
    "no_workbook": _("This is no Excel workbook (.xlsx). Save the form as .xlsx."),
    "too_large": _("This workbook unpacks to more than a form ever needs."),
    "unreadable": _("This workbook cannot be read: {why}"),
    "no_id": _("On the sheet “settings”, write the form_id."),
    "no_version": _("On the sheet “settings”, write the version."),
    "cell": _("Sheet “{sheet}”, column “{column}”, row {row}: {why}"),
    "row": _("Row {row}: {why}"),
    "refused": _("The form cannot be converted: {why}"),
    "reserved": _("A name that begins with “visit-” belongs to the forms of visits."),
    "known": _("Version {version} of {form} is here. Write another version."),
    "open_already": _("This version is open already."),
    "draft": _("preview only"),
    "open": _("open to devices"),
    "withdrawn": _("withdrawn"),
}
REVIEWS = {
    "received": _("received"),
    "has_issues": _("has issues"),
    "edited": _("edited"),
    "rejected": _("rejected"),
    "approved": _("approved"),
}
SELF_CHECK = {
    "yes": _("yes"),
    "partly": _("partly"),
    "no": _("no"),
    "not_applicable": _("does not apply"),
}
FAULTS = {
    "waves.cannot_split": _(
        "Visits, areas and days do not fit: each day enters at least one area, and "
        "each area has at least one visit."
    ),
    "waves.fixed_too_many": _("More areas are fixed than are entered in all."),
    "waves.fixed_too_small": _(
        "A fixed area has too few homes: a wave visits {largest} in one area."
    ),
    "waves.too_few_areas": _(
        "Too few areas have enough homes: a wave visits {largest} in one area."
    ),
    "waves.too_few_days": _("There are fewer days than waves."),
    "waves.too_few_inspectors": _(
        "Too few inspectors: each team takes as many as are drawn for it, and nobody "
        "is in two."
    ),
    "waves.crews": _("The inspectors are not those that the key draws."),
    "waves.substitution": _(
        "A home was replaced by another than the next reserve, or without a reason."
    ),
    "draw.unreadable": _("The file is damaged: it cannot be read as a draw."),
    "waves.outline": _("The outline is not the one that was committed."),
    "waves.areas": _("The areas entered are not those that the key draws."),
    "waves.frames": _("A frame is not the one that was committed."),
    "waves.visits": _("The visits are not those that were drawn."),
    "draw.size_impossible": _("More visits are asked for than there are homes."),
    "draw.too_few_shares": _(
        "At least two custodians must release their shares before a wave opens."
    ),
    "draw.inclusions": _("The chances do not add up."),
    "draw.wave": _("The number of the wave is wrong."),
    "draw.custodians": _("The custodians are not those of the plan."),
    "draw.ends": _("The ends of the chains are not those published before."),
    "draw.share": _("A share does not lead to the end of its chain."),
    "draw.drawn": _("The homes drawn are not those that the key draws."),
    "draw.reserves": _("The reserves are not those that the key draws."),
}
SIGNATURES = {"home": _("for the home"), "team": _("for the team")}
NOTICES = {
    "plan.committed": _(
        "The inspection plan {plan} is committed. Publish the end of your chain."
    ),
    "share.asked": _(
        "A share of wave {n} was withheld: plan {plan} asks for yours instead."
    ),
    "visit.substituted": _(
        "A home cannot be visited. Reserves that take its place: {number}."
    ),
    "visit.envelope": _("Your envelope is open: {number} visits."),
    "visit.finished": _(
        "The visit to your home is finished. What fell short: {number}."
    ),
}
POINTS = {
    "base": _("every home"),
    "size": _("size"),
    "kind": _("kind of home"),
    "unseen": _("days since the last visit"),
    "record": _("what was found before"),
    "findings": _("open findings"),
    "overdue": _("overdue corrections"),
    "reports": _("late or doubtful reports"),
    "warnings": _("somebody positive"),
}
FIGURES = {
    "teams": _("Teams on unannounced visits"),
    "areas": _("Areas visited unannounced"),
    "institutions": _("Homes visited unannounced"),
    "findings": _("Findings on unannounced visits"),
    "on_the_spot": _("Corrected before the team's eyes"),
}

wording.register({f"self_check.{code}": text for code, text in SELF_CHECK.items()})
wording.register({f"knows.{code}": text for code, text in KNOWS.items()})
wording.register({f"holds.{code}": text for code, text in HOLDS.items()})
wording.register({f"told.{name}": text for name, text in TOLD.items()})
wording.register({f"answer.{code}": text for code, text in ANSWERS.items()})
wording.register(
    {f"inspection.{code}": text for code, text in (REFUSALS | FIGURES).items()}
)
wording.register({f"substitution.{code}": t for code, t in SUBSTITUTIONS.items()})
wording.register({f"signature.{side}": text for side, text in SIGNATURES.items()})
wording.register({f"intake.{code}": text for code, text in INTAKE.items()})
wording.register({f"form.{code}": text for code, text in FORM.items()})
wording.register({f"submission.{code}": text for code, text in REVIEWS.items()})
wording.register(FAULTS | NOTICES)
wording.register({f"points.{code}": text for code, text in POINTS.items()})
