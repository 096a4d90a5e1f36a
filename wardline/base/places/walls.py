"""Row-level security, raised from the models after each migration.

The web's role owns nothing and is granted only what is written here; a table that
this page does not know is closed to it. The range is written as two comparisons,
because an index serves those and not ``LIKE``.
"""

from django.apps import apps
from django.db import connections
from django.db.models import Model
from psycopg import sql

from wardline.base.places.models import Placed, Reach

_SCOPE = "nullif(current_setting('wardline.scope', true), '')"
_USER = "nullif(current_setting('wardline.user', true), '')::bigint"

# tables of no place: what the web may do with each
PLACELESS = {
    "accounts.User": ("SELECT", "INSERT", "UPDATE"),
    "accounts.Session": ("SELECT", "INSERT", "UPDATE", "DELETE"),
    "axes.AccessAttempt": ("SELECT", "INSERT", "UPDATE", "DELETE"),
    "axes.AccessFailureLog": ("SELECT", "INSERT", "UPDATE", "DELETE"),
    "axes.AccessAttemptExpiration": ("SELECT", "INSERT", "UPDATE", "DELETE"),
    "places.Tier": ("SELECT", "INSERT", "UPDATE"),
    "places.InstitutionKind": ("SELECT", "INSERT", "UPDATE"),
    # a count of readings, which everyone may add to
    "bulletins.View": ("SELECT", "INSERT", "UPDATE"),
    "axes.AccessLog": (),
    "auth.Permission": (),
    "auth.Group": (),
    "auth.Group_permissions": (),
    "contenttypes.ContentType": (),
}


def column(model: type[Model]) -> str | None:
    """Return the column that holds the place's code, if the table has one."""
    if model._meta.label == "places.Place":
        return "code"
    if model._meta.label == "places.Authority":
        return "place_id"
    return "place_code" if issubclass(model, Placed) else None


def reach(model: type[Model]) -> Reach:
    """Return how far the rows of a placed table are seen."""
    if model._meta.label == "places.Authority":
        return Reach.PUBLIC
    return model.reach  # type: ignore[attr-defined]


def _policies(model: type[Model], name: str) -> list[tuple[str, str, str]]:
    inside = (
        f'"{name}" >= ({_SCOPE})::text collate "C"'
        f' and "{name}" < ({_SCOPE} || \'~\')::text collate "C"'
    )
    above = f'starts_with({_SCOPE}, "{name}")'
    how = reach(model)
    seen, sent = inside, inside
    if how is Reach.NORM:
        seen = f"({inside}) or {above}"
    elif how is Reach.PUBLIC:
        seen = "true"
    elif how is Reach.MAIL:
        sent = f"({inside}) or {above}"
    if model._meta.label == "accounts.Post":
        seen = f"({seen}) or user_id = {_USER}"
    return [
        ("seen", "select", f"using ({seen})"),
        ("kept", "insert", f"with check ({sent})"),
        ("changed", "update", f"using ({inside}) with check ({inside})"),
        ("removed", "delete", f"using ({inside})"),
    ]


def raise_walls(role: str, using: str = "owner") -> int:
    """Write the policies and grants of every table anew; return how many tables."""
    tables = set(connections[using].introspection.table_names())
    models = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.db_table in tables  # others are not migrated yet
    ]
    with connections[using].cursor() as cursor:
        cursor.execute(
            sql.SQL("revoke all on all tables in schema public from {}").format(
                sql.Identifier(role)
            )
        )
        cursor.execute(
            sql.SQL(
                "grant usage on schema public to {r};"
                " grant select on django_migrations to {r};"
                " grant usage on all sequences in schema public to {r}"
            ).format(r=sql.Identifier(role))
        )
        for model in models:
            _raise_wall(cursor, model, role)
    return len(models)


def _raise_wall(cursor, model: type[Model], role: str) -> None:
    table = sql.Identifier(model._meta.db_table)
    name = column(model)
    if name is None:
        verbs = PLACELESS.get(model._meta.label)
        if verbs is None:
            raise LookupError(
                f"{model._meta.label} has no place: make it Placed, or say in "
                "base/places/walls.py why it belongs to none."
            )
    else:
        verbs = ("SELECT", *getattr(model, "grants", ("INSERT", "UPDATE")))
        cursor.execute(
            sql.SQL("alter table {} enable row level security").format(table)
        )
        for title, act, rule in _policies(model, name):
            cursor.execute(
                sql.SQL("drop policy if exists {} on {}").format(
                    sql.Identifier(title), table
                )
            )
            cursor.execute(
                sql.SQL("create policy {} on {} for {} {}").format(
                    sql.Identifier(title), table, sql.SQL(act), sql.SQL(rule)
                )
            )
    if verbs:
        cursor.execute(
            sql.SQL("grant {} on {} to {}").format(
                sql.SQL(", ").join(map(sql.SQL, verbs)), table, sql.Identifier(role)
            )
        )
