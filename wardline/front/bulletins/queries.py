"""What the public may read, and what an officer has in hand."""

from django.db.models import F, OuterRef, QuerySet, Subquery

from wardline.base.accounts.models import Post
from wardline.front.bulletins import content
from wardline.front.bulletins.models import Bulletin, Edition, Template, View


def latest() -> QuerySet[Edition]:
    """Return the newest edition of each bulletin, newest first. Public."""
    newest = Edition.objects.filter(slug=OuterRef("slug")).order_by("-number")
    return Edition.objects.filter(pk=Subquery(newest.values("pk")[:1])).order_by(
        "-published_at"
    )


def edition(slug: str, number: int | None = None) -> Edition | None:
    """Return one edition, the newest without a number. Public."""
    found = Edition.objects.filter(slug=slug).order_by("-number")
    return (found.filter(number=number) if number else found).first()


def editions(slug: str) -> QuerySet[Edition]:
    """Return every edition of a bulletin, newest first. Public."""
    return Edition.objects.filter(slug=slug).order_by("-number")


def by_seal(text: str) -> list[Edition]:
    """Return the editions whose seal begins so (12 characters at least). Public."""
    text = "".join(text.split()).lower()
    if len(text) < 12:
        return []
    return list(Edition.objects.filter(seal__startswith=text)[:2])


def intact(found: Edition) -> bool:
    """Tell whether an edition still is what was sealed."""
    return content.fingerprint(found.content) == found.seal


def defaced() -> list[Edition]:
    """Return the editions that are no longer what was sealed. Public."""
    return [found for found in Edition.objects.all() if not intact(found)]


def seen(found: Edition) -> int:
    """Count one more reading of an edition; return how many there are."""
    if not View.objects.filter(pk=found.pk).update(count=F("count") + 1):
        View.objects.get_or_create(pk=found.pk, defaults={"count": 1})
    return View.objects.get(pk=found.pk).count


def bulletins(viewer: Post) -> QuerySet[Bulletin]:
    """Return the drafts at the viewer's place and below, newest first."""
    newest = Edition.objects.filter(bulletin=OuterRef("pk")).order_by("-number")
    return (
        Bulletin.objects.within(viewer.place_id)
        .annotate(
            edition_number=Subquery(newest.values("number")[:1]),
            edition_at=Subquery(newest.values("published_at")[:1]),
        )
        .select_related("edited_by__user")
        .order_by("-on", "-id")
    )


def templates(viewer: Post) -> QuerySet[Template]:
    """Return the templates that the viewer may draft from."""
    return Template.objects.within(viewer.place_id).order_by("code")
