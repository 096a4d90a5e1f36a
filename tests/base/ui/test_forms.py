"""Forms keep their key and say in the reader's language what to do."""

from datetime import date
from uuid import uuid4

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from wardline.base.ui.forms import KeyedForm, LimitedFileField


class Sample(KeyedForm):
    sampled_on = forms.DateField(label="采样日期")
    count = forms.IntegerField(
        label="Count", required=False, max_value=9, error_messages={"invalid": "Own."}
    )


class Upload(KeyedForm):
    file = LimitedFileField(label="File", kinds=(".pdf",), megabytes=1)


def upload(name: str, size: int) -> Upload:
    return Upload(
        {"key": str(uuid4())}, {"file": SimpleUploadedFile(name, b"x" * size)}
    )


def test_key_reaches_the_deed():
    key = uuid4()
    form = Sample({"key": str(key), "sampled_on": "2020-02-27"})
    assert form.is_valid()
    assert form.key == key
    assert form.cleaned_data["sampled_on"] == date(2020, 2, 27)


class Steady(KeyedForm):
    unchanged = True
    count = forms.IntegerField(label="Count")


def test_forms_share_fields_only_where_their_class_says_that_none_changes():
    one, other = Steady({"count": "x"}), Steady({"key": str(uuid4()), "count": "3"})
    assert one.fields["count"] is other.fields["count"]
    assert "whole number" in one.errors["count"][0]
    assert other.is_valid() and other.cleaned_data["count"] == 3
    assert Sample().fields["count"] is not Sample().fields["count"]


def test_key_is_bare_under_a_prefix():
    form = Sample({"key": str(uuid4()), "a-sampled_on": "2020-02-27"}, prefix="a")
    assert form.is_valid()


@pytest.mark.parametrize("key", ["", "no key"])
def test_key_missing_or_broken_loses_nothing(key):
    form = Sample({"key": key, "sampled_on": "2020-02-27"})
    assert not form.is_valid()
    assert "send again" in form.errors["key"][0]
    assert 'value="2020-02-27"' in str(form["sampled_on"])


def test_errors_name_the_field_in_both_languages():
    form = Sample({"key": str(uuid4())})
    with translation.override("zh-hans"):
        assert form.errors["sampled_on"] == ["请填写“采样日期”。"]
    form = Sample({"key": str(uuid4()), "sampled_on": "soon", "count": "many"})
    assert "for example 2020-02-27" in form.errors["sampled_on"][0]
    assert form.errors["count"] == ["Own."]


def test_error_of_a_bound_keeps_its_number():
    form = Sample({"key": str(uuid4()), "sampled_on": "2020-02-27", "count": "12"})
    assert "9" in form.errors["count"][0]


def test_date_is_a_picker_in_its_own_format():
    with translation.override("zh-hans"):
        html = str(Sample(initial={"sampled_on": date(2020, 2, 27)})["sampled_on"])
    assert 'type="date"' in html
    assert 'value="2020-02-27"' in html


def test_file_within_its_limits():
    assert upload("A.PDF", 10).is_valid()


def test_file_of_another_kind_or_too_large_is_named():
    assert ".pdf" in upload("a.exe", 10).errors["file"][0]
    assert "1 MB" in upload("a.pdf", 1024 * 1024 + 1).errors["file"][0]
