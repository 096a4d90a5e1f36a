"""A template of a bulletin in both languages, with figures of the norm."""

from datetime import date

from tests.factories.world import moment
from wardline.base.ledger import opened
from wardline.base.places import clock, scope
from wardline.front.bulletins import actions, queries
from wardline.front.bulletins.models import Edition

ON = date(2020, 3, 1)
BODY_ZH = (
    "自{figure:guidance.level_changed_on}起，响应级别为{figure:guidance.level_now}级。"
    "\n\n## 机构\n\n全省{figure:places.institutions}家机构，"
    "封闭{figure:gate.closed_institutions}家。"
)
BODY_EN = (
    "Since {figure:guidance.level_changed_on} the level is "
    "{figure:guidance.level_now}.\n\n## Homes\n\n"
    "{figure:places.institutions} homes, {figure:gate.closed_institutions} closed."
)


def prose(**more):
    return {
        "title_zh": "机构防线不松",
        "title_en": "The line stands",
        "source_zh": "省民政厅",
        "source_en": "The Department",
        "breadcrumb_zh": "首页 / 动态",
        "breadcrumb_en": "Home / News",
        "body_zh": BODY_ZH,
        "body_en": BODY_EN,
    } | more


def templated(w, **more):
    """Keep the template."""
    rows = [prose(code="bulletin", **more)]
    actions.keep_templates(by=w.authority, at="T", rows=rows)


def drafted(w, at="2020-03-01 18:00"):
    """Keep the template and draft from it."""
    templated(w)
    with clock.set_to(moment(at)), scope.entered("T"):
        template = queries.templates(w.authority).get()
        return actions.draft(by=w.authority, template=template, on=ON)


def published(w, bulletin, at="2020-03-01 18:30", **more):
    """Publish at a moment."""
    with clock.set_to(moment(at)):
        return actions.publish(by=w.authority, bulletin=bulletin, **more)


def defaced(edition):
    """Put in a newer row whose text its seal does not cover, as a table that somebody
    with more power than the web has changed would hold it."""
    token = opened.depth.set(1)
    try:
        with scope.entered("T"):
            return Edition.objects.create(
                place_id=edition.place_id,
                bulletin_id=edition.bulletin_id,
                slug=edition.slug,
                number=edition.number + 1,
                content=edition.content | {"body_zh": "加微信领红包"},
                seal=edition.seal[::-1],
                published_at=edition.published_at,
                published_by_id=edition.published_by_id,
            )
    finally:
        opened.depth.reset(token)
