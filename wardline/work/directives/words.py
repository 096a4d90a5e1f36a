"""The sentences of this room: refusals, notices, what a reading found and changed."""

from django.utils.translation import gettext_lazy as _

from wardline.base.ui import wording

URGENCIES = {
    "routine": _("routine"),
    "urgent": _("urgent"),
    "extra": _("extra urgent"),
}

wording.register(
    {
        "directives.issued_already": _(
            "This directive was issued at {at}. It can no longer be changed; issue "
            "another that corrects it."
        ),
        "directives.recalled_already": _(
            "This directive was recalled at {at}: it orders nothing any more."
        ),
        "directives.not_issued": _(
            "This directive is a draft: nobody has it yet, so nothing is to be "
            "recalled."
        ),
        "directives.say_why_recalled": _("Say why it is recalled."),
        "directives.replaces_another_offices": _(
            "Only another directive of your own office can be replaced."
        ),
        "directives.term_longer": _(
            "The issuer asks for signatures within {hours} hours. You may ask for them "
            "sooner, not later."
        ),
        "directives.read_already": _("This was signed as read before. It counts once."),
        "directives.say_why_absent": _("Say why nobody can come."),
        "directives.meeting_over": _("This meeting was over at {at}."),
        "directives.meeting_not_begun": _("This meeting begins at {at}."),
        "directives.not_invited": _("Your place is not invited to this meeting."),
        "directives.excused_already": _("Your place was excused at {at}."),
        "directives.minutes_empty": _("Write the minutes, in one language at least."),
        "directive.recalled": _("Recalled at {at}: {title}"),
        "directives.role.officer": _("offices: the officer"),
        "directives.role.head": _("institutions: the head"),
        "directives.role.duty": _("institutions: whoever is on duty"),
        "directives.proof.receipt": _("the receipt alone"),
        "directives.proof.meeting": _("the record of a meeting"),
        "directives.proof.report": _("a report"),
        "directives.proof.measure": _("what was done, in words or a photo"),
        "directives.due_in_the_past": _(
            "This hour has passed: it is {now} now. Name a later one."
        ),
        "directives.concerns_nobody": _(
            "Among those who received it nobody has this post at the levels and places "
            "chosen. Choose others."
        ),
        "directives.say_what": _("Say what must be done, in one language."),
        "directives.say_why": _("Say why it is taken back."),
        "directives.not_received_here": _(
            "Your office has not received this directive: obligations are added by an "
            "office that issued or received it."
        ),
        "directives.withdrawn_already": _("This obligation was taken back at {at}."),
        "directives.not_asked_here": _("This is not asked of your place."),
        "directives.fulfilled_already": _(
            "This was reported done at {at}. It counts once."
        ),
        "directives.proof_missing.receipt": _("Say what was done."),
        "directives.proof_missing.meeting": _(
            "Write the record of the meeting: when, who was there, what was told."
        ),
        "directives.proof_missing.report": _("Write the report, or its main figures."),
        "directives.proof_missing.measure": _(
            "Say what was done, or add a photo that shows it."
        ),
        "directive.obliged": _("To be done by {at}: {title}"),
        "directives.not_the_first": _(
            "A draft is set aside for another directive that itself stands. Choose "
            "that one."
        ),
        "directives.set_aside_already": _(
            "This draft was set aside: it is the same order as “{title}”."
        ),
        "directives.alike.file": _("the same file"),
        "directives.alike.number": _("the same number"),
        "directives.alike.text": _("the same text"),
        "directives.alike.title": _("the same title and day"),
        "directives.nobody_below": _(
            "No open place below yours is among those you chose. Choose other levels "
            "or places."
        ),
        "directives.nothing_to_pass_on": _(
            "Every place you chose has this directive already. Write the lines to add, "
            "or choose other places."
        ),
        "directives.received_already": _("This was signed for before. It counts once."),
        "directives.done_already": _("This was reported done before. It counts once."),
        "directives.ends_before_it_starts": _(
            "The meeting ends before it begins. Check both times."
        ),
        "directives.nobody_invited": _(
            "No open place is among those you invited. Choose other levels or places."
        ),
        "directives.wrong_code": _(
            "This is not the code of the meeting. Listen again, or open the link."
        ),
        "directives.roll_not_open": _(
            "The roll call opens at {at}. Come back then; nothing is lost."
        ),
        "directives.answered_already": _(
            "Your post answered the roll at {at}. It counts once."
        ),
        "directive.issued": _("New directive: {title}. Sign for it by {at}."),
        "directive.chased": _(
            "{office} reminds you: “{title}” waits for your signature."
        ),
        "directive.added": _("Lines were added to the directive {title}."),
        "meeting.called": _("You are invited to a meeting at {at}: {title}."),
        "directives.via.link": _("by the link"),
        "directives.via.code": _("by the code"),
        "directives.state.draft": _("draft, not issued"),
        "directives.state.open": _("someone has not signed"),
        "directives.state.reached": _("everyone has signed"),
        "directives.issued": _("Directives issued here"),
        "directives.received": _("Directives signed for here"),
        "directives.meetings": _("Meetings held here"),
        "directives.reach_share": _("Signed for, of all that was sent"),
        "directives.reach_hours": _("Hours until everyone had signed"),
        "directives.receipt_hours": _("Hours until half had signed"),
        "directives.attendance": _("Invited places that came"),
    }
)
wording.register({f"directives.urgency.{k}": text for k, text in URGENCIES.items()})

wording.register(
    {
        "directives.unreadable.too_large": _(
            "The file is larger than {megabytes} MB. Save it without pictures, or "
            "split it, and send it again."
        ),
        "directives.unreadable.too_long": _(
            "The text has {length} characters; {limit} can be read. Split the document "
            "and take in its parts."
        ),
        "directives.unreadable.too_intricate": _(
            "The page has {tags} tags; {limit} can be read. Copy the text you need and "
            "paste it below."
        ),
        "directives.unreadable.too_many_pages": _(
            "The PDF has {pages} pages; {limit} can be read. Split it and take in its "
            "parts."
        ),
        "directives.unreadable.empty": _(
            "There is no text in it. Choose another file, or paste the text."
        ),
        "directives.unreadable.encrypted_pdf": _(
            "The PDF is protected by a password. Ask the sender for one without, or "
            "paste its text."
        ),
        "directives.unreadable.encrypted_document": _(
            "The document is protected by a password. Ask the sender for one without, "
            "or paste its text."
        ),
        "directives.unreadable.scanned_pdf": _(
            "The PDF is a scan: its {pages} pages are pictures without text. Ask the "
            "sender for the text, or type it in."
        ),
        "directives.unreadable.damaged_file": _(
            "The file is damaged and cannot be opened as {format}. Ask for it again, "
            "or paste its text."
        ),
        "directives.unreadable.zip_bomb": _(
            "The file unpacks to more than any document needs, so it was not opened. "
            "Ask the sender for another."
        ),
        "directives.unreadable.unknown_format": _(
            "This is {found}, which cannot be read. Save it as a web page, Word "
            "(.docx), Excel (.xlsx), PDF, e-mail (.eml) or plain text, or paste its "
            "text."
        ),
        "directives.format.html": _("a web page"),
        "directives.format.docx": _("a Word document"),
        "directives.format.xlsx": _("a workbook"),
        "directives.format.pdf": _("a PDF"),
        "directives.format.eml": _("an e-mail"),
        "directives.format.text": _("plain text"),
        "directives.format.doc": _("an old Word or Excel file (.doc, .xls)"),
        "directives.format.rtf": _("a rich text file (.rtf)"),
        "directives.format.image": _("a picture"),
        "directives.format.archive": _("an archive"),
        "directives.format.binary": _("a file without text"),
        "directives.format.slides": _("slides"),
    }
)

wording.register(
    {
        "directives.remark.false_ending": _(
            "The name ends in {ending}, but the file is {found}. It was read as that."
        ),
        "directives.remark.false_type": _(
            "The file was sent as {declared}, but it is {found}. It was read as that."
        ),
        "directives.remark.encoding_guessed": _(
            "The page does not say how it is encoded; this was guessed. Check a few "
            "words."
        ),
        "directives.remark.characters_lost": _(
            "{count} characters were damaged before the file came here and cannot be "
            "recovered."
        ),
        "directives.remark.read_from_attachment": _(
            "The letter is a cover; this was read from what hangs on it: {name}."
        ),
        "directives.remark.attachments_apart": _(
            "This hangs on the letter and was not read: {names}. Take each in by "
            "itself, if it is an order."
        ),
        "directives.remark.pages_without_text": _(
            "{pages} pages are pictures without text and were not read."
        ),
        "directives.change.injected": _("advertising above the text"),
        "directives.change.furniture": _("menus and footers of the page"),
        "directives.change.line_break": _("lines broken by the page"),
        "directives.change.radical": _("radicals in place of characters"),
        "directives.change.space": _("blanks used as layout"),
        "directives.change.gloss": _("readings in brackets"),
        "directives.change.extra_comma": _("extra commas"),
        "directives.change.script": _("traditional characters"),
        "directives.change.punctuation": _("Latin punctuation in Chinese"),
    }
)
