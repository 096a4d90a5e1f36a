"""Many orders at once, from the list and from a sheet: each row told, none lost."""

import io
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from tests.core.correction.test_actions import (
    DUE,
    NOW,
    closed,
    mended,
    opened,
)
from tests.factories.refusals import refused
from tests.factories.world import moment, world
from wardline.base.accounts.models import Post
from wardline.base.notices import queries as notices
from wardline.base.places import clock, scope
from wardline.core.correction import actions, queries
from wardline.core.correction.reading import Asked

pytestmark = pytest.mark.django_db
TERM = "2020-03-01T18:00"


@pytest.fixture
def w():
    with clock.set_to(NOW):
        yield world()


def judged(post, asked):
    with scope.entered(post.place_id):
        return queries.judge(post, asked)


def fates(post, asked):
    return [(row.fate, row.why) for row in judged(post, asked)]


def chosen(findings, key=None, **more):
    picks = [finding.pk for finding in findings]
    return {"key": key or str(uuid4()), "pick": picks, "what": "Close it."} | more


def filled(content, cells):
    """Fill cells of a sheet in, as an officer does in Excel."""
    book = load_workbook(io.BytesIO(content))
    for place, value in cells.items():
        book.active[place] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(client, content, name="orders.xlsx"):
    told = {"key": str(uuid4()), "file": SimpleUploadedFile(name, content)}
    return client.post(reverse("correction:sheets"), told, follow=True)


def test_chosen_findings_are_ordered_together(w, enter):
    made = [opened(w.county), opened(w.county, at="T101-2")]
    done, client, url = mended(w), enter(w.county), reverse("correction:batch")
    listed = client.get(reverse("correction:findings")).content.decode()
    assert f'name="pick" value="{made[0].pk}"' in listed
    assert f'name="pick" value="{done.pk}"' not in listed
    page = client.get(url, {"pick": [f.pk for f in [*made, done]]}).content.decode()
    assert "head T101-1" in page
    assert "head T101-2" in page
    assert "1 chosen finding is reported done or closed" in page
    told = chosen([*made, done], due_at=TERM)
    for _ in range(2):  # the same form twice counts once
        page = client.post(url, told).content.decode()
        assert "waits to be verified" in page
    with scope.entered("T"):
        orders = [(f.actions.count(), f.actions.get().due_at) for f in made]
        assert done.actions.count() == 1
        assert notices.inbox(w.head).filter(code="finding.ordered").count() == 2
    assert orders == [(1, DUE)] * 2


def test_term_in_the_past_is_told_and_the_words_are_kept(w, enter):
    made = [opened(w.county)]
    told = chosen(made, due_at="2020-02-01T09:00")
    page = enter(w.county).post(reverse("correction:batch"), told).content.decode()
    assert "None of these can be ordered" in page
    assert "Close it." in page
    with scope.entered("T"):
        assert not made[0].actions.exists()


def test_nothing_chosen_says_what_to_do(w, enter):
    client, url = enter(w.county), reverse("correction:batch")
    for answer in (client.get(url), client.get(url, {"pick": "x"})):
        assert "Nothing to be mended was chosen" in answer.content.decode()
    assert enter(w.head).get(url).status_code == 403


def test_many_orders_are_one_notice_for_one_post(w):
    asked = [Asked(n, opened(w.county).pk, "Close it.", DUE) for n in range(3)]
    assert len(actions.order_many(by=w.county, asked=asked)) == 3
    with scope.entered("T"):
        told = list(notices.inbox(w.head).filter(code__startswith="finding.ordered"))
    assert [(n.code, n.args) for n in told] == [("finding.ordered.many", {"count": 3})]
    assert refused(actions.order_many, by=w.county, asked=asked) == (
        "correction.none_ready"
    )


def test_each_row_is_told_why_it_is_refused(w):
    one, done, shut = opened(w.county), mended(w), closed(w)
    past = NOW - timedelta(days=1)
    told = fates(
        w.county,
        [
            Asked(2, one.pk, "Close it.", DUE),
            Asked(3, one.pk, "Close it again.", DUE),
            Asked(4, done.pk, "Close it.", DUE + timedelta(1)),
            Asked(5, shut.pk, "Close it.", DUE + timedelta(1)),
            Asked(6, opened(w.county).pk, "Close it.", past),
            Asked(7, 987654, "Close it.", DUE),
        ],
    )
    assert [fate for fate, _ in told] == ["ready"] + ["refused"] * 5
    said = ["row 2 already", "waits to be verified", "closed", "passed", "987654"]
    for (_, why), words in zip(told[1:], said, strict=True):
        assert words in why


def test_order_goes_past_a_post_that_ended_yesterday(w):
    finding = opened(w.county)
    with scope.entered("T"):
        Post.objects.filter(pk=w.head.pk).update(until_on=date(2020, 2, 26))
    (row,) = judged(w.county, [Asked(1, finding.pk, "Close it.", DUE)])
    assert row.post == w.county


def test_officer_whose_post_ended_yesterday_is_told_and_nothing_is_done(w, enter):
    finding = mended(w)
    client = enter(w.county)
    url = reverse("correction:verify", args=[finding.pk])
    with scope.entered("T"):
        Post.objects.filter(pk=w.county.pk).update(until_on=date(2020, 2, 27))
    answer = client.post(url, {"key": str(uuid4()), "holds": "yes"})
    assert answer.status_code in {403, 404}
    with scope.entered("T"):
        assert not finding.verifications.exists()


def test_sheet_goes_out_is_filled_in_and_counts_once(w, enter):
    first, second = opened(w.county), opened(w.county, at="T101-2")
    mended(w)  # not to be mended any more: not on the sheet
    client = enter(w.county)
    content = client.get(reverse("correction:sheet")).content
    sheet = load_workbook(io.BytesIO(content)).active
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:K3")
    rows = [[cell.value for cell in row] for row in sheet.rows]
    assert [row[0] for row in rows[1:]] == [second.pk, first.pk]
    # a real date, in the zone of the authority
    assert rows[1][6] == moment("2020-02-27 10:00").replace(tzinfo=None)
    assert "head T101-2" in rows[1][8]
    assert sheet.column_dimensions["D"].width > 20
    cells = {"J2": "Close it.", "K2": DUE.replace(tzinfo=None)}
    sent = filled(content, cells | {"J3": "Lock it.", "K3": "2020年3月2日"})
    page = upload(client, sent)
    assert "Give 2 orders" in page.content.decode()
    with scope.entered("T"):
        assert not first.actions.exists()  # looked over, not yet ordered
    give = page.request["PATH_INFO"] + "give"
    page = client.post(give, {"key": str(uuid4())}, follow=True).content.decode()
    assert "2 orders given" in page
    again = upload(client, sent).content.decode()
    assert "Give " not in again
    late = client.post(give, {"key": str(uuid4())}, follow=True).content.decode()
    assert "None of these can be ordered" in late
    with scope.entered("T"):
        assert second.actions.get().due_at == DUE
        assert first.actions.get().due_at == moment("2020-03-02 23:59")


def test_sheet_tells_each_row_and_column(w, enter):
    good, other = opened(w.county), opened(w.county)
    text = (
        "问题编号,整改要求,整改时限\n"
        f"{good.pk},关好大门,2020-03-01 18:00\n"
        "abc,关好大门,2020-03-01\n"
        f"{other.pk},,2020-03-01\n"
        f"{other.pk},关好大门,下周\n"
        f"{other.pk},关好大门,\n"
        ",,\n"
    )
    headings = _headings()
    text = text.replace("问题编号,整改要求,整改时限", ",".join(headings))
    page = upload(enter(w.county, "zh-hans"), text.encode("gb18030"), "orders.csv")
    said = page.content.decode()
    assert "下达1项整改要求" in said
    assert f"“{headings[0]}”一栏：“abc”不是问题编号" in said
    assert f"“{headings[1]}”一栏为空" in said
    assert f"“{headings[2]}”一栏：“下周”不是日期或时间" in said
    assert f"“{headings[2]}”一栏为空" in said


def _headings():
    from wardline.core.correction import reading

    return [reading.headings()[name][0] for name in ("number", "what", "due_at")]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("orders.xlsx", b"PK\x03\x04 torn in the middle", "cannot be opened"),
        ("orders.csv", b"a,b,c\n1,2,3\n", "Number of the finding"),
        ("orders.csv", b"", "empty"),
        (
            "orders.csv",
            b"Number of the finding,What is to be done,By when\n1,,\n",
            "No row orders anything",
        ),
        ("orders.pdf", b"%PDF-1.4", "cannot be read here"),
        ("orders.xlsx", b"0" * (6 * 1024 * 1024), "larger than 5 MB"),
    ],
)
def test_file_that_will_not_do_is_refused_with_its_reason(
    w, enter, name, content, said
):
    page = upload(enter(w.county), content, name).content.decode()
    assert said in page


def test_sheet_of_another_office_is_not_found(w, enter):
    made = actions.keep_order_sheet(
        by=w.county,
        name="a.csv",
        content=f"{','.join(_headings())}\n1,a,2020-03-01\n".encode(),
    )
    url = reverse("correction:order-sheet", args=[made.sha256])
    assert enter(w.county).get(url).status_code == 200
    assert enter(w.post("officer", "T102")).get(url).status_code == 404
    assert enter(w.head).get(url).status_code == 404


def test_finding_of_a_neighbour_cannot_be_ordered_from_a_sheet(w):
    finding = opened(w.county)
    ((fate, why),) = fates(
        w.post("officer", "T102"), [Asked(2, finding.pk, "Close it.", DUE)]
    )
    assert (fate, f"No finding {finding.pk}" in why) == ("refused", True)


def test_judging_many_rows_takes_few_queries(w, django_assert_max_num_queries):
    asked = [Asked(n, opened(w.county).pk, "Close it.", DUE) for n in range(30)]
    with scope.entered("T101"), django_assert_max_num_queries(4):
        assert {row.fate for row in queries.judge(w.county, asked)} == {"ready"}
