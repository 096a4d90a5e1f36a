"""Packs into the database: wholly or not at all, again without duplicates."""

import shutil
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError

from wardline.base.accounts.models import Post, User
from wardline.base.ledger.models import Entry
from wardline.base.places import queries as places
from wardline.base.places import scope
from wardline.base.places.models import Place
from wardline.base.places.walls import column
from wardline.front.duty.packs import loading
from wardline.front.duty.packs.reading import read

pytestmark = pytest.mark.django_db
PACKS = Path(__file__).resolve().parents[3] / "packs"


def counts() -> dict[str, int]:
    return {
        model.__name__: model.objects.count()
        for model in apps.get_models()
        if column(model) and model is not Entry
    }


@pytest.mark.parametrize("name", ["gansu-2020", "tavaia"])
def test_a_pack_loads_and_loads_again_without_duplicates(name):
    pack = read(PACKS / name)
    loading.load(pack)
    with scope.entered(loading.top(pack)):
        first = counts()
        assert first["Place"] == len(pack.divisions) + len(pack.institutions)
        assert first["Measure"] == len(pack.measures)

    loading.load(pack)

    with scope.entered(loading.top(pack)):
        assert counts() == first
        assert Entry.objects.filter(verb="load_pack").count() == 2


def test_the_first_pack_is_as_large_as_it_says():
    pack = read(PACKS / "gansu-2020")
    loading.load(pack)
    with scope.entered("62"):
        by_length = [Place.objects.filter(kind=None, depth=d).count() for d in range(3)]
        assert by_length == [1, 14, 86]
        homes = Place.objects.filter(kind__isnull=False)
        assert homes.count() >= 300
        counties = {code[:6] for code in homes.values_list("code", flat=True)}
        assert len({c for c in counties if "-" not in c}) >= 86


def test_another_country_with_another_depth_of_tree():
    pack = read(PACKS / "tavaia")
    loading.load(pack)
    with scope.entered(loading.top(pack)):
        assert [tier.depth for tier in places.tiers()] == [0, 1, 2]
        assert str(places.zone()) == "Pacific/Auckland"
        assert places.authority().language == "en"
        institution = Place.objects.filter(kind__isnull=False).first()
        assert institution.depth == 2
        assert Post.objects.filter(place=institution).count() == 2


def test_a_broken_pack_names_its_faults_and_changes_nothing(tmp_path, capsys):
    broken = tmp_path / "broken"
    shutil.copytree(PACKS / "tavaia", broken)
    file = broken / "divisions.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text + "zz-1,nowhere,Lost,Lost\n", encoding="utf-8")

    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("load", str(broken))

    told = capsys.readouterr().err
    row = text.count("\n") + 1
    assert f"divisions.csv, row {row}" in told
    assert User.objects.count() == 0


def test_a_load_that_fails_half_way_leaves_nothing(monkeypatch):
    pack = read(PACKS / "tavaia")

    def fail(**_):
        raise RuntimeError("the power went")

    monkeypatch.setattr(loading.safetynet, "begin_campaigns", fail)
    with pytest.raises(RuntimeError, match="the power went"):
        loading.load(pack)

    with scope.entered(loading.top(pack)):
        assert Place.objects.count() == 0
        assert Entry.objects.count() == 0
