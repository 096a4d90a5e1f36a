"""QR passes: signed, short-lived, for one home; read by whoever has the public key."""

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from tests.factories.gate import isolated, lay_down, seen_from
from tests.factories.phone import Phone
from tests.factories.world import moment, world
from wardline.base.accounts.permissions import NotAllowed
from wardline.base.places import clock
from wardline.core.roster import actions as roster
from wardline.core.roster import queries as facts
from wardline.work.gate import actions, queries, tokens

pytestmark = pytest.mark.django_db
DAY = "2020-02-10 "
CONTENT = tokens.Content(
    serial="00000000",
    place="620102-0001",
    kind="contractor",
    name="李国栋 甘A12345",
    from_at=moment(DAY + "08:00"),
    until_at=moment(DAY + "20:00"),
)


@pytest.fixture
def w():
    with clock.set_to(moment(DAY + "09:00")):
        made = world()
        lay_down(made)
        yield made


def worker(w, name="赵晓梅"):
    since = moment("2019-12-01 09:00")
    return roster.enrol(by=w.duty, at="T101-1", kind="worker", name=name, from_at=since)


def permit(w, **more):
    told = {"crosser": "contractor", "name": "李工", "reason": "锅炉"}
    told |= {"until_at": clock.now() + timedelta(hours=2)} | more
    return actions.permit(by=w.head, at="T101-1", **told)


def issue(w, by=None, **more):
    told = {"crosser": "inspector", "name": "检查员", "hours": 12} | more
    return actions.issue_ticket(by=by or w.duty, at="T101-1", **told)


def codes(made):
    return [reason["code"] for reason in made.verdict["reasons"]]


def scanned(w, ticket, at=DAY + "09:05", let_through=True, **more):
    told = {"direction": "in", "temperature": Decimal("36.5")}
    told |= {"crosser": ticket.crosser, "name": ticket.name, "person": ticket.person}
    scan = queries.Scan(ticket, moment(at), let_through)
    return actions.cross(by=w.duty, at="T101-1", scan=scan, **told | more)


# --- the token


def test_token_says_what_was_signed():
    token = tokens.sign(CONTENT)
    assert tokens.read(token) == CONTENT
    assert tokens.read(token.lower() + "\n") == CONTENT


def test_token_is_short_enough_for_a_plain_printer():
    import segno

    token = tokens.sign(CONTENT)
    code = segno.make(token, error="m", micro=False)
    assert code.mode == "alphanumeric"
    assert int(code.version) <= 8  # 49 by 49 modules
    assert len(token) < 200


def test_token_changed_anywhere_is_forged():
    token = tokens.sign(CONTENT)
    for at in range(len("WL1"), len(token)):
        sign = "A" if token[at] != "A" else "B"
        with pytest.raises(tokens.Forged):
            tokens.read(token[:at] + sign + token[at + 1 :])


@pytest.mark.parametrize("text", ["", "WL1", "WL1AAAA", "hello", "WL1" + "A" * 200])
def test_what_is_no_token_is_forged(text):
    with pytest.raises(tokens.Forged):
        tokens.read(text)


def test_token_of_another_installation_is_forged(settings):
    token = tokens.sign(CONTENT)
    settings.GATE_KEY = "1:the key of another installation"
    with pytest.raises(tokens.Forged):
        tokens.read(token)


def test_key_is_changed_without_losing_what_it_signed(settings):
    settings.GATE_KEY = "1:old"
    old = tokens.sign(CONTENT)
    settings.GATE_KEY = "2:new 1:old"
    assert tokens.read(old) == CONTENT
    assert list(tokens.public_keys()) == ["2", "1"]
    settings.GATE_KEY = "2:new"
    with pytest.raises(tokens.Forged):
        tokens.read(old)


def test_long_name_is_shortened_whole():
    found = tokens.read(tokens.sign(replace(CONTENT, name="王" * 80)))
    assert found.name == "王" * 20


def test_public_key_lets_nobody_sign():
    point = tokens.public_keys()["1"]
    assert len(point) == 88
    assert settings.GATE_KEY not in point


# --- issued and taken back


def test_duty_issues_a_pass_that_says_who_and_until_when(w):
    made = issue(w)
    said = tokens.read(made.token)
    assert (said.serial, said.place, said.name) == (made.serial, "T101-1", "检查员")
    assert said.until_at - said.from_at == timedelta(hours=12)
    assert said.from_at == moment(DAY + "09:00")


def test_pass_is_not_issued_by_an_office_or_a_neighbour(w):
    for post in (w.county, w.post("head", "T102-1")):
        with pytest.raises(NotAllowed):
            issue(w, by=post)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"hours": 73}, "ticket.too_long"),
        ({"hours": 1, "from_at": moment(DAY + "07:00")}, "ticket.past"),
        ({"name": " "}, "ticket.nobody"),
        ({"crosser": "visitor", "name": "王"}, "closure.visitors"),
    ],
)
def test_pass_that_would_not_hold_is_refused(w, more, code):
    with pytest.raises(ValidationError) as error:
        issue(w, **more)
    assert [each.code for each in error.value.error_list] == [code]


def test_pass_is_refused_to_whoever_is_in_isolation(w):
    person = worker(w)
    isolated(w, person)
    with pytest.raises(ValidationError) as error:
        issue(w, crosser="staff", person=person)
    assert [each.code for each in error.value.error_list] == ["closure.isolated"]


def test_pass_ends_with_the_exception_it_rests_on(w):
    exception = permit(w)
    made = issue(w, permit=exception)
    assert (made.crosser, made.name) == ("contractor", "李工")
    assert made.until_at == moment(DAY + "11:00")
    actions.withdraw_permit(by=w.head, permit=exception, reason="不来了")
    with seen_from(w.duty):
        kept = queries.ticket(w.duty, made.pk)
        assert queries.ticket_state(kept) == "withdrawn"
        assert queries.gatekeeper(w.duty, w.duty.place)["withdrawn"] == [made.serial]
    with pytest.raises(ValidationError) as error:
        issue(w, permit=exception)
    assert error.value.code == "ticket.permit_over"


def test_pass_is_taken_back_once(w):
    made = issue(w)
    actions.withdraw_ticket(by=w.duty, ticket=made, reason="遗失")
    with seen_from(w.duty):
        kept = queries.ticket(w.duty, made.pk)
        assert queries.ticket_state(kept) == "withdrawn"
        assert queries.tickets(w.duty, state="withdrawn").count() == 1
        assert queries.tickets(w.duty, state="in_force").count() == 0
    with pytest.raises(ValidationError) as error:
        actions.withdraw_ticket(by=w.duty, ticket=made, reason="x")
    assert error.value.code == "gate.withdrawn_already"


def test_gatekeeper_knows_the_passes_of_this_home_alone(w):
    made = issue(w)
    with seen_from(w.duty):
        known = queries.gatekeeper(w.duty, w.duty.place)
    assert known["passes"] == {made.serial: made.token}
    assert (known["place"], known["limit"], known["withdrawn"]) == ("T101-1", 37.3, [])
    other = w.post("duty", "T102-1")
    with seen_from(other):
        assert queries.gatekeeper(other, other.place)["passes"] == {}
    with clock.set_to(made.until_at + timedelta(hours=2)), seen_from(w.duty):
        assert queries.gatekeeper(w.duty, w.duty.place)["passes"] == {}


# --- scanned


def test_scan_is_entered_at_its_time_with_the_pass(w):
    made = issue(w)
    with clock.set_to(moment(DAY + "15:00")):
        came = scanned(w, made)
    assert (came.at, came.recorded_at) == (moment(DAY + "09:05"), moment(DAY + "15:00"))
    assert came.allowed
    assert codes(came) == ["gate.by_ticket"]


@pytest.mark.parametrize(
    ("at", "more", "said"),
    [
        (DAY + "22:00", {}, "ticket.run_out"),
        (DAY + "08:59", {}, "ticket.not_yet"),
        (DAY + "10:30", {}, "ticket.withdrawn"),
        (DAY + "09:05", {"temperature": Decimal("38.0")}, "closure.too_hot"),
    ],
)
def test_scan_let_through_against_the_measures_says_so(w, at, more, said):
    made = issue(w)
    with clock.set_to(moment(DAY + "10:00")):
        actions.withdraw_ticket(by=w.duty, ticket=made, reason="遗失")
    with clock.set_to(moment(DAY + "23:00")), seen_from(w.duty):
        kept = queries.ticket(w.duty, made.pk)
        came = scanned(w, kept, at, **more)
    assert came.allowed  # they are inside: the heads must agree
    assert codes(came)[0] == "gate.let_through_offline"
    assert said in codes(came)


def test_scan_of_another_homes_pass_says_so(w):
    other = w.post("duty", "T101-2")
    with seen_from(other):
        made = actions.issue_ticket(
            by=other, at="T101-2", crosser="inspector", name="检查员", hours=12
        )
    came = scanned(w, made, let_through=False)
    assert not came.allowed
    assert codes(came) == ["ticket.other_home"]


def test_scan_on_the_way_out_asks_nothing_of_the_pass(w):
    made = issue(w)
    with clock.set_to(moment("2020-02-11 09:00")):
        assert codes(scanned(w, made, direction="out")) == ["gate.by_ticket"]


def test_scan_turned_back_is_entered_as_refused(w):
    came = scanned(w, issue(w), let_through=False)
    assert not came.allowed
    assert codes(came) == ["gate.turned_back"]


def test_scan_from_the_future_is_entered_now(w):
    came = scanned(w, issue(w), at="2020-02-12 09:00")
    assert came.at == clock.now()


# --- over HTTP


def told(made, **more):
    sent = {
        "key": "00000000-0000-4000-8000-000000000001",
        "token": made.token,
        "direction": "in",
        "temperature": "36.5",
        "masked": "on",
        "let_through": "yes",
        "scanned_at": int(moment(DAY + "09:05").timestamp() * 1000),
    }
    return sent | more


def test_phone_sends_a_scan_twice_and_it_counts_once(w):
    made = issue(w)
    nurse = Phone(w.duty).at(DAY + "12:00").open("/gate/scan/")
    with clock.set_to(moment(DAY + "12:00")):
        for _ in range(2):
            answer = nurse.client.post("/gate/scan/enter", told(made))
            assert answer["Location"].startswith("/gate/scan/?entered=")
    with seen_from(w.duty):
        assert facts.passes(w.duty).count() == 1
    nurse.open(answer["Location"])
    assert "已于09:05登记" in nurse.said


def test_phone_that_sends_a_forged_pass_is_told(w):
    made = issue(w)
    nurse = Phone(w.duty)
    with clock.set_to(moment(DAY + "12:00")):
        last = "A" if made.token[-1] != "A" else "Q"
        sent = told(made, token=made.token[:-1] + last)
        answer = nurse.client.post("/gate/scan/enter", sent)
    assert "这不是本机构的通行码" in answer.content.decode()
    with seen_from(w.duty):
        assert facts.passes(w.duty).count() == 0


def test_phone_asks_for_what_it_must_know(w):
    made = issue(w)
    nurse = Phone(w.duty)
    with clock.set_to(moment(DAY + "12:00")):
        state = json.loads(nurse.client.get("/gate/scan/state").content)
        worker = nurse.client.get("/gate/scan/worker.js")
        page = nurse.client.get("/gate/scan/")
    assert state["now"] == moment(DAY + "12:00").timestamp() * 1000
    assert list(state["passes"]) == [made.serial]
    assert worker["Content-Type"].startswith("text/javascript")
    assert "Service-Worker-Allowed" not in worker
    policy = page["Content-Security-Policy"]
    assert "worker-src 'self'" in policy
    assert "unsafe" not in policy
    assert "<script" not in page.content.decode().split("<main")[1]


def test_head_issues_shows_prints_and_takes_back(w):
    person = worker(w)
    head = Phone(w.head).at(DAY + "09:30").open("/gate/").tap("通行码管理")
    head.tap("开具通行码").fill(crosser="visitor", person=str(person.pk))
    assert "请选择与此人相符的出入类别" in head.said
    head.fill(crosser="staff", person=str(person.pk), hours="99")
    assert "72" in head.said
    head.fill(hours="8")
    assert "通行码已签发" in head.said
    assert "<svg" in head.page
    with clock.set_to(moment(DAY + "09:31")):
        picture = head.client.get(f"{head.url}/code.png")
    assert picture.content.startswith(b"\x89PNG")
    head.fill(reason="遗失")
    assert "已撤回，即时失效" in head.said
    assert '<svg class="segno' not in head.page
    english = Phone(w.county, "en").at(DAY + "10:00").open("/gate/tickets")
    assert "Taken back" in english.said


def test_neighbours_see_no_pass(w):
    made = issue(w)
    other = Phone(w.post("head", "T102-1")).at(DAY + "10:00")
    assert made.serial not in other.open("/gate/tickets").page
    for url in (f"/gate/tickets/{made.pk}", f"/gate/tickets/{made.pk}/code.png"):
        assert other.client.get(url).status_code == 404
    with clock.set_to(moment(DAY + "10:00")):
        answer = other.client.post("/gate/scan/enter", told(made))
    assert "这不是本机构的通行码" in answer.content.decode()
