"""What every page knows: who acts, in which posts, in which areas."""

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wardline.base.places import clock
from wardline.base.places import queries as places

# area, name, icon: in the order of the loop
AREAS = [
    ("desk", _("Desk"), "desk"),
    ("directives", _("Directives"), "directive"),
    ("guidance", _("Guidance"), "guidance"),
    ("gate", _("Gate"), "gate"),
    ("surveillance", _("Watch"), "watch"),
    ("inspection", _("Inspection"), "inspection"),
    ("self_check", _("Self-check"), "ok"),
    ("correction", _("Correction"), "correction"),
    ("safetynet", _("Safety net"), "cover"),
    ("bulletins", _("Bulletins"), "bulletin"),
    ("offices", _("Offices"), "office"),
]


def acting(request) -> dict[str, object]:
    """Give templates who acts, their posts and areas, the authority and the clock."""
    post = getattr(request, "acting", None)
    return {
        "acting": post,
        "posts": getattr(request, "posts", []),
        "areas": _areas(request, post) if post else [],
        "authority": places.authority(),
        "replayed_at": timezone.localtime(clock.now()) if clock.shifted() else None,
    }


def _areas(request, post) -> list[dict[str, object]]:
    here = request.resolver_match.app_name if request.resolver_match else ""
    found = []
    for area, label, icon in AREAS:
        if area not in post.role.areas:
            continue
        try:
            url = reverse(f"{area}:index")
        except NoReverseMatch:
            continue
        found.append(
            {"url": url, "label": label, "icon": icon, "current": area == here}
        )
    return found
