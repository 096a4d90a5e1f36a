"""A pack's rows in the columns that the rooms' actions take."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

from wardline.front.duty.packs.shapes import Bilingual, Pack


def both(name: str, words: Bilingual) -> dict[str, str]:
    """Return a bilingual word as the two columns that hold it."""
    return {f"{name}_zh": words.zh, f"{name}_en": words.en}


def divisions(pack: Pack) -> list[dict[str, Any]]:
    return [
        {"code": d.code, "parent": d.parent, **both("name", d.name)}
        for d in pack.divisions
        if d.parent
    ]


def institutions(pack: Pack) -> list[dict[str, Any]]:
    return [
        {
            "code": row.code,
            "division": row.division,
            "kind": row.kind,
            "credit_code": row.credit_code,
            "capacity": row.capacity,
            "address": row.address,
            "latitude": float(row.latitude) if row.latitude else None,
            "longitude": float(row.longitude) if row.longitude else None,
            **both("name", row.name),
        }
        for row in pack.institutions
    ]


def usernames(pack: Pack) -> dict[str, str]:
    """Return the user name of each post of the pack, by the post's code."""
    given = {post.code: post.user for post in pack.posts}
    for row in pack.institutions:
        for role in ("head", "duty"):
            given[f"{row.code}.{role}"] = f"{role}-{row.code}".lower()
    for sign_in in pack.scenario.sign_ins if pack.scenario else ():
        given[sign_in.post] = sign_in.user
    return given


def posts(pack: Pack) -> Iterator[dict[str, Any]]:
    users = usernames(pack)
    sign_ins = pack.scenario.sign_ins if pack.scenario else ()
    passwords = {sign_in.post: sign_in.password for sign_in in sign_ins}
    for post in pack.posts:
        yield {
            "place": post.place,
            "role": post.role,
            "username": users[post.code],
            "name": post.holder,
            "phone": post.phone,
            "from_on": post.from_on,
            "password": passwords.get(post.code),
            **both("title", post.title),
        }
    titles = {
        "head": Bilingual("机构负责人", "head"),
        "duty": Bilingual("值班员", "duty staff"),
    }
    begins = min((post.from_on for post in pack.posts), default=date(2020, 1, 1))
    for row in pack.institutions:
        for role, name in (("head", row.head), ("duty", row.duty)):
            yield {
                "place": row.code,
                "role": role,
                "username": users[f"{row.code}.{role}"],
                "name": name,
                "phone": row.phone,
                "from_on": begins,
                "password": passwords.get(f"{row.code}.{role}"),
                **both("title", titles[role]),
            }


def document(row: Any) -> dict[str, Any]:
    return {
        "code": row.code,
        "kind": row.kind,
        "number": row.number,
        "issued_on": row.issued_on,
        "institution_kinds": list(row.institution_kinds),
        "source": row.source,
        "replaces": row.replaces,
        **both("title", row.title),
        **both("issuer", row.issuer),
    }


def measure(row: Any) -> dict[str, Any]:
    section = f" §{row.section}" if row.section else ""
    return {
        "code": row.code,
        "document": row.document,
        "topic": row.topic,
        "institution_kinds": list(row.institution_kinds),
        "params": dict(row.params),
        "levels": list(row.levels),
        "strictness": row.strictness,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        "aspect": row.aspect,
        "citation": f"{row.source}{section}"[:200],
        "replaces": row.replaces,
        **both("text", row.text),
        **both("question", row.question),
    }


def lessons(found: Iterable[Any]) -> list[dict[str, Any]]:
    """Return lessons with their points: rows of one code are one lesson."""
    ordered = sorted(found, key=lambda row: (row.code, row.point))
    made = []
    for code, group in groupby(ordered, key=lambda row: row.code):
        points = list(group)
        told = {"code": code, "learnt_on": points[0].learnt_on}
        told |= {"source": points[0].source, **both("title", points[0].title)}
        told["points"] = [
            {"measures": list(each.measures), **both("text", each.gap)}
            for each in points
        ]
        made.append(told)
    return made


def hospitals(pack: Pack) -> list[dict[str, Any]]:
    return [
        {
            "code": row.code,
            "place": row.place,
            "address": row.address,
            "phone": row.phone,
            "from_on": row.from_on,
            **both("name", row.name),
        }
        for row in pack.hospitals
    ]


def checklist(pack: Pack) -> list[dict[str, Any]]:
    return [
        {
            "code": row.code,
            "aspect": row.aspect,
            "measure_code": row.measure,
            "severity": row.severity,
            "institution_kinds": list(row.institution_kinds),
            **both("question", row.question),
        }
        for row in pack.checklist
    ]


def standards(pack: Pack) -> list[dict[str, Any]]:
    return [
        {
            "scheme": row.scheme,
            "place": row.place,
            "from_on": row.from_on,
            "per_month": row.per_month,
            "currency": row.currency,
            "document": row.document,
        }
        for row in pack.standards
    ]


def campaigns(pack: Pack) -> list[dict[str, Any]]:
    return [
        {
            "code": row.code,
            "place": row.place,
            "from_on": row.starts_on,
            "to_on": row.ends_on,
            "document": row.document,
            **both("title", row.name),
            **both("goal", row.goal),
            **both("unit", row.unit),
        }
        for row in pack.campaigns
    ]


def bulletin(pack: Pack) -> dict[str, str]:
    row = pack.bulletin
    return {
        "code": "bulletin",
        **both("title", row.title),
        **both("source", row.source),
        **both("breadcrumb", row.breadcrumb),
        **both("body", row.body),
    }
