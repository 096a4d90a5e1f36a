"""The sentences of the offices: what is refused, and the names of roles."""

from django.utils.translation import gettext_lazy as _

from wardline.base.ui import wording
from wardline.work.offices import queries

wording.register({f"offices.role.{role.code}": role.label for role in queries.roles()})
wording.register(
    {
        "offices.same_person": _("This person holds the post already."),
        "offices.handed_over_in_the_past": _(
            "A post is handed over today or later, not in the past."
        ),
        "offices.deputy_delegates_nothing": _(
            "Who stands in for somebody cannot let a third person stand in."
        ),
        "offices.days_impossible": _(
            "Standing in begins today or later, and ends after it begins."
        ),
        "offices.no_colleague": _(
            "Choose somebody who holds a post at your place or below."
        ),
        "offices.not_your_deputy": _("This person does not stand in for you."),
        "post.delegated": _("You stand in for {by}: choose the post to act in it."),
        "offices.other_authority": _(
            "This database belongs to another authority (“{pack}”). Use an empty "
            "database for a second one."
        ),
        "offices.no_parent": _(
            "“{place}” cannot be entered: there is no division “{parent}” here. Enter "
            "the division first, or correct its code."
        ),
        "offices.not_the_path": _(
            "The code “{place}” must begin with that of its division, “{parent}”."
        ),
        "offices.is_division": _(
            "“{place}” is the code of a division. Give the institution a code of its "
            "own."
        ),
        "offices.tangled": _(
            "The code “{place}” begins with “{other}”, to which it does not belong. "
            "Choose another code: otherwise people there would see its records."
        ),
        "offices.no_place": _("There is no such place at or below yours."),
        "offices.role_not_here": _(
            "This place does not have that role. Choose one from the list."
        ),
        "offices.role_not_yours": _(
            "Your office may not give or end this role here; the office above may."
        ),
        "offices.username_taken": _(
            "The user name “{username}” belongs to someone of another name. For the "
            "same person write the name exactly as it is known; else choose another "
            "user name."
        ),
        "offices.own_post": _(
            "Nobody ends the post in which they act. Ask the office above yours."
        ),
        "offices.ended": _("This post ended already on {on}."),
        "offices.ends_before_it_begins": _(
            "A post cannot end before it began ({on}). Choose a later day."
        ),
        # figures
        "offices.institutions": _("Institutions in service"),
        "offices.unanswered": _("Places without a responsible person"),
    }
)
