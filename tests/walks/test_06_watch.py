"""Part 6, as phones would walk it: one report a day, and what happens without it."""

import pytest

from tests.factories.gate import resident
from tests.factories.world import PASSWORD, moment, world
from wardline.base.places import clock
from wardline.front.duty import clock as duty

pytestmark = pytest.mark.django_db
SIGN = "/watch/sign/2020-02-10/"


def sign_in(client, user, language):
    client.logout()
    client.cookies["django_language"] = language
    sent = client.post(
        "/sign-in", {"username": user, "password": PASSWORD, "next": "/watch/"}
    )
    assert sent.status_code == 302
    return client.get("/watch/").content.decode()


def shown(client, url, **data):
    sent = client.post(url, data, follow=True) if data else client.get(url)
    assert sent.status_code == 200
    return sent.content.decode()


def as_shown(client):
    """Return what the phone's form holds when it opens."""
    form = client.get(SIGN).context["form"]
    held = {bound.name: bound.value() for bound in form}
    return {name: "" if value is None else value for name, value in held.items()}


def test_watch_from_the_first_tap_to_the_correction(client):
    with clock.set_to(moment("2020-02-10 09:00")):
        w = world()
        resident(w)

    # the other home of the county signs in time, a report of zeros
    with clock.set_to(moment("2020-02-10 16:40")):
        page = sign_in(client, "duty-t101-2", "zh-hans")
        assert "核对并签字" in page
        assert "零报告" in shown(client, SIGN)
        assert "按时报送" in shown(client, SIGN, **as_shown(client))

    # at the hour nobody has signed for the elder home: it climbs, rung by rung
    for hour in ("17:30", "18:00", "18:30"):
        with clock.set_to(moment(f"2020-02-10 {hour}")):
            assert duty.ring(moment(f"2020-02-10 {hour}")).hops["report"] > 0

    with clock.set_to(moment("2020-02-10 18:31")):
        page = sign_in(client, "officer-t101", "en")
        assert "1 of 2 have not come: County One Elder Home" in page
        assert "3 rungs told" in page
        assert "County One Elder Home for 2020-02-10 has not come" in shown(
            client, "/notices/"
        )

    # the head sees who has been told, looks over, is asked for a reason, and signs
    with clock.set_to(moment("2020-02-10 18:35")):
        page = sign_in(client, "head-t101-1", "en")
        assert "Who has been told that it is late" in page
        assert "officer T101" in page
        data = as_shown(client) | {"residents": "2"}
        assert "say in one line why they differ" in shown(client, SIGN, **data)
        data["why_not"] = "一位老人傍晚返院"
        page = shown(client, SIGN, **data)
        assert "Late: it was due at 17:30." in page
        assert "Receipt number 20200210-" in page
        again = shown(client, SIGN, **data)
        assert "Receipt number 20200210-" in again

    # the county sees what was seen, and sends the report back with a reason
    with clock.set_to(moment("2020-02-10 18:50")):
        page = sign_in(client, "officer-t101", "zh-hans")
        assert "已全部报告" in page
        assert "填报2人" in page
        report = client.get("/watch/").context["board"].odd[0].report
        url = f"/watch/reports/{report.pk}"
        shown(client, f"{url}/return", reason="请复核人数", key="a" * 32)

    # the head corrects; the signed report stays beside the correction
    with clock.set_to(moment("2020-02-10 19:05")):
        assert "请复核人数" in sign_in(client, "head-t101-1", "zh-hans")
        data = report.values | {"residents": 1, "why_not": "误计一人", "key": "b" * 32}
        page = shown(client, f"{url}/correct", **data)
        assert "此为更正，第2版" in page
        assert "误计一人" in page

    # the province counts the correction once
    with clock.set_to(moment("2020-02-10 19:30")):
        sign_in(client, "authority-t", "en")
        board = client.get("/watch/places/T1/").context["board"]
        assert (board.total.reported, board.total.expected) == (2, 3)
        assert (board.total.residents, board.total.late) == (1, 1)
