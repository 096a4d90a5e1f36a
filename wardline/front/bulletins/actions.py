"""What may be done with a bulletin: templates kept, drafted, edited, published."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.ledger.queries import latest_seal
from wardline.base.places import clock
from wardline.front import figures
from wardline.front.bulletins import content
from wardline.front.bulletins.models import Bulletin, Edition, Template

PROSE = ("title", "source", "breadcrumb", "body")
COLUMNS = [f"{name}_{tongue}" for name in PROSE for tongue in ("zh", "en")]


class FigureLost(ValueError):
    """The prose names a figure that does not exist, or lacks one it had."""

    def __init__(self, codes: Iterable[str]) -> None:
        self.codes = sorted(codes)
        super().__init__(", ".join(self.codes))


def keep_templates(*, by: Post, at: str, rows: Iterable[Mapping[str, str]]) -> int:
    """Keep templates by their code; one that is known is replaced."""
    rows = list(rows)
    with deed(by=by, verb=Verb.KEEP_TEMPLATES, at=at) as note:
        for row in rows:
            _demand_known(content.codes(row["body_zh"], row["body_en"]))
            known = Template.objects.filter(place_id=at, code=row["code"]).first()
            template = known or Template(place_id=at, code=row["code"])
            for name in COLUMNS:
                setattr(template, name, row[name])
            template.save()
        note("bulletins.template", count=len(rows))
    return len(rows)


def draft(
    *, by: Post, template: Template, on: date, key: str | None = None
) -> Bulletin:
    """Draft a bulletin for a day from a template."""
    with deed(by=by, verb=Verb.DRAFT_BULLETIN, at=template.place_id, key=key) as note:
        now = clock.now()
        slug = f"{on.isoformat()}-{template.code}"
        again = Bulletin.objects.filter(slug__startswith=slug).count()
        made = Bulletin.objects.create(
            place_id=template.place_id,
            slug=f"{slug}-{again + 1}" if again else slug,
            on=on,
            drafted_at=now,
            drafted_by=by,
            edited_at=now,
            edited_by=by,
            **{name: getattr(template, name) for name in COLUMNS},
        )
        note(made, template=template.code)
    return made


def edit(
    *, by: Post, bulletin: Bulletin, prose: Mapping[str, str], key: str | None = None
) -> Bulletin:
    """Change the prose; every figure it had must still be there, none be typed."""
    had = set(content.codes(bulletin.body_zh)), set(content.codes(bulletin.body_en))
    has = set(content.codes(prose["body_zh"])), set(content.codes(prose["body_en"]))
    _demand_known(has[0] | has[1])
    if lost := (had[0] - has[0]) | (had[1] - has[1]):
        raise FigureLost(lost)
    with deed(by=by, verb=Verb.EDIT_BULLETIN, at=bulletin.place_id, key=key) as note:
        for name in COLUMNS:
            setattr(bulletin, name, prose[name])
        bulletin.edited_at, bulletin.edited_by = clock.now(), by
        bulletin.save()
        note(bulletin)
    return bulletin


def publish(
    *, by: Post, bulletin: Bulletin, reason: str = "", key: str | None = None
) -> Edition:
    """Count the figures, freeze all, seal it: from now on it is public."""
    with deed(by=by, verb=Verb.PUBLISH, at=bulletin.place_id, key=key) as note:
        # two who publish at once: the second waits, and makes the edition after
        bulletin = Bulletin.objects.select_for_update().get(pk=bulletin.pk)
        before = bulletin.editions.order_by("-number").first()
        number = before.number + 1 if before else 1
        frozen = content.compose(
            {name: getattr(bulletin, name) for name in COLUMNS},
            _count(by, bulletin),
            slug=bulletin.slug,
            number=number,
            reason=reason,
            previous=before.seal if before else "",
            published_at=clock.now().astimezone(UTC).isoformat(),
            ledger=_ledger(),
        )
        made = Edition.objects.create(
            place_id=bulletin.place_id,
            bulletin=bulletin,
            slug=bulletin.slug,
            number=number,
            content=frozen,
            reason=reason,
            seal=content.fingerprint(frozen),
            published_at=clock.now(),
            published_by=by,
        )
        note(made, seal=made.seal, number=number)
    return made


def _count(by: Post, bulletin: Bulletin) -> list:
    wanted = content.codes(bulletin.body_zh, bulletin.body_en)
    return [
        figures.count(code, viewer=by, at=bulletin.place_id, on=bulletin.on)
        for code in wanted
    ]


def _ledger() -> dict[str, str]:
    newest = latest_seal()
    return {"on": newest.on.isoformat(), "seal": newest.seal} if newest else {}


def _demand_known(wanted: Iterable[str]) -> None:
    if unknown := set(wanted) - set(figures.DEFINITIONS):
        raise FigureLost(unknown)
