-- The platform's own schema: how a unit of work is entered, how a table is guarded, files, audit, outbox.
-- The roles wanghuolou_app (guarded) and wanghuolou_job (bypasses the guard) exist before the first migration.

create schema app;
grant usage on schema app to wanghuolou_app, wanghuolou_job;

-- `code app.<~ prefix`: the code lies within the division. It is starts_with with another estimate: the guard stands
-- beside the query's own equality on the same columns, and an estimate that multiplied with it would choose the wrong
-- plan (docs/decisions/0003).
create operator app.<~ (leftarg = text, rightarg = text, function = pg_catalog.starts_with, restrict = neqsel);

create function app.enter(region text, premises text, account text, organisation text) returns void
language plpgsql as $$
begin
  if region !~ '^[0-9]{2,12}$' then raise exception 'bad region scope %', region; end if;
  if premises !~ '^([0-9a-f-]{36})?$' then raise exception 'bad premises scope'; end if;
  if account !~ '^([0-9a-f-]{36})?$' or organisation !~ '^([0-9a-f-]{36})?$' then raise exception 'bad actor'; end if;
  execute format('set local app.region = %L', region);
  execute format('set local app.premises = %L', premises);
  execute format('set local app.account = %L', account);
  execute format('set local app.organisation = %L', organisation);
end $$;

-- Two neighbouring characters each, so that a word of two Chinese characters uses an index. A loop, because making and
-- sorting a set of rows for every name takes three times as long; the distinct pairs of a long text are left to a set.
create function app.bigrams(source text) returns text[]
language plpgsql immutable strict parallel safe as $$
declare
  normal constant text := lower(regexp_replace(source, '\s+', '', 'g'));
  last constant integer := greatest(length(normal) - 1, 1);
  pair text;
  pairs text[] := '{}';
begin
  if normal = '' then return pairs; end if;
  if last > 200 then return array(select distinct substr(normal, i, 2) from generate_series(1, last) as i); end if;
  for i in 1..last loop
    pair := substr(normal, i, 2);
    if pair <> all (pairs) then pairs := pairs || pair; end if;
  end loop;
  return pairs;
end $$;

create table app.table_declaration (
  table_name text primary key,
  kind text not null check (kind in ('distributed', 'reference', 'local')),
  guard text not null,
  may_change boolean not null
);
comment on table app.table_declaration is 'Every table of the product, declared once by app.declare.';

-- Declares a table: its kind for Citus, the guard of its rows, and whether rows may be changed or only added.
--   place         county_code, region_code, premises_id: the division's people, and the premises itself
--   premises      as place, the row being the premises (id)
--   area          county_code, region_code: read by everybody within, written by staff
--   area_staff    as area, but never shown to premises accounts
--   county        county_code: staff of the county and above
--   region        region_prefix (00: the nation's own rows): read by everybody below and above, written within
--   region_staff  as region, but never shown to premises accounts
--   account       account_id: the signed-in person alone
--   open          read by everybody, written only by the job role
--   sealed        the job role alone
create procedure app.declare(table_name regclass, kind text, guard text, may_change boolean default true)
language plpgsql as $$
declare
  region constant text := 'nullif(current_setting(''app.region'', true), '''')';
  premises constant text := 'coalesce(current_setting(''app.premises'', true), '''')';
  staff constant text := '(' || premises || ' = '''')';
  may_read text; may_write text;
begin
  insert into app.table_declaration values (table_name::text, kind, guard, may_change);
  execute format('alter table %s enable row level security', table_name);
  execute format('alter table %s force row level security', table_name);
  case guard
    when 'place' then
      may_read := format('region_code operator(app.<~) %s and coalesce(premises_id::text, '''') operator(app.<~) %s', region, premises);
    when 'premises' then
      may_read := format('region_code operator(app.<~) %s and id::text operator(app.<~) %s', region, premises);
    when 'area' then
      may_read := format('region_code operator(app.<~) %s', region);
      may_write := may_read || ' and ' || staff;
    when 'area_staff' then
      may_read := format('region_code operator(app.<~) %s and %s', region, staff);
    when 'county' then
      may_read := format('county_code operator(app.<~) left(%s, 6) and %s', region, staff);
    when 'region' then
      may_read := format('(region_prefix operator(app.<~) %1$s or %1$s operator(app.<~) region_prefix or (region_prefix = ''00'' and %1$s is not null))', region);
      may_write := format('region_prefix operator(app.<~) %s and %s', region, staff);
    when 'region_staff' then
      may_read := format('(region_prefix operator(app.<~) %1$s or %1$s operator(app.<~) region_prefix) and %2$s', region, staff);
      may_write := format('region_prefix operator(app.<~) %s and %s', region, staff);
    when 'account' then
      may_read := 'account_id::text = coalesce(current_setting(''app.account'', true), '''')';
    when 'open' then
      may_read := 'true'; may_write := 'false';
    when 'sealed' then
      may_read := 'false';
    else raise exception 'unknown guard %', guard;
  end case;
  may_write := coalesce(may_write, may_read);
  execute format('create policy read on %s for select to wanghuolou_app using (%s)', table_name, may_read);
  execute format('create policy add on %s for insert to wanghuolou_app with check (%s)', table_name, may_write);
  execute format('grant select, insert, update, delete on %s to wanghuolou_job', table_name);
  if guard not in ('open', 'sealed') then
    execute format('grant select, insert on %s to wanghuolou_app', table_name);
    if may_change then
      execute format('create policy change on %s for update to wanghuolou_app using (%s) with check (%s)', table_name, may_write, may_write);
      execute format('create policy remove on %s for delete to wanghuolou_app using (%s)', table_name, may_write);
      execute format('grant update, delete on %s to wanghuolou_app', table_name);
    elsif kind = 'distributed' and guard = 'place' then
      -- What was only ever added goes with its place to another division of the county; its words stay as they are.
      execute format('create policy follow on %s for update to wanghuolou_app using (%s) with check (%s)', table_name, may_write, may_write);
      execute format('grant update (region_code) on %s to wanghuolou_app', table_name);
    end if;
  elsif guard = 'open' then
    execute format('grant select on %s to wanghuolou_app', table_name);
  end if;
end $$;

call app.declare('app.table_declaration', 'local', 'open');

-- Settings by division: limits and habits that a province or county sets for itself (values marked 需核 live here).
create table app.setting (
  region_prefix text not null,
  key text not null,
  value jsonb not null,
  source text,
  changed_at timestamptz not null default now(),
  primary key (region_prefix, key)
);
comment on table app.setting is 'Settings by division; the most specific division wins.';
call app.declare('app.setting', 'reference', 'region');

create table app.file (
  county_code text not null,
  id uuid not null,
  region_code text not null,
  premises_id uuid,
  sha256 text not null,
  media_type text not null,
  byte_size bigint not null,
  width integer,
  height integer,
  name text not null,
  taken_at timestamptz,
  uploaded_by uuid not null,
  uploaded_at timestamptz not null,
  primary key (county_code, id)
);
comment on table app.file is 'A stored file; its bytes lie in the content-addressed store under sha256.';
create index file_premises on app.file (county_code, premises_id) where premises_id is not null;
call app.declare('app.file', 'distributed', 'place');

create table app.attachment (
  county_code text not null,
  subject_kind text not null,
  subject_id uuid not null,
  file_id uuid not null,
  region_code text not null,
  premises_id uuid,
  purpose text not null default 'PHOTO',
  caption text,
  attached_at timestamptz not null,
  attached_by uuid not null,
  primary key (county_code, subject_kind, subject_id, file_id),
  foreign key (county_code, file_id) references app.file (county_code, id)
);
comment on table app.attachment is 'A file that belongs to a record of any module (finding, hazard, premises ...).';
create index attachment_premises on app.attachment (county_code, premises_id) where premises_id is not null;
call app.declare('app.attachment', 'distributed', 'place');

create table app.import (
  county_code text not null,
  id uuid not null,
  kind text not null,
  account_id uuid not null,
  actor text not null,
  organisation jsonb,
  reach text not null,
  permissions text[] not null,
  region_code text not null,
  file_name text not null,
  sha256 text not null,
  header jsonb not null default '[]',
  sample jsonb not null default '[]',
  mapping jsonb not null default '{}',
  options jsonb not null default '{}',
  status text not null check (status in ('UPLOADED', 'CHECKING', 'CHECKED', 'IMPORTING', 'DONE', 'FAILED', 'CANCELLED')),
  total_rows integer not null default 0,
  done_rows integer not null default 0,
  created_rows integer not null default 0,
  updated_rows integer not null default 0,
  skipped_rows integer not null default 0,
  failed_rows integer not null default 0,
  records jsonb not null default '{}',
  problems jsonb not null default '[]',
  unknown_values jsonb not null default '{}',
  message text,
  result_sha256 text,
  started_at timestamptz not null,
  queued_at timestamptz,
  alive_at timestamptz,
  finished_at timestamptz,
  primary key (county_code, id)
);
comment on table app.import is 'One import of a table by a module (kind); nothing is written before every row of the file has been checked. actor, organisation, reach, permissions: the person in whose name the job writes; records: what the new rows make, by kind of record; alive_at: last sign of the job (null while it waits in the queue), a silent one is given up by the clock.';
create index import_started on app.import (county_code, kind, started_at);
create index import_running on app.import (kind, county_code) where status in ('CHECKING', 'IMPORTING');
call app.declare('app.import', 'distributed', 'county');

create table app.import_mapping (
  account_id uuid not null,
  kind text not null,
  header_signature text not null,
  mapping jsonb not null,
  used_at timestamptz not null,
  primary key (account_id, kind, header_signature)
);
comment on table app.import_mapping is 'What the columns and words of such a file meant when this person last imported one.';
call app.declare('app.import_mapping', 'local', 'account');

-- Tamper-evident log: one SM3 chain a county (digits of the actor''s scope above it). Written through the two
-- functions below, which are all that the guarded role may do with it.
create table app.audit_entry (
  county_code text not null,
  seq bigint not null,
  at timestamptz not null,
  account_id uuid,
  actor text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  detail jsonb not null,
  previous_hash text not null,
  hash text not null,
  primary key (county_code, seq)
);
create index audit_entry_subject on app.audit_entry (county_code, subject_kind, subject_id, seq);
call app.declare('app.audit_entry', 'local', 'sealed', false);

create table app.audit_head (
  county_code text primary key,
  seq bigint not null,
  hash text not null
);
call app.declare('app.audit_head', 'local', 'sealed');

create function app.audit_lock(county text, out seq bigint, out hash text)
language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into app.audit_head values (county, 0, repeat('0', 64)) on conflict do nothing;
  select h.seq, h.hash into seq, hash from app.audit_head h where h.county_code = county for update;
end $$;

create function app.audit_append(county text, seq bigint, at timestamptz, account uuid, actor text, action text,
  subject_kind text, subject_id text, detail jsonb, previous_hash text, hash text) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into app.audit_entry values (county, seq, at, account, actor, action, subject_kind, subject_id, detail, previous_hash, hash);
  update app.audit_head h set seq = audit_append.seq, hash = audit_append.hash where h.county_code = county;
end $$;
revoke all on function app.audit_lock(text), app.audit_append(text, bigint, timestamptz, uuid, text, text, text, text, jsonb, text, text) from public;
grant execute on function app.audit_lock(text), app.audit_append(text, bigint, timestamptz, uuid, text, text, text, text, jsonb, text, text)
  to wanghuolou_app, wanghuolou_job;

-- The definer's functions must pass the forced guard where the owner is no superuser.
create policy audit_owner on app.audit_entry to current_user using (true) with check (true);
create policy audit_owner on app.audit_head to current_user using (true) with check (true);

-- Events of committed work, for live screens and for other systems.
create table app.outbox (
  id bigint generated always as identity primary key,
  county_code text not null,
  region_code text not null,
  premises_id uuid,
  topic text not null,
  payload jsonb not null,
  at timestamptz not null
);
create index outbox_county on app.outbox (county_code, id);
call app.declare('app.outbox', 'local', 'place', false);

-- Editions of reference data that this database holds.
create table app.reference_edition (
  module text primary key,
  edition text not null,
  loaded_at timestamptz not null default now()
);
call app.declare('app.reference_edition', 'local', 'sealed');

-- The job queue's own tables (pg-boss) belong to the job role.
create schema pgboss authorization wanghuolou_job;
