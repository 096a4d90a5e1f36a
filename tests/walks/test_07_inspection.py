"""Walk 7: a plan is committed, sealed till departure, opened, and visited on a phone.

From the officer's desk, past two custodians, to the gate of a home that knew nothing.
"""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.hands import Hands
from tests.factories.world import moment, world
from tests.work.inspection.scene import scene
from wardline.base.places import clock
from wardline.ground.methods import draw, waves

pytestmark = pytest.mark.django_db
EVE, DEPARTURE, GATE = "2020-02-26 17:00", "2020-02-27 06:30", "2020-02-27 09:30"
PNG = b"\x89PNG\r\n\x1a\n" + b"photo of the gate"


@pytest.fixture
def s():
    with clock.set_to(moment("2020-01-31 09:00")):
        return scene(world())


def commit(s):
    officer = Hands(s.w.authority).at(EVE).open("/inspection/").tap("锁定检查方案")
    officer.fill(
        code="feb",
        title_zh="二月暗访",
        from_on="2020-02-27",
        to_on="2020-02-27",
        n_sites="2",
        n_strata="1",
        leader_1=str(s.inspectors[0].pk),
        leader_2=str(s.inspectors[1].pk),
    )
    assert "方案已锁定" in officer.said
    return officer.tap("二月暗访")


def join(post, plan_url):
    """Let a custodian publish the end of a chain; return the share of wave 1."""
    values = draw.chain(str(post.pk), post.user.username.encode(), 1)
    keeper = Hands(post).at(EVE).open(plan_url)
    keeper.send("/chain", end=values[0])
    assert "您的承诺值已公布" in keeper.said
    return values[1]


def release(post, plan_url, share):
    keeper = Hands(post).at(EVE).open(plan_url)
    assert not keeper.sees("/share")
    keeper.at(DEPARTURE).open(plan_url).send("/share", share=share)
    assert "您的份额已公布" in keeper.said


def test_nobody_knows_before_and_everybody_can_check_after(s):
    officer = commit(s)
    plan_url = officer.url
    shares = [(post, join(post, plan_url)) for post in s.custodians[:2]]
    leader = Hands(s.inspectors[0]).at(EVE).open("/inspection/")
    assert "此前无人知道检查去向" in leader.said
    assert "密封中" in officer.open(plan_url).said
    assert not officer.sees("/open")
    for post, share in shares:
        release(post, plan_url, share)

    leader.at(DEPARTURE).open(plan_url).send("/open")
    assert "本批次已启封" in leader.said
    leader.open("/inspection/")
    assert "待检查" in leader.said
    english = Hands(s.w.authority, "en").at(DEPARTURE).open(plan_url)
    english.tap("Everything to check the draw")
    assert "Drawn again: the same homes" in english.said
    proof = english.client.get(f"{english.url}1.json")
    assert waves.verify(json.loads(proof.content)) == []

    leader.at(GATE).open("/inspection/")
    home = next(
        h
        for h in (
            "子县养老院",
            "子县儿童福利院",
            "丑县养老院",
            "寅县救助管理站",
            "寅县残疾人托养中心",
        )
        if h in leader.said
    )
    leader.tap(home)
    assert "责任人是否上墙公示" not in leader.said
    leader.send("/arrive", arrived_at="2020-02-27T09:10", let_in_at="2020-02-27T09:05")
    assert "入门早于到达" in leader.said
    leader.send("/arrive", arrived_at="2020-02-27T09:10", let_in_at="2020-02-27T09:25")
    assert "等候15分钟" in leader.said

    questions = [
        part.split('"')[0]
        for part in leader.page.split('id="question-')[1:]
        if part.split('"')[0].isdigit()
    ]
    leader.send(f"/questions/{questions[0]}", answer="ok")
    assert "符合要求" in leader.said
    photo = SimpleUploadedFile("gate.png", PNG)
    told = {"answer": "short", "fact": "门口无人测温。", "due_at": "2020-03-01T18:00"}
    leader.send(f"/questions/{questions[1]}", **told, photo=photo)
    assert "不符合要求" in leader.said
    leader.send("/finish", headcount="40")
    assert "请填写机构方听取反馈的人员" in leader.said
    leader.send("/finish", headcount="40", signed_by_name="李院长")
    assert "检查已结束，本页即为回执" in leader.said

    head = Hands(s.w.post("head", _code(home))).at(GATE).open("/correction/")
    assert "门口无人测温。" in head.said
    assert head.client.get("/inspection/").status_code == 404


def _code(name):
    codes = ["T101-1", "T101-2", "T102-1", "T201-1", "T201-2"]
    names = [
        "子县养老院",
        "子县儿童福利院",
        "丑县养老院",
        "寅县救助管理站",
        "寅县残疾人托养中心",
    ]
    return codes[names.index(name)]
