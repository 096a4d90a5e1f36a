"""The button that reminds those who are late, and who did so before:
`{% load chasing %}{% remind "directives.directive:12" url %}`."""

from typing import Any

from django import template

from wardline.base.accounts.verbs import Verb
from wardline.base.notices import queries

register = template.Library()


@register.inclusion_tag("notices/parts/remind.html", takes_context=True)
def remind(context: template.Context, subject: str, url: str) -> dict[str, Any]:
    """Offer to remind of a subject, by a form that goes to ``url``."""
    post = context["acting"]
    return {
        "url": url,
        "may": post.may(Verb.CHASE),
        "reminders": queries.reminders(post, subject),
        "csrf_token": context.get("csrf_token"),
    }
