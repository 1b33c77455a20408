-- Visits: administrative inspections, safety visits and self-checks, with their checklists and findings.
create schema inspections;
grant usage on schema inspections to wanghuolou_app, wanghuolou_job;

create table inspections.checklist_item (
  version integer not null,
  id text not null,
  position integer not null,
  group_name text not null,
  text text not null,
  basis text not null,
  standard text,
  severity text not null,
  correction_mode text not null,
  inspectors text[] not null,
  premises_types text[] not null,
  kinds text[] not null,
  penalty_refs text[] not null default '{}',
  major_hazard_elements text[] not null default '{}',
  photo_required boolean not null,
  confidence text not null,
  primary key (version, id)
);
comment on table inspections.checklist_item is 'The 103 items, versioned; premises_types and kinds empty mean all.';
call app.declare('inspections.checklist_item', 'reference', 'open');

create table inspections.inspection (
  county_code text not null,
  id uuid not null,
  region_code text not null,
  premises_id uuid not null,
  kind text not null,
  nature text not null check (nature in ('ADMINISTRATIVE', 'SAFETY_VISIT', 'SELF_CHECK')),
  org_id uuid references organisations.organisation (id),
  status text not null check (status in ('IN_PROGRESS', 'FINISHED', 'NO_ENTRY', 'CANCELLED')),
  guard jsonb not null,
  checklist_version integer not null,
  series_id uuid not null,
  previous_id uuid,
  started_at timestamptz not null,
  finished_at timestamptz,
  inspected_on date not null,
  accompanied_by text,
  conclusion text,
  remarks text,
  no_entry_reason text,
  retry_on date,
  record jsonb,
  started_by uuid not null,
  version integer not null default 1,
  primary key (county_code, id),
  foreign key (county_code, premises_id) references premises.premises (county_code, id),
  foreign key (county_code, previous_id) references inspections.inspection (county_code, id)
);
comment on table inspections.inspection is 'A visit. nature and guard: what the legality guard decided and why, before it began; series_id links the first inspection with its re-inspections; record: what the printed record of a safety visit says, fixed when the visit ended.';
create index inspection_premises on inspections.inspection (county_code, premises_id, inspected_on) include (region_code, status, nature);
create index inspection_list on inspections.inspection (county_code, inspected_on, id) include (region_code, premises_id, status, nature);
create index inspection_series on inspections.inspection (county_code, series_id);
create index inspection_status on inspections.inspection (county_code, status, started_at);
call app.declare('inspections.inspection', 'distributed', 'place');

create table inspections.inspector (
  county_code text not null,
  inspection_id uuid not null,
  person_id uuid not null,
  region_code text not null,
  premises_id uuid not null,
  name text not null,
  certificate_no text,
  is_lead boolean not null,
  primary key (county_code, inspection_id, person_id),
  foreign key (county_code, inspection_id) references inspections.inspection (county_code, id)
);
create index inspector_person on inspections.inspector (county_code, person_id);
call app.declare('inspections.inspector', 'distributed', 'place');

create table inspections.answer (
  county_code text not null,
  inspection_id uuid not null,
  item_id text not null,
  region_code text not null,
  premises_id uuid not null,
  result text not null check (result in ('PASS', 'FAIL', 'NOT_APPLICABLE', 'NOT_CHECKED')),
  note text,
  sample_required integer,
  sample_checked integer,
  sample_failed integer,
  answered_at timestamptz not null,
  answered_by text not null,
  version integer not null default 1,
  primary key (county_code, inspection_id, item_id),
  foreign key (county_code, inspection_id) references inspections.inspection (county_code, id)
);
call app.declare('inspections.answer', 'distributed', 'place');

create table inspections.finding (
  county_code text not null,
  id uuid not null,
  inspection_id uuid not null,
  item_id text not null,
  region_code text not null,
  premises_id uuid not null,
  place text not null,
  description text not null,
  basis text not null,
  severity text not null,
  correction_mode text not null check (correction_mode in ('ON_SITE', 'IMMEDIATE', 'DEADLINE', 'TRANSFER')),
  due_on date,
  due_reason text,
  transfer_to_org_id uuid references organisations.organisation (id),
  found_at timestamptz not null,
  found_by text not null,
  version integer not null default 1,
  primary key (county_code, id),
  foreign key (county_code, inspection_id) references inspections.inspection (county_code, id)
);
comment on table inspections.finding is 'What is wrong, where, and how it is to be corrected; becomes a hazard when the visit is finished.';
create index finding_inspection on inspections.finding (county_code, inspection_id);
call app.declare('inspections.finding', 'distributed', 'place');

create table inspections.frequency_cap (
  id uuid primary key,
  region_prefix text not null,
  org_kind text not null,
  kinds text[] not null,
  supervision_class text,
  per_year integer not null,
  source text not null,
  valid_from date not null,
  valid_to date
);
comment on table inspections.frequency_cap is 'Most administrative inspections of one body at one premises in a year (国办发〔2024〕54号); complaints, re-inspections and applications do not count.';
call app.declare('inspections.frequency_cap', 'reference', 'region');

create view inspections.visit with (security_invoker = true) as
select county_code, id, region_code, left(region_code, 9) as township_code, premises_id, kind, nature, status, org_id,
       series_id, inspected_on, finished_at, conclusion
from inspections.inspection;
comment on view inspections.visit is 'Published: the facts of visits.';
grant select on inspections.visit to wanghuolou_app, wanghuolou_job;
