"""A small norm: documents, measures, level I, then III under a hold."""

from datetime import date

from wardline.core.guidance import actions


def document(code, **more):
    return {
        "code": code,
        "kind": "notice",
        "number": f"No. {code}",
        "title_zh": f"关于{code}的通知",
        "title_en": f"Notice {code}",
        "issued_on": date(2020, 1, 25),
    } | more


def measure(code, topic, **more):
    return {
        "code": code,
        "document": "guide",
        "topic": topic,
        "text_zh": f"{code}的要求。",
        "text_en": f"What {code} asks.",
        "valid_from": date(2020, 1, 31),
        "aspect": "entry_exit",
        "citation": f"Guide, {code}",
        "levels": [1],
    } | more


def lay_down(w, hold=True):
    """Guide and measures from 31 Jan; level I from 25 Jan, III from 21 Feb; a hold."""
    top = {"by": w.authority, "at": "T"}
    actions.keep_documents(
        **top,
        rows=[
            document("guide", kind="guide"),
            document("level-1", kind="order"),
            document("level-3", kind="order", issued_on=date(2020, 2, 21)),
            document("urgent", issued_on=date(2020, 2, 22)),
        ],
    )
    actions.set_measures(
        **top,
        rows=[
            measure("no-visits", "closure.visitors", strictness=5),
            measure("elder-apart", "isolation.days", institution_kinds=["elder"])
            | {"params": {"days": 14}},
            measure("report", "report.due", levels=[], params={"at": "17:30"}),
        ],
    )
    actions.set_level(
        **top, level=1, from_on=date(2020, 1, 25), document_code="level-1"
    )
    actions.set_level(
        **top, level=3, from_on=date(2020, 2, 21), document_code="level-3"
    )
    if hold:
        actions.hold(
            **top,
            code="no-relaxing",
            from_on=date(2020, 2, 22),
            level_kept=1,
            document_code="urgent",
        )
