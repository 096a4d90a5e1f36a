"""A device is known by its key in one question to the database."""

from django.db import migrations

# one question for a device: its key, post, user and place; the transaction is narrowed
# to them. It acts with the rights of the caller, as ``accounts_come_in`` does.
DEVICE = """
create or replace function inspection_device(wanted text, today date)
returns jsonb language plpgsql as $$
declare
    found inspection_devicekey;
    held accounts_post;
begin
    select * into found from inspection_devicekey
        where sha256 = wanted and taken_back_at is null;
    if found.id is null then
        return null;
    end if;
    perform set_config('wardline.scope', found.place_code, true);
    select * into held from accounts_post
        where id = found.post_id and from_on <= today
            and (until_on is null or until_on > today);
    perform set_config('wardline.user', coalesce(held.user_id::text, ''), true);
    return jsonb_build_object(
        'scope', found.place_code,
        'post', case when held.id is not null then to_jsonb(held) end,
        'user', (select to_jsonb(u) from accounts_user u where u.id = held.user_id),
        'place', (select to_jsonb(l) from places_place l
            where l.code = held.place_code));
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_deputies"),
        ("inspection", "0003_draw_field_and_routes"),
    ]
    operations = [
        migrations.RunSQL(DEVICE, "drop function inspection_device(text, date)")
    ]
