-- Divisions, grids and the working-day calendar.
create schema regions;
grant usage on schema regions to wanghuolou_app, wanghuolou_job;

create table regions.division (
  code text primary key check (code ~ '^[0-9]{12}$'),
  name text not null,
  level text not null check (level in ('PROVINCE', 'PREFECTURE', 'COUNTY', 'TOWNSHIP', 'VILLAGE')),
  parent_code text references regions.division (code),
  pinyin text not null,
  initials text not null,
  valid_from date not null,
  valid_to date,
  search text[] not null generated always as (app.bigrams(name)) stored
);
comment on table regions.division is 'Administrative divisions, edition by valid_from; villages where a county has loaded them. Reference data: other modules may join it.';
create index division_parent on regions.division (parent_code, code);
create index division_search on regions.division using gin (search);
create index division_pinyin on regions.division (pinyin text_pattern_ops);
create index division_initials on regions.division (initials text_pattern_ops);
call app.declare('regions.division', 'reference', 'open');

create table regions.grid (
  county_code text not null,
  id uuid not null,
  region_code text not null,
  code text not null,
  name text not null,
  polygon jsonb,
  is_active boolean not null default true,
  version integer not null default 1,
  changed_at timestamptz not null,
  primary key (county_code, id),
  unique (county_code, code)
);
comment on table regions.grid is 'Grid (网格) under a village; polygon is a GeoJSON Polygon or MultiPolygon in CGCS2000 degrees.';
create index grid_region on regions.grid (county_code, region_code);
call app.declare('regions.grid', 'distributed', 'area');

create view regions.grid_name with (security_invoker = true) as
select county_code, id, region_code, code, name, is_active from regions.grid;
comment on view regions.grid_name is 'Published: grids without their polygons.';
grant select on regions.grid_name to wanghuolou_app, wanghuolou_job;

create table regions.calendar_year (
  year integer primary key check (year between 2000 and 2100),
  source text not null,
  changed_at timestamptz not null default now()
);
comment on table regions.calendar_year is 'Years whose holidays are published; other years count weekends only and are marked provisional.';
call app.declare('regions.calendar_year', 'reference', 'open');

create table regions.calendar_exception (
  day date primary key,
  kind text not null check (kind in ('HOLIDAY', 'WORKDAY')),
  name text not null,
  year integer not null references regions.calendar_year (year)
);
comment on table regions.calendar_exception is 'Weekdays off (放假) and weekend days worked (调休上班).';
call app.declare('regions.calendar_exception', 'reference', 'open');
