"""One row of any table at a place, with whatever it needs: for tests of the walls."""

import itertools
import uuid
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tests.factories.world import World, moment
from wardline.base.ledger import opened
from wardline.base.places.models import Place, Placed

_numbers = itertools.count(1)
# closed lists that the table itself guards
SPECIAL = {"Receipt.kind": "received", "RollCall.via": "link"}
# may be empty, but not together with another
WANTED = {"Withdrawal.permit"}


def row(model: type[models.Model], place: str, world: World) -> models.Model:
    """Write one row of a model at a place, as if inside a deed."""
    token = opened.depth.set(1)
    try:
        record = model(**_values(model, place, world))
        record.save(force_insert=True)
    finally:
        opened.depth.reset(token)
    return record


def _values(model: type[models.Model], place: str, world: World) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if field.has_default() or (field.primary_key and not field.remote_field):
            continue
        if field.null and f"{model.__name__}.{field.name}" not in WANTED:
            continue
        if isinstance(field, models.ForeignKey):
            values[field.attname] = _target(field, place, world)
        elif f"{model.__name__}.{field.name}" in SPECIAL:
            values[field.name] = SPECIAL[f"{model.__name__}.{field.name}"]
        elif not _may_stay_empty(field):
            values[field.name] = _plain(field)
    return values


def _may_stay_empty(field: models.Field) -> bool:
    named = field.name.endswith("_zh") or field.name == "name"
    return field.blank and field.empty_strings_allowed and not named


def _target(field: models.ForeignKey, place: str, world: World) -> Any:
    related = field.related_model
    if related is Place:
        return place
    if related._meta.label == "accounts.Post":
        return world.post("duty", place).pk
    if related._meta.label == "accounts.User":
        return world.post("duty", place).user_id
    if issubclass(related, Placed):
        return row(related, place, world).pk
    return related.objects.first().pk


def _plain(field: models.Field) -> Any:
    number = next(_numbers)
    if isinstance(field, ArrayField):
        return []
    if field.choices:
        return field.choices[0][0]
    match field:
        case models.DateTimeField():
            return moment("2020-02-01 09:00") + timedelta(minutes=number)
        case models.DateField():
            return date(2020, 2, 1) + timedelta(days=number)
        case models.TimeField():
            return time(9)
        case models.BooleanField():
            return True
        case models.UUIDField():
            return uuid.uuid4()
        case models.DecimalField() | models.FloatField():
            return Decimal(1)
        case models.PositiveSmallIntegerField():
            return 1 + number % 4
        case models.IntegerField():
            return number
        case models.BinaryField():
            return b"x"
        case models.JSONField():
            return {}
    return f"x{number}"[: field.max_length or 20]
