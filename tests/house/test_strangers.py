"""Every address, asked by everyone who has no business there."""

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.factories.world import world
from wardline.base.accounts.roles import ROLES

PUBLIC = {"accounts", "ui", "bulletins", "service", ""}
ROLES_TRIED = ["duty", "head", "officer", "authority", "inspector", "custodian"]
PLACES = {"duty": "T101-1", "head": "T101-1", "officer": "T101"}
FILLERS = {
    "int": "987654",
    "slug": "no-such-thing",
    "str": "no-such-thing",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "path": "no-such-thing",
}


def addresses() -> list[tuple[str, str, bool]]:
    """Return (area, url, has arguments) of every view of the house."""
    found = []

    def walk(resolver, prefix: str, areas: tuple[str, ...]) -> None:
        for pattern in resolver.url_patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                own = (pattern.app_name,) if pattern.app_name else ()
                walk(pattern, route, areas + own)
            elif isinstance(pattern, URLPattern):
                url, n = re.subn(
                    r"<(?:(\w+):)?\w+>", lambda m: FILLERS[m[1] or "str"], route
                )
                area = areas[0] if areas else ""
                found.append((area, "/" + url.replace("^", ""), n > 0))

    walk(get_resolver(), "", ())
    return found


ADDRESSES = addresses()


def test_there_are_addresses():
    assert len(ADDRESSES) > 60


@pytest.mark.django_db
@pytest.mark.parametrize(("area", "url", "has_arguments"), ADDRESSES)
def test_anonymous_sees_only_what_is_public(client, area, url, has_arguments):
    world()
    answer = client.get(url)
    if area in PUBLIC:
        assert answer.status_code < 500
        return
    assert answer.status_code in {302, 405}, url
    if answer.status_code == 302:
        assert answer["Location"].startswith("/sign-in"), url


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES_TRIED)
def test_a_role_meets_nothing_outside_its_areas(client, role):
    w = world()
    client.force_login(w.post(role, PLACES.get(role, "T")).user)
    for area, url, _ in ADDRESSES:
        if area in PUBLIC or area in ROLES[role].areas:
            continue
        assert client.get(url).status_code == 404, url
        assert client.post(url).status_code == 404, url


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES_TRIED)
def test_what_does_not_exist_is_not_found_and_nothing_breaks(client, role):
    w = world()
    client.force_login(w.post(role, PLACES.get(role, "T")).user)
    for area, url, has_arguments in ADDRESSES:
        if area not in ROLES[role].areas:
            continue
        try:
            answer = client.get(url)
        except Exception as error:
            raise AssertionError(url) from error
        expected = {404, 405} if has_arguments else {200, 302, 403, 405}
        assert answer.status_code in expected | {404}, (url, answer.status_code)
