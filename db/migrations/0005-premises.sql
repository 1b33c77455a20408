-- The premises file (一单位一档).
create schema premises;
grant usage on schema premises to wanghuolou_app, wanghuolou_job;

-- Classes of premises with their flags (消防法73; domain data).
create table premises.premises_type (
  id text primary key,
  name text not null,
  class text not null,
  is_public_assembly boolean not null,
  is_crowded boolean not null,
  sort integer not null,
  note text
);
comment on table premises.premises_type is 'Classes of premises. Reference data: other modules may join it.';
call app.declare('premises.premises_type', 'reference', 'open');

create table premises.premises (
  county_code text not null,
  id uuid not null,
  region_code text not null,
  township_code text not null generated always as (left(region_code, 9)) stored,
  code text not null,
  -- By code point, so that pages follow one another alike whatever the locale of the database is.
  name text collate "C" not null,
  uscc text,
  address text not null,
  lng double precision,
  lat double precision,
  coordinate_source text,
  types text[] not null check (cardinality(types) > 0),
  supervision_class text not null check (supervision_class in ('KEY_UNIT', 'GENERAL', 'SMALL', 'HOUSEHOLD')),
  status text not null default 'OPERATING' check (status in ('OPERATING', 'SUSPENDED', 'CLOSED', 'DEMOLISHED', 'UNDER_CONSTRUCTION')),
  is_key_unit boolean not null default false,
  is_high_risk boolean not null default false,
  is_crowded boolean not null default false,
  is_public_assembly boolean not null default false,
  grid_id uuid,
  industry text,
  supervisor_org_id uuid references organisations.organisation (id),
  police_org_id uuid references organisations.organisation (id),
  building_id uuid,
  floor text,
  ownership text,
  staff_count integer,
  peak_occupancy integer,
  floor_area numeric,
  height numeric,
  storeys integer,
  attributes jsonb not null default '{}',
  risk_level text,
  completeness smallint not null default 0,
  is_demo boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid not null,
  changed_at timestamptz not null,
  search text[] not null generated always as (app.bigrams(name || ' ' || address || ' ' || coalesce(uscc, ''))) stored,
  primary key (county_code, id),
  check ((lng is null) = (lat is null)),
  check (is_key_unit = (supervision_class = 'KEY_UNIT')),
  foreign key (county_code, building_id) references premises.premises (county_code, id),
  foreign key (county_code, grid_id) references regions.grid (county_code, id)
);
comment on table premises.premises is 'One place, one file. types: premisesTypes ids, the first is the leading one; attributes: class-specific fields (beds, seats, pupils ...); building_id: the building or complex that a tenant is in; code: what the QR code carries.';
create unique index premises_code on premises.premises (county_code, code);
create index premises_name on premises.premises (county_code, name, id);
create index premises_changed on premises.premises (county_code, changed_at, id);
create index premises_completeness on premises.premises (county_code, completeness, id);
-- With what the guard and the commonest filters read, so that counting a township touches no row.
create index premises_township on premises.premises (county_code, township_code, name, id) include (region_code, types, status);
create index premises_industry on premises.premises (county_code, industry, name, id);
create index premises_key_unit on premises.premises (county_code, name, id) where is_key_unit;
create index premises_supervisor on premises.premises (county_code, supervisor_org_id);
create index premises_grid on premises.premises (county_code, grid_id) where grid_id is not null;
create index premises_building on premises.premises (county_code, building_id) where building_id is not null;
-- Read alone by the counts of the overview.
create index premises_counted on premises.premises (county_code, id) include (township_code, region_code, types, status, industry);
create index premises_uscc on premises.premises (county_code, uscc) where uscc is not null;
create index premises_types on premises.premises using gin (types);
create index premises_search on premises.premises using gin (search);
-- The map counts cells of a county without touching its rows (the guard reads region_code and id).
create index premises_map on premises.premises (county_code, lng, lat) include (region_code, id);
create index premises_point on premises.premises using gist (point(lng, lat));
call app.declare('premises.premises', 'distributed', 'premises');

create table premises.duty_holder (
  county_code text not null,
  id uuid not null,
  region_code text not null,
  premises_id uuid not null,
  kind text not null check (kind in ('RESPONSIBLE_PERSON', 'FIRE_MANAGER', 'INDUSTRY_DEPT', 'POLICE_STATION', 'GRID_WORKER', 'SUPERVISOR')),
  person_name text,
  phone text,
  position text,
  industry text,
  org_id uuid,
  post_id uuid,
  from_on date not null,
  to_on date,
  primary key (county_code, id),
  check (to_on is null or to_on >= from_on),
  foreign key (county_code, premises_id) references premises.premises (county_code, id)
);
comment on table premises.duty_holder is 'Who answers for the place, from when to when; one current a kind. INDUSTRY_DEPT names the industry (and the body where the county has one), GRID_WORKER the post.';
create unique index duty_holder_current on premises.duty_holder (county_code, premises_id, kind) where to_on is null;
create index duty_holder_premises on premises.duty_holder (county_code, premises_id);
create index duty_holder_post on premises.duty_holder (county_code, post_id) where post_id is not null;
call app.declare('premises.duty_holder', 'distributed', 'place');

create table premises.change (
  county_code text not null,
  id uuid not null,
  region_code text not null,
  premises_id uuid not null,
  at timestamptz not null,
  account_id uuid not null,
  actor text not null,
  reason text,
  fields jsonb not null,
  primary key (county_code, id),
  foreign key (county_code, premises_id) references premises.premises (county_code, id)
);
comment on table premises.change is 'History of the file: fields is {field: [before, after]}.';
create index change_premises on premises.change (county_code, premises_id, at);
call app.declare('premises.change', 'distributed', 'place', false);

create table premises.key_unit_criterion (
  id uuid primary key,
  region_prefix text not null,
  category text not null,
  category_name text not null,
  types text[] not null,
  kinds jsonb,
  object text not null,
  metric text not null,
  operator text not null,
  threshold numeric,
  threshold_text text,
  unit text,
  source text not null,
  needs_check boolean not null default false,
  valid_from date not null,
  valid_to date,
  unique (region_prefix, category, object, valid_from)
);
comment on table premises.key_unit_criterion is 'Thresholds of key units (61号令13; 公通字〔2001〕97号); the most specific division wins, object by object. region_prefix 00 is the whole nation; kinds: {class field: [values]} a place must have one of; metric always needs no threshold, local is left to the province.';
call app.declare('premises.key_unit_criterion', 'reference', 'open');

create table premises.small_place_limit (
  id uuid primary key,
  region_prefix text not null,
  kind text not null,
  name text not null,
  types text[] not null,
  metric text not null,
  threshold numeric not null,
  unit text not null,
  unless_unknown boolean not null default false,
  needs_check boolean not null default false,
  source text not null,
  valid_from date not null,
  valid_to date,
  unique (region_prefix, kind, types, metric, valid_from)
);
comment on table premises.small_place_limit is 'Upper limits of the nine small places (九小场所), local texts; the most specific division wins kind by kind. unless_unknown: a figure that is not known does not speak against.';
call app.declare('premises.small_place_limit', 'reference', 'open');

create table premises.key_unit_proposal (
  county_code text not null,
  id uuid not null,
  region_code text not null,
  premises_id uuid not null,
  criterion_id uuid,
  direction text not null check (direction in ('DESIGNATE', 'WITHDRAW')),
  reason text not null,
  metrics jsonb not null default '{}',
  status text not null default 'PROPOSED' check (status in ('PROPOSED', 'CONFIRMED', 'REJECTED', 'LAPSED')),
  proposed_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  decision_reason text,
  primary key (county_code, id),
  foreign key (county_code, premises_id) references premises.premises (county_code, id),
  foreign key (criterion_id) references premises.key_unit_criterion (id)
);
comment on table premises.key_unit_proposal is 'What the criteria say and a person decides; metrics: the figures it rests on. LAPSED: the facts changed before anybody decided.';
create unique index key_unit_proposal_open on premises.key_unit_proposal (county_code, premises_id) where status = 'PROPOSED';
create index key_unit_proposal_premises on premises.key_unit_proposal (county_code, premises_id, proposed_at);
create index key_unit_proposal_status on premises.key_unit_proposal (county_code, status, proposed_at);
call app.declare('premises.key_unit_proposal', 'distributed', 'place');

create table premises.industry_assignment (
  id uuid primary key,
  region_prefix text not null,
  premises_type text not null,
  lead_industry text not null,
  co_industries text[] not null default '{}',
  document_no text,
  valid_from date not null,
  valid_to date,
  unique (region_prefix, premises_type, valid_from),
  check (valid_to is null or valid_to >= valid_from)
);
comment on table premises.industry_assignment is 'Class → regulating department; edited by the committee office with a document number; region_prefix 00 is the default.';
call app.declare('premises.industry_assignment', 'reference', 'region');

create view premises.place with (security_invoker = true) as
select county_code, id, region_code, township_code, code, name, address, lng, lat, types, types[1] as premises_type,
       supervision_class, status, is_key_unit, is_high_risk, is_crowded, is_public_assembly, industry, supervisor_org_id,
       police_org_id, grid_id, building_id, uscc, storeys, height, risk_level, completeness, is_demo, changed_at, search
from premises.premises;
comment on view premises.place is 'Published: what other modules may know of a premises beside its id.';
grant select on premises.place to wanghuolou_app, wanghuolou_job;

create view premises.current_duty_holder with (security_invoker = true) as
select county_code, region_code, premises_id, id, kind, person_name, position, industry, org_id, post_id, from_on
from premises.duty_holder
where to_on is null;
comment on view premises.current_duty_holder is 'Published: who answers for a place now, without personal data beyond the name.';
grant select on premises.current_duty_holder to wanghuolou_app, wanghuolou_job;
