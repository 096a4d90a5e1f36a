"""The daily report over HTTP: the form, the receipt, the board, the history."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from tests.factories.gate import resident
from tests.factories.watch import ON, signed
from tests.factories.world import moment, world
from wardline.base.places import clock, scope
from wardline.work.surveillance.models import DailyReport

pytestmark = pytest.mark.django_db
SIGN = "/watch/sign/2020-02-10/"


@pytest.fixture
def w():
    with clock.set_to(moment("2020-02-10 16:00")):
        yield world()


@pytest.fixture
def at(client):
    def page(post, url, language="en", **data):
        client.force_login(post.user)
        client.cookies["django_language"] = language
        sent = client.post(url, data, follow=True) if data else client.get(url)
        return sent.content.decode()

    return page


def filled(client, post, **given):
    """Return the form as a phone would send it back."""
    client.force_login(post.user)
    form = client.get(SIGN).context["form"]
    data = {name: form[name].value() for name in DailyReport.NUMBERS}
    data |= {"seen": form["seen"].value(), "key": str(form["key"].value())}
    return data | given


def test_house_is_led_to_its_form_and_counts_down(w, at):
    page = at(w.head, "/watch/")
    assert "Look over and sign" in page
    assert "Due at 10 February 2020, 17:30: 1\xa0hour, 30\xa0minutes left." in page
    page = at(w.head, "/watch/", "zh-hans")
    assert "核对并签字" in page
    assert "截止时间2020年2月10日 17:30，还剩1小时30分钟。" in page


def test_form_is_filled_in_and_says_where_from(w, at):
    resident(w)
    page = at(w.head, SIGN)
    assert "from the roster" in page
    assert 'name="residents" value="1"' in page


def test_form_signed_as_it_is_gives_a_receipt(w, at, client):
    resident(w)
    page = at(w.head, SIGN, **filled(client, w.head))
    assert "In time: it was due at 17:30." in page
    with scope.entered("T101-1"):
        report = DailyReport.objects.get()
    assert report.number in page
    assert report.prefilled["values"] == report.values


def test_form_sent_twice_counts_once(w, at, client):
    data = filled(client, w.head)
    first = at(w.head, SIGN, **data)
    second = at(w.head, SIGN, **data)
    assert "Receipt number" in first
    assert "Receipt number" in second
    with scope.entered("T101-1"):
        assert DailyReport.objects.count() == 1


def test_form_of_another_phone_says_that_the_day_is_signed(w, at, client):
    data = filled(client, w.duty, note="typed with care")
    signed(w, at="2020-02-10 15:59")
    page = at(w.duty, SIGN, **data)
    assert "This day was signed already" in page
    assert "typed with care" in page


def test_form_with_wrong_numbers_keeps_what_was_typed(w, at, client):
    resident(w)
    page = at(w.head, SIGN, **filled(client, w.head, residents="3", feverish="-1"))
    assert "Ensure this value is greater than or equal to 0" in page or "≥" in page
    page = at(w.head, SIGN, **filled(client, w.head, residents="3"))
    assert "Correct the numbers, or say in one line why they differ." in page
    assert 'name="residents" value="3"' in page
    page = at(w.head, SIGN, **filled(client, w.head, isolating="30"))
    assert "“In isolation” is more than the people in the house." in page


def test_form_whose_seen_numbers_were_forged_is_counted_anew(w, at, client):
    resident(w)
    data = filled(client, w.head, seen="forged:by:hand", residents="5")
    assert "say in one line why they differ" in at(w.head, SIGN, **data)


def test_form_after_the_post_ended_is_refused_with_a_reason(w, client):
    from wardline.base.accounts.models import Post

    data = filled(client, w.head)
    with scope.entered("T"):
        Post.objects.filter(pk=w.head.pk).update(until_on="2020-02-10")
    assert client.post(SIGN, data).status_code in {403, 404}


def test_signed_day_leads_to_its_receipt(w, client):
    report = signed(w, at="2020-02-10 15:00")
    client.force_login(w.head.user)
    assert client.get(SIGN)["Location"] == f"/watch/reports/{report.pk}/"


def test_board_names_who_has_not_reported_with_a_text_to_send(w, at):
    signed(w, at="2020-02-10 15:00")
    page = at(w.county, "/watch/")
    assert (
        "County One, daily reports of 10 February 2020 (due at 17:30): 1 of 2" in page
    )
    assert "head T101-2" in page
    assert "Received in time" in page
    page = at(w.county, "/watch/", "zh-hans")
    assert "子县儿童福利院" in page


def test_board_shows_what_was_seen(w, at):
    signed(w, at="2020-02-09 15:00")
    signed(w, at="2020-02-10 15:00", residents=80, why_not="moved in together")
    for post in (w.county, w.authority):
        page = at(post, "/watch/")
        assert "92 people are reported, but 52 ought to be there" in page
        assert "From 40 to 80 in one day" in page
        assert "“moved in together”" in page


def test_board_drills_from_the_top_to_the_house(w, at):
    signed(w, at="2020-02-10 15:00", feverish=2)
    assert 'href="/watch/places/T1/?on=2020-02-10"' in at(w.authority, "/watch/")
    assert "/watch/places/T101/" in at(w.authority, "/watch/places/T1/")
    assert "County One Elder Home" in at(w.authority, "/watch/places/T101/")
    assert "Not received yet" in at(w.authority, "/watch/places/T201-1/")


def test_board_says_states_in_the_language_of_whoever_looks(w, at):
    signed(w, at="2020-02-10 15:00")
    for language, word in (("en", "Received in time"), ("zh-hans", "按时收到")) * 2:
        assert word in at(w.county, "/watch/", language)


def test_live_part_comes_alone(w, client):
    client.force_login(w.county.user)
    page = client.get("/watch/", headers={"HX-Request": "true"}).content.decode()
    assert page.startswith('<div id="live"')
    assert "<html" not in page


def test_county_page_takes_few_queries(w, client, django_assert_max_num_queries):
    signed(w, at="2020-02-10 15:00")
    client.force_login(w.county.user)
    client.get("/watch/")
    # eight of the page itself, the others to know who asks
    with django_assert_max_num_queries(20):
        client.get("/watch/")


def test_signing_takes_few_queries(w, client, django_assert_max_num_queries):
    data = filled(client, w.head)
    with django_assert_max_num_queries(24):
        client.post(SIGN, data)


def test_correction_page_keeps_both_versions(w, at):
    report = signed(w, at="2020-02-10 15:00")
    url = f"/watch/reports/{report.pk}/correct"
    page = at(w.head, url)
    assert 'name="residents" value="40"' in page
    data = report.values | {"feverish": 1, "key": "0" * 32}
    assert "Fill in “Why the numbers change”." in at(w.head, url, **data)
    page = at(w.head, url, **data, why_not="the evening round found one")
    assert "A correction: version 2." in page
    assert "the evening round found one" in page
    assert "Open version 2, which counts" in at(w.head, f"/watch/reports/{report.pk}/")


def test_return_page_shows_the_reason_to_the_house(w, at):
    report = signed(w, at="2020-02-10 15:00")
    data = {"reason": "Count the night shift too.", "key": "1" * 32}
    page = at(w.county, f"/watch/reports/{report.pk}/return", **data)
    assert "The report went back" in page
    page = at(w.head, "/watch/")
    assert "Count the night shift too." in page
    assert "Sent back" in page
    assert "was sent back: Count the night shift too." in at(w.head, "/notices/")


def test_house_may_not_return_nor_the_county_sign(w, client):
    report = signed(w, at="2020-02-10 15:00")
    client.force_login(w.head.user)
    assert client.get(f"/watch/reports/{report.pk}/return").status_code == 403
    client.force_login(w.county.user)
    assert client.get(f"/watch/reports/{report.pk}/correct").status_code == 403
    assert client.get(SIGN).status_code == 403


def test_neighbour_finds_no_report(w, client):
    report = signed(w, at="2020-02-10 15:00")
    client.force_login(w.post("officer", "T201").user)
    assert client.get(f"/watch/reports/{report.pk}/").status_code == 404
    assert client.get("/watch/places/T101-1/").status_code == 404


def test_history_is_searched_filtered_sorted_and_exported(w, at, client):
    signed(w, at="2020-02-09 19:00")
    signed(w, "T101-2", at="2020-02-10 15:00", residents=7)
    page = at(w.county, "/watch/history/?q=Children")
    assert "County One Elder Home" not in page
    page = at(w.county, "/watch/history/?state=late")
    assert "County One Elder Home" in page
    assert "County One Children" not in page
    page = at(w.county, "/watch/history/?sort=residents")
    assert page.index("Children") < page.index("Elder Home")
    answer = client.get("/watch/history/?since=2020-02-10&export=1").content
    rows = CalamineWorkbook.from_filelike(BytesIO(answer)).get_sheet_by_index(0)
    first, second = rows.to_python()
    assert first[3] == "Residents in the house"
    assert (second[0].date() if hasattr(second[0], "date") else second[0]) == ON
    assert second[3] == 7


def test_due_line_tells_the_time(w, at):
    assert "left." in at(w.head, "/watch/due/2020-02-10/")
    assert "ago." in at(w.head, "/watch/due/2020-02-09/")


def test_correction_action_is_offered_to_those_who_may(w, at):
    report = signed(w, at="2020-02-10 15:00")
    url = f"/watch/reports/{report.pk}/"
    assert url + "correct" in at(w.head, url)
    assert url + "correct" not in at(w.county, url)
    assert url + "return" in at(w.county, url)
