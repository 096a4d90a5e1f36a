-- An invented nation: 50 homes to a county, 10 counties to a prefecture, 4 of those to
-- a province. N, N01, N0101, N010101, N010101-01.
insert into places_tier (depth, name_zh, name_en) values
    (0, '国', 'Nation'), (1, '省', 'Province'), (2, '市', 'Prefecture'),
    (3, '县', 'County'), (4, '机构', 'Home');
insert into places_institutionkind (code, name_zh, name_en)
    values ('elder', '养老机构', 'Elder home');

create temporary table home as
select
    number,
    'N' || lpad((number / 2000 + 1)::text, 2, '0') as province,
    lpad((number / 500 %% 4 + 1)::text, 2, '0') as prefecture,
    lpad((number / 50 %% 10 + 1)::text, 2, '0') as county,
    lpad((number %% 50 + 1)::text, 2, '0') as home,
    ''::text as code
from generate_series(0, %(institutions)s - 1) number;
update home set code = province || prefecture || county || '-' || home;

insert into places_place
    (code, parent_id, depth, name_zh, name_en, kind_id, credit_code, capacity, address)
values ('N', null, 0, '示例国', 'Example Nation', null, '', null, '');
insert into places_place
    (code, parent_id, depth, name_zh, name_en, kind_id, credit_code, capacity, address)
select distinct province, 'N', 1, '第' || province || '省', 'Province ' || province,
    null, '', null::int, '' from home
union all
select distinct province || prefecture, province, 2, '第' || province || prefecture
    || '市', 'Prefecture ' || province || prefecture, null, '', null::int, '' from home
union all
select distinct province || prefecture || county, province || prefecture, 3,
    '第' || province || prefecture || county || '县',
    'County ' || province || prefecture || county, null, '', null::int, '' from home
order by 3, 1;
insert into places_place
    (code, parent_id, depth, name_zh, name_en, kind_id, credit_code, capacity, address,
     latitude, longitude)
select code, province || prefecture || county, 4, code || '号养老院', 'Home ' || code,
    'elder', '', 120, '', 25 + number / 2000, 100 + number / 50 %% 40
from home order by code;
insert into places_authority
    (place_id, name_zh, name_en, zone, language, pack, note_zh, note_en)
values ('N', '示例国', 'Example Nation', 'UTC', 'en', 'bench', '', '');

-- who answers: nation, the first county, and in each home one on duty
insert into accounts_user (password, username, name, phone, is_active)
values (%(password)s, 'nation', 'Officer of the nation', '', true),
    (%(password)s, 'county', 'Officer of the county', '', true);
insert into accounts_user (password, username, name, phone, is_active)
select %(password)s, lower(code), 'Duty of ' || code, '', true from home order by number;
insert into accounts_post
    (place_code, user_id, role_code, title_zh, title_en, from_on)
select 'N', id, 'authority', '国家主管', 'Authority', date '2000-01-01'
from accounts_user where username = 'nation'
union all
select 'N010101', id, 'officer', '县主管', 'Officer', date '2000-01-01'
from accounts_user where username = 'county';
insert into accounts_post
    (place_code, user_id, role_code, title_zh, title_en, from_on)
select home.code, u.id, 'duty', '值班员', 'Duty', date '2000-01-01'
from home join accounts_user u on u.username = lower(home.code) order by home.number;
create temporary table duty as
select home.number, home.code, post.id as post
from home join accounts_post post on post.place_code = home.code;
analyze duty;

-- what binds: an hour for the report, a closure of the nation, a clearance policy
insert into guidance_document
    (place_code, code, kind, number, title_zh, title_en, issuer_zh, issuer_en,
     issued_on, institution_kinds, source, withdraws, replaces)
values ('N', 'bench', 'notice', '', '示例通知', 'Example notice', '', '',
    date '2000-01-01', '{}', '', '{}', '');
insert into guidance_measure
    (place_code, code, document_id, topic, text_zh, text_en, institution_kinds, params,
     levels, strictness, valid_from, aspect, citation, question_zh, question_en,
     replaces)
select 'N', 'report-due', id, 'report.due', '', '', '{}', '{"at": "17:30"}', '{}', 1,
    date '2000-01-01', '', 'bench', '', '', '' from guidance_document;
insert into gate_closure (place_code, from_on, document_id)
select 'N', %(today)s::date - 30, id from guidance_document;
insert into guidance_clearancepolicy
    (place_code, code, version, document_id, content, fingerprint, valid_from,
     published_at)
select 'N', 'bench-14-days', '1', id, %(policy)s::jsonb, 'bench', date '2000-01-01',
    timestamptz '2000-01-01 00:00Z' from guidance_document;

-- one person in isolation for every fourth home, begun 1 to 16 days ago: two looks a
-- day, two tests
create temporary table isolated as
select row_number() over (order by number) as person, number, code, post,
    (%(today)s::date - (number / 4 %% 16 + 1)::int)::timestamp at time zone 'UTC'
        + interval '8 hours' as since
from duty where number %% 4 = 0;
insert into roster_person
    (place_code, kind, name, id_number, id_index, sex)
select code, 'resident', 'Person ' || person, '', '', '' from isolated order by person;
alter table isolated add column id bigint;
update isolated set id = p.id from roster_person p
    where p.name = 'Person ' || isolated.person;
insert into roster_stay (place_code, person_id, from_at, room)
select code, id, since - interval '90 days', '201' from isolated;
insert into roster_isolation
    (place_code, person_id, from_at, room, bed, alone, reason, venue, recorded_at,
     recorded_by_id)
select code, id, since, '201', '', true, 'return', 'institution', since, post
from isolated;
insert into roster_healthcheck
    (place_code, person_id, at, recorded_at, recorded_by_id, temperature, symptomatic,
     note, antipyretic)
select code, id, at, at, post, 36.5, false, '', false
from isolated, generate_series(since, %(today)s, interval '12 hours') at;
insert into roster_testresult
    (place_code, person_id, at, recorded_at, recorded_by_id, assay, specimen, pathogen,
     outcome, laboratory, specimen_timed)
select code, id, at, at, post, 'NAAT', 'NP', 'SARS-CoV-2', 'negative', '', true
from isolated, generate_series(since, %(today)s, interval '6 days') at;

-- every fourth home has something to mend, every eighth is overdue with it
insert into correction_finding
    (place_code, source, origin, aspect, measure_code, citation, fact, severity, scope,
     found_at, found_by_id)
select code, 'inspection', '', 'internal_control', '', '', 'A fact', 1 + number %% 3,
    'isolated',
    %(today)s::timestamp at time zone 'UTC' - interval '5 days', post
from duty where number %% 4 = 1;
insert into correction_action
    (place_code, finding_id, what, post_id, due_at, ordered_at, ordered_by_id, reason)
select f.place_code, f.id, 'Mend it', f.found_by_id,
    f.found_at + interval '1 day' * case when f.id %% 2 = 0 then 2 else 20 end,
    f.found_at, f.found_by_id, ''
from correction_finding f;
