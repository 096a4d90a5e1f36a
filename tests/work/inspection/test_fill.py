"""The renderer of ODK: a route and a policy of its own, and the files as built."""

import hashlib
from pathlib import Path

import pytest
from django.urls import reverse

from tests.factories.world import moment, world
from tests.front.openrosa import scene as road
from tests.work.inspection.test_field import taken
from wardline.base.places import clock

BUILT = Path("wardline/work/inspection/static/inspection/web-forms")


@pytest.mark.django_db
def test_only_the_route_of_the_renderer_may_run_webassembly(client):
    s = road.on_the_road(world())
    with clock.set_to(moment("2020-02-27 12:00")):
        form = taken(s)
        client.force_login(s.inspectors[0].user)
        fill = client.get(reverse("inspection:fill", args=[form.pk]))
        other = client.get(reverse("inspection:submissions"))
    policies = [a.headers["Content-Security-Policy"] for a in (fill, other)]
    assert ["wasm-unsafe-eval" in each for each in policies] == [True, False]
    assert "'unsafe-eval'" not in policies[0]
    assert "style-src 'self' 'unsafe-inline'; " in policies[0]
    assert policies[1].startswith("default-src 'none'; script-src 'self'; style-src")
    assert policies[1].endswith("; frame-ancestors 'none'; base-uri 'none'")
    assert f'data-xform="/openrosa/forms/{form.pk}.xml"' in fill.content.decode()


def test_renderer_is_the_one_that_was_built():
    sums = (BUILT / "SHA256SUMS").read_text().split()
    for digest, name in zip(sums[::2], sums[1::2], strict=True):
        assert hashlib.sha256((BUILT / name).read_bytes()).hexdigest() == digest
