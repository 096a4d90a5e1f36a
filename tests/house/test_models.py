"""What every table owes the house: a place, walls, privacy, a word in the glossary."""

from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from wardline.base.ledger.models import Kept
from wardline.base.places.walls import PLACELESS, column

ROOT = Path(__file__).resolve().parents[2]
OURS = [
    model for model in apps.get_models() if model.__module__.startswith("wardline.")
]
# nouns of the floor below the ledger, and mail between posts
NOT_KEPT = {"Tier", "InstitutionKind", "Place", "Authority", "User", "Post"}
NOT_KEPT |= {"Entry", "Notice", "Escalation", "View", "Session"}
# the queue of what leaves the house: the clock marks it minute by minute
NOT_KEPT |= {"Delivery", "Carried"}


@pytest.mark.parametrize("model", OURS, ids=lambda m: m.__name__)
def test_model_declares_its_personal_columns(model):
    columns = {field.name for field in model._meta.get_fields()}
    assert set(model.Privacy.personal) <= columns


@pytest.mark.parametrize("model", OURS, ids=lambda m: m.__name__)
def test_model_belongs_to_a_place_or_says_why_not(model):
    assert column(model) or model._meta.label in PLACELESS


@pytest.mark.parametrize("model", OURS, ids=lambda m: m.__name__)
def test_model_changes_only_by_deed(model):
    assert issubclass(model, Kept) or model.__name__ in NOT_KEPT


@pytest.mark.parametrize("model", OURS, ids=lambda m: m.__name__)
def test_glossary_explains_the_model(model):
    glossary = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    assert f"`{model.__name__}`" in glossary


@pytest.mark.django_db
def test_every_table_with_a_place_is_walled():
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class join pg_namespace n on n.oid = relnamespace"
            " where nspname = 'public' and relkind = 'r' and not relrowsecurity"
        )
        open_tables = {name for (name,) in cursor.fetchall()}
    placeless = {apps.get_model(label)._meta.db_table for label in PLACELESS} | {
        "django_migrations"
    }
    assert open_tables <= placeless


@pytest.mark.django_db
def test_web_role_is_powerless():
    with connection.cursor() as cursor:
        cursor.execute(
            "select rolsuper, rolbypassrls, rolcreaterole from pg_roles"
            " where rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, False)
        cursor.execute("select count(*) from pg_tables where tableowner = current_user")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
def test_migrations_are_complete():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
