"""What the tutorial "Follow one resident" tells, the demo shows."""

import pytest

from tests.e2e import follow
from tests.e2e.visitor import DESK, PHONE

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]

# the moment, the sentence in both languages
TOLD = [
    (
        "2020-02-18T08:30",
        {"zh": "离开隔离房间", "en": "so the count began anew"},
        {"zh": "最早可解除：2020年2月22日", "en": "Earliest: 22 February 2020"},
    ),
    ("2020-02-22T09:00", {"zh": "核酸0/1", "en": "0/1"}, {"zh": "未满足", "en": "yet"}),
    ("2020-02-23T09:00", {"zh": "核酸1/1", "en": "1/1"}, {"zh": "已满足", "en": "Met"}),
]


@pytest.mark.parametrize(("width", "language"), [(PHONE, "zh"), (DESK, "en")])
def test_one_resident_can_be_followed(person, width, language):
    head = person("head", width, language)
    case = follow.released(head)
    head.demand_access()
    for at, *sentences in TOLD:
        said = follow.as_it_stood(head, case, at)
        for sentence in sentences:
            assert sentence[language] in said, (at, said)
        head.demand_fit()
    head.demand_access()
    head.shoot(f"then-{language}-{width}")
    said = follow.waiting(head)
    early = {"zh": "早于第14日，不计", "en": "day 14 or later is asked"}[language]
    assert early in said, said
