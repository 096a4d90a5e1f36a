"""The tables of every pack: places, norms, posts, and what each column asks for."""

from collections.abc import Sequence

from wardline.front.duty.packs import shapes
from wardline.front.duty.packs.reading import cells, lists
from wardline.front.duty.packs.reading.columns import Both, Column
from wardline.front.duty.packs.reading.tables import Table

PLACE = Column(cells.place, refers="places")
DOCUMENT = Column(cells.code, refers="documents")
POST = Column(cells.code, refers="posts")
DAY = Column(cells.day)
LATER = Column(cells.day, need=False, default=None)
OPTIONAL = Column(need=False)
KINDS = Column(cells.many(cells.code), refers="kinds", header="kinds")
PARAMS = Column(cells.params, need=False, default=cells.params(""))

TABLES: Sequence[Table] = (
    Table(
        "divisions",
        shapes.Division,
        {
            "code": Column(cells.place),
            "parent": Column(cells.place, need=False, refers="divisions"),
            "name": Both(),
        },
    ),
    Table(
        "institutions",
        shapes.Institution,
        {
            "code": Column(cells.place),
            "name": Both(),
            "division": Column(cells.place, refers="divisions"),
            "kind": Column(cells.code, refers="kinds"),
            "credit_code": OPTIONAL,
            "capacity": Column(cells.whole(1, 20_000)),
            "address": OPTIONAL,
            "latitude": Column(cells.number(-90, 90), need=False),
            "longitude": Column(cells.number(-180, 180), need=False),
            "opened_on": LATER,
            "head": Column(),
            "duty": Column(),
            "phone": OPTIONAL,
        },
    ),
    Table(
        "documents",
        shapes.Document,
        {
            "code": Column(cells.code),
            "kind": Column(cells.choice(lists.DOCUMENT_KINDS)),
            "number": OPTIONAL,
            "title": Both(),
            "issuer": Both(),
            "issued_on": DAY,
            "institution_kinds": KINDS,
            "place": PLACE,
            "source": Column(),
            "replaces": Column(cells.code, False, "documents", older=True),
        },
    ),
    Table(
        "measures",
        shapes.Measure,
        {
            "code": Column(cells.code),
            "document": DOCUMENT,
            "section": OPTIONAL,
            "place": PLACE,
            "topic": Column(cells.topic(lists.TOPICS)),
            "params": PARAMS,
            "institution_kinds": KINDS,
            "levels": Column(cells.many(cells.whole(1, 9)), refers="levels"),
            "strictness": Column(cells.whole(1, 9)),
            "aspect": Column(cells.choice(lists.ASPECTS)),
            "valid_from": DAY,
            "valid_to": LATER,
            "text": Both(),
            "question": Both(),
            "source": Column(),
            "standing": Column(cells.choice(lists.STANDINGS)),
            "replaces": Column(cells.code, False, "measures", older=True),
        },
    ),
    Table(
        "levels",
        shapes.LevelChange,
        {
            "place": PLACE,
            "level": Column(cells.whole(1, 9), refers="levels"),
            "from_on": DAY,
            "document": DOCUMENT,
        },
        key=("place", "from_on"),
    ),
    Table(
        "holds",
        shapes.Hold,
        {
            "code": Column(cells.code),
            "place": PLACE,
            "from_on": DAY,
            "level_kept": Column(cells.whole(1, 9), refers="levels"),
            "document": DOCUMENT,
        },
        need=False,
    ),
    Table(
        "lessons",
        shapes.Lesson,
        {
            "code": Column(cells.code),
            "point": Column(cells.whole(1, 99), False, default=1, older=True),
            "learnt_on": DAY,
            "title": Both(),
            "gap": Both(),
            "measures": Column(cells.many(cells.code), False, "measures", ()),
            "source": Column(),
        },
        key=("code", "point"),
        need=False,
    ),
    Table(
        "hospitals",
        shapes.Hospital,
        {
            "code": Column(cells.code),
            "place": PLACE,
            "name": Both(),
            "address": OPTIONAL,
            "phone": OPTIONAL,
            "from_on": DAY,
        },
        need=False,
    ),
    Table(
        "checklist",
        shapes.CheckItem,
        {
            "code": Column(cells.code),
            "aspect": Column(cells.choice(lists.ASPECTS)),
            "question": Both(),
            "measure": Column(cells.code, need=False, refers="measures"),
            "severity": Column(cells.whole(1, 3)),
            "institution_kinds": KINDS,
        },
    ),
    Table(
        "campaigns",
        shapes.Campaign,
        {
            "code": Column(cells.code),
            "name": Both(),
            "goal": Both(),
            "unit": Both(),
            "document": DOCUMENT,
            "place": PLACE,
            "starts_on": DAY,
            "ends_on": DAY,
        },
        need=False,
    ),
    Table(
        "standards",
        shapes.Standard,
        {
            "scheme": Column(cells.code, refers="schemes"),
            "place": PLACE,
            "from_on": DAY,
            "per_month": Column(cells.whole(1)),
            "currency": Column(cells.code),
            "document": DOCUMENT,
        },
        key=("scheme", "place", "from_on"),
        need=False,
    ),
    Table(
        "posts",
        shapes.Post,
        {
            "code": Column(cells.code),
            "place": PLACE,
            "role": Column(cells.choice(lists.ROLES)),
            "title": Both(),
            "holder": Column(),
            "user": Column(cells.code),
            "phone": OPTIONAL,
            "from_on": DAY,
        },
    ),
)


FIELDS = {table.stem: table.stem for table in TABLES} | {"levels": "level_changes"}
"""Which field of the tree each table fills; pack.yaml says what levels there are."""
