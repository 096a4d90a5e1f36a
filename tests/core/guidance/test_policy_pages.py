"""Policies over HTTP: the register, a version in both languages, drafts, their end."""

import re
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from tests.core.guidance.norm import document
from tests.core.guidance.test_drafts import (
    CONTENT,
    changed,
    compared,
    drafted,
    in_force,
    published,
    w,
)
from wardline.base.places import scope
from wardline.core.guidance import actions, queries
from wardline.core.guidance.views import drafts

pytestmark = pytest.mark.django_db
__all__ = ["w"]


@pytest.fixture
def at(client):
    def page(post, url, language="en", **data):
        client.force_login(post.user)
        client.cookies["django_language"] = language
        sent = client.post(url, data, follow=True) if data else client.get(url)
        assert sent.status_code == 200, url
        return sent.content.decode()

    return page


def fields(page):
    """What a browser would send of the form on a page, as it stands."""
    form = page[page.index('name="order"') - 400 :]
    sent: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        named = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        kind = named.get("type", "text")
        if "name" not in named or (
            kind in {"checkbox", "radio"} and " checked" not in tag
        ):
            continue
        if " disabled" not in tag:
            sent.setdefault(named["name"], []).append(named.get("value", ""))
    for name, text in re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>([^<]*)', form):
        sent[name] = [text.strip()]
    for name, body in re.findall(
        r'(?s)<select name="([\w-]+)"[^>]*>(.*?)</select>', form
    ):
        chosen = re.findall(r'<option value="([^"]*)" selected', body)
        first = re.findall(r'<option value="([^"]*)"', body)
        sent[name] = chosen or first[:1]
    sent.pop("q", None)
    return sent


def newest(w):
    with scope.entered("T"):
        return queries.drafts(w.authority).first()


def test_register_is_empty_and_says_what_to_do(w, at):
    page = at(w.duty, "/guidance/policies/")
    assert "No policy of clearance is published yet" in page
    assert "Draft a new policy" not in page
    assert "Policies of clearance" in at(w.duty, "/guidance/")
    assert "Draft a new policy" in at(w.authority, "/guidance/policies/")


def test_register_is_searched_sorted_and_exported(w, at, client):
    in_force(w)
    published(w, days=15, valid_from="2020-03-01", text_en="Fifteen days.")
    page = at(w.duty, "/guidance/policies/")
    assert "隔离14天。" in page and "Fourteen days." in page
    assert "kept by the hold “no-relaxing”" in page
    assert "Fourteen" not in at(w.duty, "/guidance/policies/?q=fifteen")
    assert "Fifteen" not in at(w.duty, "/guidance/policies/?state=in_force")
    assert "Nothing matches" in at(w.duty, "/guidance/policies/?q=nowhere")
    answer = client.get("/guidance/policies/?sort=valid_from&export=1").content
    rows = CalamineWorkbook.from_filelike(BytesIO(answer)).get_sheet_by_index(0)
    assert [row[1] for row in rows.to_python()][1:] == ["2020-01-31/1", "2020-02-27/1"]


def test_version_reads_each_clause_in_both_languages_with_its_citation(w, at):
    row = in_force(w)
    for language in ("en", "zh-hans"):
        page = at(w.duty, f"/guidance/policies/{row.pk}/", language)
        assert "At least 14 days since the start of the isolation" in page
        assert "自隔离开始" in page
        assert "The sample is taken on day 14 or later." in page
        assert "No. guide" in page
    assert "Draft a new version" not in page


def test_strangers_find_nothing(w, client):
    row = drafted(w)
    for post in (w.county, w.duty):
        client.force_login(post.user)
        for way in ("", "edit", "effect", "cleared-now", "publish", "discard"):
            answer = client.get(f"/guidance/drafts/{row.pk}/{way}")
            assert answer.status_code == 404, way
        assert client.get("/guidance/policies/new").status_code == 403


def test_officer_drafts_a_new_version_from_an_old_one(w, at):
    row = in_force(w)
    url = f"/guidance/policies/{row.pk}/new"
    page = at(w.authority, url)
    sent = fields(page)
    assert sent["version"] == ["2020-02-27/1"]
    assert sent["order"] == ["c1-isolation c2-duration c3-symptom_log c4-test"]
    assert sent["c4-valid_hours"] == ["72"]
    page = at(w.authority, url, **{**sent, "c2-min_days": "", "text_en": "Kept words"})
    assert "Fill in “At least so many days”." in page
    assert "Kept words" in page
    sent = {**fields(page), "c2-min_days": "13", "c4-from_day": "13"}
    page = at(w.authority, url, **sent, keep="1")
    assert "At least 13 days" in page
    kept = newest(w)
    assert kept.content["clauses"][1] == {
        "type": "duration",
        "min_days": 13,
        "count": "day0_end",
        "clock": "max(isolation_start,last_exposure_end)",
    }
    assert kept.content["id"] == "fourteen"
    # the second sending of one form keeps one draft
    at(w.authority, url, **sent, keep="1")
    with scope.entered("T"):
        assert queries.drafts(w.authority).count() == 1


def test_clause_is_added_and_taken_away_and_nothing_typed_is_lost(w, at):
    url = "/guidance/policies/new"
    sent = fields(at(w.authority, url)) | {"text_en": "Half a sentence"}
    page = at(w.authority, url, **sent, kind="duration", add="1")
    assert "Half a sentence" in page and "errors-title" not in page
    sent = fields(page) | {"c1-min_days": "9"}
    page = at(w.authority, url, **sent, kind="test", add="1")
    sent = fields(page)
    assert (sent["order"], sent["c1-min_days"]) == (["c1-duration c2-test"], ["9"])
    sent = fields(at(w.authority, url, **sent, remove="c1"))
    assert sent["order"] == ["c2-test"]
    assert newest(w) is None
    page = at(w.authority, url, **sent, keep="1")
    assert "Fill in “Id of the policy”." in page


def test_fault_of_the_whole_stands_beside_its_field(w, at):
    row = in_force(w)
    url = f"/guidance/policies/{row.pk}/new"
    sent = fields(at(w.authority, url))
    page = at(w.authority, url, **{**sent, "c4-count": "5"}, keep="1")
    assert "Allow at least 96 hours" in page
    assert 'href="#id_c4-valid_hours"' in page
    page = at(w.authority, url, **{**sent, "order": ""}, keep="1")
    assert "Nothing stands here" in page
    page = at(w.authority, url, **{**sent, "version": CONTENT["version"]}, keep="1")
    assert "has been published and never changes" in page
    page = at(w.authority, url, **{**sent, "valid_to": "2020-01-01"}, keep="1")
    assert "The last day comes before the first" in page


def test_nought_is_a_number(w, at):
    row = in_force(w)
    url = f"/guidance/policies/{row.pk}/new"
    sent = fields(at(w.authority, url))
    at(w.authority, url, **{**sent, "c4-min_spacing_hours": "0", "c4-from_day": "0"})
    clause = newest(w).content["clauses"][3]
    assert (clause["min_spacing_hours"], clause["from_day"]) == (0, 0)


def test_ways_out_are_opened_filled_and_closed(w, at):
    row = in_force(w)
    url = f"/guidance/policies/{row.pk}/new"
    sent = fields(at(w.authority, url)) | {"c2-min_days": "9"}
    page = at(w.authority, url, **sent, open="1")
    sent = fields(page)
    assert (sent["ways"], sent["c2-min_days"], sent["c2-way"]) == (["2"], ["9"], ["0"])
    assert "Earlier infection" in page
    chosen = {"c2-way": "1", "c4-way": "2", "c3-last_days": "9"}
    page = at(w.authority, url, **{**sent, **chosen}, keep="1")
    assert "Way out 2" in page
    kept = newest(w).content
    assert [clause["type"] for clause in kept["clauses"]] == [
        "isolation",
        "symptom_log",
    ]
    ways = [[clause["type"] for clause in way["clauses"]] for way in kept["options"]]
    assert ways == [["duration"], ["test"]]
    edit = f"/guidance/drafts/{newest(w).pk}/edit"
    sent = fields(at(w.authority, edit))
    page = at(w.authority, edit, **{**sent, "c3-way": "1"}, open="1")
    assert fields(page)["ways"] == ["3"]
    page = at(w.authority, edit, **fields(page), keep="1")
    assert "Way out 3: Nothing stands here" in page
    page = at(w.authority, edit, **{**sent, "c4-count": "9"}, keep="1")
    assert 'href="#id_c4-valid_hours"' in page
    page = at(w.authority, edit, **sent, close="1")
    assert fields(page)["ways"] == ["0"]
    at(w.authority, edit, **fields(page), keep="1")
    assert newest(w).content["options"] == []


def test_words_of_a_pack_and_ways_out_stay(w, at):
    content = changed(clauses=[{"type": "isolation", "counts": ["ship"]}])
    ways = [{"clauses": [{"type": "duration", "min_days": n}]} for n in (7, 10)]
    rows = [{"content": {**content, "options": ways}, "document": "guide"}]
    row = actions.set_policies(by=w.authority, at="T", rows=rows)[0]
    assert "Way out 2" in at(w.duty, f"/guidance/policies/{row.pk}/")
    url = f"/guidance/policies/{row.pk}/new"
    page = at(w.authority, url)
    assert fields(page)["c3-way"] == ["2"]
    at(w.authority, url, **fields(page), keep="1")
    kept = newest(w).content
    assert kept["clauses"][0]["counts"] == ["ship"]
    days = [option["clauses"][0]["min_days"] for option in kept["options"]]
    assert days == [7, 10]


def seen_on(page):
    return re.search(r'name="seen" value="([^"]*)"', page)[1]


def judged(at, w, row, page):
    """Press "go on" until all histories are judged, as a browser does by itself."""
    for _ in range(50):
        if "Go on comparing" not in page:
            return page
        url = f"/guidance/drafts/{row.pk}/effect"
        page = at(w.authority, url, seen=seen_on(page))
    raise AssertionError("the comparison does not end")


def test_part_of_the_page_is_sent_until_all_is_judged(w, client, monkeypatch):
    monkeypatch.setattr(drafts, "PATIENCE", 0)
    in_force(w)
    row = drafted(w, days=13)
    client.force_login(w.authority.user)
    client.cookies["django_language"] = "en"
    seen, turns = "", 0
    while True:
        answer = client.post(
            f"/guidance/drafts/{row.pk}/effect",
            {"seen": seen},
            headers={"HX-Request": "true"},
        )
        if address := answer.headers.get("HX-Redirect"):
            break
        page, turns = answer.content.decode(), turns + 1
        assert page.startswith("<section") and "<html" not in page
        seen = seen_on(page)
    assert turns > 8
    assert "Cleared only by this version" in client.get(address).content.decode()


def test_draft_is_compared_in_slices_and_published_with_the_words(w, at, client):
    in_force(w)
    row = drafted(w, days=13)
    page = at(w.authority, f"/guidance/drafts/{row.pk}/")
    assert "0 of 634 histories judged" in page
    page = judged(at, w, row, page)
    words = "It has no effect until that hold is withdrawn by a document that names it"
    assert words in page
    assert "issued by Province or an office above it" in page
    told = {"seen": seen_on(page)}
    for side in ("cleared-then", "cleared-now"):
        listed = at(
            w.authority, f"/guidance/drafts/{row.pk}/{side}?seen={told['seen']}"
        )
        assert ("Invented person" in listed) == (side == "cleared-then")
    told["key"] = re.search(r'name="key" value="([^"]*)"', page)[1]
    page = at(w.authority, f"/guidance/drafts/{row.pk}/publish", **told)
    assert "The version is published." in page
    assert words in page
    again = client.post(f"/guidance/drafts/{row.pk}/publish", told)
    assert again["Location"] == f"/guidance/drafts/{row.pk}/"
    with scope.entered("T"):
        made = queries.published_from(w.authority, row.pk)
    assert client.get(again["Location"])["Location"] == f"/guidance/policies/{made.pk}/"
    page = at(w.duty, f"/guidance/policies/{made.pk}/", "zh-hans")
    assert "no-relaxing" in page and "不产生效力" in page


def test_draft_cannot_be_published_unseen_or_by_a_forged_comparison(w, at, client):
    in_force(w)
    row = drafted(w, days=13)
    key = "7b4e3f7e-65dc-4b06-8a3b-6a0b8ad6b0f1"
    url = f"/guidance/drafts/{row.pk}/publish"
    page = at(w.authority, url, key=key, seen="forged")
    assert "the comparison is not complete" in page
    assert newest(w) == row
    # only looked at, or with a forged comparison: they lead back to the draft
    for way in ("publish", "discard", "effect", "cleared-now?seen=forged"):
        answer = client.get(f"/guidance/drafts/{row.pk}/{way}")
        assert answer["Location"] == f"/guidance/drafts/{row.pk}/", way


def test_draft_is_discarded(w, at):
    row = drafted(w)
    key = "7b4e3f7e-65dc-4b06-8a3b-6a0b8ad6b0f2"
    page = at(w.authority, f"/guidance/drafts/{row.pk}/discard", key=key)
    assert "The draft is discarded." in page
    assert newest(w) is None


def test_version_is_withdrawn_by_a_document_that_names_it(w, at):
    row = in_force(w)
    url = f"/guidance/policies/{row.pk}/withdraw"
    assert "No document withdraws “fourteen 2020-01-31/1” by name" in at(
        w.authority, url
    )
    assert row.name in at(w.authority, "/guidance/documents/new")
    rows = [document("ends-it", withdraws=[row.name])]
    actions.keep_documents(by=w.authority, at="T", rows=rows)
    key = "7b4e3f7e-65dc-4b06-8a3b-6a0b8ad6b0f3"
    told = {"document": "ends-it", "on": "2020-02-01", "key": key}
    page = at(w.authority, url, **told)
    assert "cannot be withdrawn for days that are over" in page
    page = at(w.authority, url, **{**told, "on": "2020-02-27"})
    assert "The version is withdrawn." in page
    assert "A hold keeps it all the same" in page


def test_examples_tell_every_kind_of_thing_that_happens(w, at):
    row = drafted(w, days=1)
    in_force(w)
    _, seen = compared(w, row)
    from wardline.core.guidance.forms.policies import sealed

    url = f"/guidance/drafts/{row.pk}/cleared-then?seen={sealed(seen)}&page=1"
    for language in ("en", "zh-hans"):
        page = at(w.authority, url, language)
        assert "fact." not in page and "asks." not in page
