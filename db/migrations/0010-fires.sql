-- Fires (火灾) and call-outs (接处警), their versions, and the supervision of these data.
create schema fires;
grant usage on schema fires to wanghuolou_app, wanghuolou_job;

create table fires.fire (
  county_code text not null,
  id uuid not null,
  region_code text not null,
  township_code text not null generated always as (left(region_code, 9)) stored,
  number text,
  status text not null check (status in ('DRAFT', 'SUBMITTED', 'RETURNED', 'CONFIRMED', 'VOID')),
  stage text check (stage in ('INITIAL', 'FOLLOW_UP', 'FINAL')),
  is_confirmed boolean not null generated always as (status = 'CONFIRMED') stored,
  is_counted boolean not null generated always as (status in ('SUBMITTED', 'CONFIRMED') or (status = 'RETURNED' and number is not null)) stored,
  occurred_on date not null,
  hour smallint,
  weekday smallint not null check (weekday between 1 and 7),
  ignited_at timestamptz,
  alarm_at timestamptz,
  arrived_at timestamptz,
  extinguished_at timestamptz,
  minutes_to_alarm integer,
  minutes_to_arrival integer,
  address text not null,
  lng double precision,
  lat double precision,
  org_id uuid not null references organisations.organisation (id),
  premises_id uuid,
  premises_type text,
  place text,
  place_group text,
  area_type text,
  cause text,
  cause_detail text,
  cause_stage text,
  ignition_source text,
  first_item text,
  burned_area numeric check (burned_area >= 0),
  building_height numeric check (building_height >= 0),
  storeys integer,
  fire_floor integer,
  structure text,
  fire_resistance text,
  households integer check (households >= 0),
  reported_deaths integer check (reported_deaths >= 0),
  reported_serious integer check (reported_serious >= 0),
  reported_minor integer check (reported_minor >= 0),
  deaths integer,
  deaths_in_week integer,
  deaths_in_month integer,
  serious_injuries integer,
  minor_injuries integer,
  injuries integer generated always as (serious_injuries + minor_injuries) stored,
  loss_yuan numeric check (loss_yuan >= 0),
  disposal_yuan numeric check (disposal_yuan >= 0),
  casualty_yuan numeric check (casualty_yuan >= 0),
  economic_loss_yuan numeric,
  grade text not null,
  grade_old text not null,
  grade_new text not null,
  accident_grade text not null,
  is_minor boolean not null generated always as (grade = 'MINOR') stored,
  facilities jsonb not null default '[]',
  facility_state text,
  responsibility text,
  media_impact text,
  synopsis text,
  case_number text,
  doubts text[] not null default '{}',
  has_death_notice boolean not null default false,
  follow_up_due_at timestamptz,
  final_due_on date,
  first_reported_at timestamptz,
  is_late boolean not null default false,
  finalized_at timestamptz,
  confirmed_at timestamptz,
  confirmed_by text,
  version_count smallint not null default 0,
  return_count smallint not null default 0,
  correction_count smallint not null default 0,
  entered_by uuid not null,
  entered_by_name text not null,
  submitted_by uuid,
  submitted_by_name text,
  source text not null default 'ENTRY' check (source in ('ENTRY', 'IMPORT', 'DEMO')),
  source_ref text,
  version integer not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  search text[] not null generated always as (app.bigrams(coalesce(number, '') || ' ' || address || ' ' || coalesce(synopsis, ''))) stored,
  primary key (county_code, id),
  check ((lng is null) = (lat is null)),
  foreign key (county_code, premises_id) references premises.premises (county_code, id)
);
comment on table fires.fire is 'One fire as its latest version says it. status: fold of fire_event; stage: kind of that version; org_id: the station that reports; reported_*: people as counted by the reporter; deaths, serious_injuries: as counted by the rule of the fire''s own date; grade: by the scheme of that date, never typed; is_counted: goes into figures; has_death_notice: a person died who stands in no version yet.';
comment on column fires.fire.deaths_in_week is 'Dead within 7 days (rule before 2025-05-01).';
comment on column fires.fire.deaths_in_month is 'Dead within 30 days (rule from 2025-05-01).';
comment on column fires.fire.grade_old is 'By FIRE_STAT_2007, whatever the date.';
comment on column fires.fire.grade_new is 'By FIRE_STAT_2025, whatever the date.';
comment on column fires.fire.accident_grade is 'By State Council Order 493, on direct economic loss.';
create unique index fire_number on fires.fire (county_code, number) where number is not null;
create unique index fire_source_ref on fires.fire (county_code, source_ref) where source_ref is not null;
create index fire_occurred on fires.fire (county_code, occurred_on, id);
create index fire_changed on fires.fire (county_code, changed_at, id);
create index fire_premises on fires.fire (county_code, premises_id) where premises_id is not null;
create index fire_search on fires.fire using gin (search);
create index fire_org on fires.fire (county_code, org_id, occurred_on);
create index fire_waiting on fires.fire (county_code, status, changed_at) where status in ('DRAFT', 'SUBMITTED', 'RETURNED');
create index fire_follow_up on fires.fire (county_code, follow_up_due_at) where follow_up_due_at is not null;
create index fire_final on fires.fire (county_code, final_due_on) where final_due_on is not null;
create index fire_doubtful on fires.fire (county_code, occurred_on) where doubts <> '{}';
create index fire_late on fires.fire (county_code, occurred_on) where is_late;
-- Read alone by the counts of figures: what the guard looks at (region_code) stands in it as well.
create index fire_counted on fires.fire (county_code, occurred_on)
  include (township_code, region_code, org_id, place, place_group, area_type, cause, hour, deaths, serious_injuries,
           minor_injuries, loss_yuan, grade, grade_old, grade_new, is_minor, is_confirmed)
  where is_counted;
create index fire_township on fires.fire (county_code, township_code, occurred_on)
  include (region_code, deaths, injuries, loss_yuan) where is_counted;
call app.declare('fires.fire', 'distributed', 'area_staff');

create table fires.victim (
  county_code text not null,
  id uuid not null,
  fire_id uuid not null,
  region_code text not null,
  sex text check (sex in ('MALE', 'FEMALE')),
  age smallint check (age between 0 and 130),
  states text[] not null default '{}',
  outcome text not null check (outcome in ('DEAD', 'SERIOUS', 'MINOR')),
  counted_outcome text not null check (counted_outcome in ('DEAD', 'SERIOUS', 'MINOR')),
  died_on date,
  death_cause text,
  noticed_died_on date,
  primary key (county_code, id),
  foreign key (county_code, fire_id) references fires.fire (county_code, id)
);
comment on table fires.victim is 'One row a dead or injured person, without names by design. counted_outcome: by the rule of the fire''s date; who died after the window counts as seriously injured. noticed_died_on: told after the last version, not yet in one.';
create index victim_fire on fires.victim (county_code, fire_id);
call app.declare('fires.victim', 'distributed', 'area_staff');

create table fires.fire_version (
  county_code text not null,
  id uuid not null,
  fire_id uuid not null,
  region_code text not null,
  seq smallint not null,
  stage text not null check (stage in ('INITIAL', 'FOLLOW_UP', 'FINAL')),
  is_correction boolean not null,
  reason text,
  at timestamptz not null,
  account_id uuid not null,
  actor text not null,
  image jsonb not null,
  primary key (county_code, id),
  unique (county_code, fire_id, seq),
  foreign key (county_code, fire_id) references fires.fire (county_code, id)
);
comment on table fires.fire_version is 'What was reported, each time it was: 初报, 续报, 终报, and corrections (更正) of them. image: the whole record after it. Only ever added.';
call app.declare('fires.fire_version', 'distributed', 'area_staff', false);

create table fires.fire_event (
  county_code text not null,
  id uuid not null,
  fire_id uuid not null,
  region_code text not null,
  action text not null,
  from_status text,
  to_status text not null,
  at timestamptz not null,
  account_id uuid not null,
  actor text not null,
  reason text,
  detail jsonb not null default '{}',
  primary key (county_code, id),
  foreign key (county_code, fire_id) references fires.fire (county_code, id)
);
comment on table fires.fire_event is 'Every move of every fire record, only ever added; id (time-ordered) is the order.';
create index fire_event_fire on fires.fire_event (county_code, fire_id, id);
call app.declare('fires.fire_event', 'distributed', 'area_staff', false);

create table fires.number_counter (
  county_code text not null,
  year integer not null,
  last_seq integer not null,
  primary key (county_code, year)
);
comment on table fires.number_counter is 'Numbers of fires by county and year of the fire, without gaps; a void record keeps its number.';
call app.declare('fires.number_counter', 'distributed', 'county');

create table fires.callout (
  county_code text not null,
  id uuid not null,
  region_code text not null,
  township_code text not null generated always as (left(region_code, 9)) stored,
  kind text not null,
  is_false boolean not null generated always as (kind = 'FALSE_ALARM') stored,
  occurred_on date not null,
  hour smallint,
  weekday smallint not null check (weekday between 1 and 7),
  alarm_at timestamptz,
  turnout_at timestamptz,
  arrived_at timestamptz,
  left_at timestamptz,
  turnout_seconds integer check (turnout_seconds >= 0),
  arrival_seconds integer check (arrival_seconds >= 0),
  org_id uuid not null references organisations.organisation (id),
  vehicles integer check (vehicles >= 0),
  people integer check (people >= 0),
  rescued integer check (rescued >= 0),
  evacuated integer check (evacuated >= 0),
  saved_yuan numeric check (saved_yuan >= 0),
  fire_id uuid,
  premises_id uuid,
  address text not null,
  lng double precision,
  lat double precision,
  note text,
  is_void boolean not null default false,
  void_reason text,
  entered_by uuid not null,
  entered_by_name text not null,
  source text not null default 'ENTRY' check (source in ('ENTRY', 'IMPORT', 'DEMO')),
  source_ref text,
  version integer not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  search text[] not null generated always as (app.bigrams(address || ' ' || coalesce(note, ''))) stored,
  primary key (county_code, id),
  check ((lng is null) = (lat is null)),
  foreign key (county_code, fire_id) references fires.fire (county_code, id),
  foreign key (county_code, premises_id) references premises.premises (county_code, id)
);
comment on table fires.callout is 'One turn-out of one station (出动一起). vehicles, people: trips (辆次, 人次); saved_yuan: property saved.';
create unique index callout_source_ref on fires.callout (county_code, source_ref) where source_ref is not null;
create index callout_occurred on fires.callout (county_code, occurred_on, id);
create index callout_org on fires.callout (county_code, org_id, occurred_on);
create index callout_fire on fires.callout (county_code, fire_id) where fire_id is not null;
create index callout_search on fires.callout using gin (search);
create index callout_counted on fires.callout (county_code, occurred_on)
  include (township_code, region_code, org_id, kind, is_false, vehicles, people, rescued, evacuated, saved_yuan,
           turnout_seconds, arrival_seconds)
  where not is_void;
call app.declare('fires.callout', 'distributed', 'area_staff');

create table fires.callout_version (
  county_code text not null,
  id uuid not null,
  callout_id uuid not null,
  region_code text not null,
  action text not null check (action in ('record', 'correct', 'void')),
  at timestamptz not null,
  account_id uuid not null,
  actor text not null,
  reason text,
  image jsonb not null,
  primary key (county_code, id),
  foreign key (county_code, callout_id) references fires.callout (county_code, id)
);
comment on table fires.callout_version is 'Each after-image of a call-out with who, when and why; only ever added.';
create index callout_version_callout on fires.callout_version (county_code, callout_id, id);
call app.declare('fires.callout_version', 'distributed', 'area_staff', false);

create table fires.nil_report (
  county_code text not null,
  id uuid not null,
  region_code text not null,
  org_id uuid not null references organisations.organisation (id),
  month date not null check (extract(day from month) = 1),
  kind text not null check (kind in ('FIRES', 'CALLOUTS')),
  at timestamptz not null,
  account_id uuid not null,
  actor text not null,
  primary key (county_code, id),
  unique (county_code, org_id, month, kind)
);
comment on table fires.nil_report is 'A station says that a month had no fire (FIRES) or no turn-out (CALLOUTS); silence is not zero.';
call app.declare('fires.nil_report', 'distributed', 'area_staff', false);

create table fires.finding_mark (
  county_code text not null,
  id uuid not null,
  region_code text not null,
  rule text not null,
  subject_id uuid not null,
  month date,
  subject_version integer not null,
  reason text not null,
  at timestamptz not null,
  account_id uuid not null,
  actor text not null,
  primary key (county_code, id)
);
comment on table fires.finding_mark is 'A person looked at a finding about the data and says why it stands. subject_id: the fire, call-out or station; it holds for that version of the record alone.';
create index finding_mark_subject on fires.finding_mark (county_code, rule, subject_id);
call app.declare('fires.finding_mark', 'distributed', 'area_staff', false);

create table fires.published_total (
  id uuid primary key,
  region_prefix text not null check (region_prefix ~ '^[0-9]{2,12}$'),
  region_code text not null references regions.division (code),
  from_on date not null,
  to_on date not null,
  measure text not null,
  value numeric not null check (value >= 0),
  source_document text not null,
  entered_at timestamptz not null,
  account_id uuid not null,
  actor text not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  withdraw_reason text,
  check (to_on >= from_on)
);
comment on table fires.published_total is 'Totals that were published for periods without records (公布数); never mixed with counts of records without saying so.';
create unique index published_total_current on fires.published_total (region_prefix, from_on, to_on, measure) where withdrawn_at is null;
call app.declare('fires.published_total', 'reference', 'region_staff');

create view fires.fire_fact with (security_invoker = true) as
select county_code, region_code, township_code, org_id, premises_id, occurred_on, id as record_id,
       number, place, place_group, area_type, cause, cause_stage, hour, weekday,
       deaths, deaths_in_week as deaths_2007, deaths_in_month as deaths_2025, serious_injuries, minor_injuries, injuries,
       households, loss_yuan, economic_loss_yuan, grade, grade_old as grade_2007, grade_new as grade_2025, is_minor,
       burned_area, place_group = 'BUILDING' as is_building, is_confirmed, minutes_to_alarm, minutes_to_arrival,
       premises_type, facility_state, accident_grade
from fires.fire
where is_counted;
comment on view fires.fire_fact is 'Published: fires that count (reported or confirmed, also while a correction is being made), one row each.';
grant select on fires.fire_fact to wanghuolou_app, wanghuolou_job;

create view fires.callout_fact with (security_invoker = true) as
select county_code, region_code, township_code, org_id, premises_id, occurred_on, id as record_id,
       kind, is_false, hour, weekday, vehicles, people, rescued, evacuated, saved_yuan, turnout_seconds, arrival_seconds, fire_id
from fires.callout
where not is_void;
comment on view fires.callout_fact is 'Published: call-outs that count, one row each.';
grant select on fires.callout_fact to wanghuolou_app, wanghuolou_job;

create view fires.victim_fact with (security_invoker = true) as
select f.county_code, f.region_code, f.township_code, f.org_id, f.premises_id, f.occurred_on, v.id as record_id,
       v.fire_id, v.counted_outcome as outcome, v.sex, v.age,
       case when v.age is null then null when v.age < 18 then 'A0_17' when v.age < 60 then 'A18_59' else 'A60_UP' end as age_band,
       v.states[1] as state, v.states, f.place, f.place_group, f.cause, f.area_type, f.hour, f.facility_state,
       f.minutes_to_alarm as time_to_alarm_minutes, f.is_confirmed
from fires.victim v
join fires.fire f on f.county_code = v.county_code and f.id = v.fire_id
where f.is_counted;
comment on view fires.victim_fact is 'Published: dead and injured people of the fires that count, outcome as counted by the rule of the fire''s date; record_id is the person, fire_id the fire.';
grant select on fires.victim_fact to wanghuolou_app, wanghuolou_job;

create view fires.published_fact with (security_invoker = true) as
select id, region_prefix, region_code, from_on, to_on, measure, value, source_document, actor, entered_at
from fires.published_total
where withdrawn_at is null;
comment on view fires.published_fact is 'Published: totals of periods without records (公布数).';
grant select on fires.published_fact to wanghuolou_app, wanghuolou_job;

create view fires.nil_fact with (security_invoker = true) as
select county_code, region_code, org_id, kind, month from fires.nil_report;
comment on view fires.nil_fact is 'Published: months that a station said held nothing, so that silence can be told from zero.';
grant select on fires.nil_fact to wanghuolou_app, wanghuolou_job;
