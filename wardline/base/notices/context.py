"""How many notices wait, for the head of every page."""

from django.utils.functional import SimpleLazyObject

from wardline.base.notices import queries


def inbox(request) -> dict[str, object]:
    """Give templates ``unread``, counted only where it is shown."""
    post = getattr(request, "acting", None)
    return {"unread": SimpleLazyObject(lambda: queries.unread(post)) if post else 0}
