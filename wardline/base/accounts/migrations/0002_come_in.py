"""One question for whoever comes in: the session, its user, their posts and places.

A function, because PostgreSQL keeps its plans: planned anew, the same question takes
four times as long, and every request asks it. It acts with the rights of the caller,
behind row-level security: it narrows the transaction to the user and to the highest
place among their posts, and shows of the other posts' places only what lies within.
"""

from django.db import migrations

COME_IN = """
create or replace function accounts_come_in(wanted text, moment timestamptz, today date)
returns jsonb language plpgsql as $$
declare
    come accounts_session;
    highest text;
    told jsonb;
begin
    select * into come from accounts_session
        where session_key = wanted and expire_date > moment;
    if not found then
        return null;
    end if;
    perform set_config('wardline.user', coalesce(come.user_id::text, ''), true);
    select place_code into highest from accounts_post
        where user_id = come.user_id and from_on <= today
            and (until_on is null or until_on > today)
        order by place_code, role_code, id limit 1;
    perform set_config('wardline.scope', coalesce(highest, ''), true);
    told := jsonb_build_object(
        'scope', coalesce(highest, ''),
        'session', to_jsonb(come),
        'user', (select to_jsonb(u) from accounts_user u where u.id = come.user_id),
        'posts', (
            select jsonb_agg(
                jsonb_build_object('post', to_jsonb(p), 'place', (
                    select to_jsonb(l) from places_place l where l.code = p.place_code))
                order by p.place_code, p.role_code, p.id)
            from accounts_post p
            where p.user_id = come.user_id and p.from_on <= today
                and (p.until_on is null or p.until_on > today)));
    -- one plan for all values takes a place for a few rows, which is right for a home
    if exists (select from places_place where code = highest and kind_id is null) then
        perform set_config('plan_cache_mode', 'force_custom_plan', true);
    end if;
    return told;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("places", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(
            COME_IN,
            "drop function accounts_come_in(text, timestamptz, date)",
        )
    ]
