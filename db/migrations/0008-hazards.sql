-- The hazard ledger (隐患台账) and its closed loop.
create schema hazards;
grant usage on schema hazards to wanghuolou_app, wanghuolou_job;

create table hazards.hazard (
  county_code text not null,
  id uuid not null,
  region_code text not null,
  township_code text not null generated always as (left(region_code, 9)) stored,
  premises_id uuid not null,
  premises_type text not null,
  source text not null,
  inspection_id uuid,
  finding_id uuid,
  item_id text not null,
  place text not null,
  description text not null,
  basis text not null,
  severity text not null,
  correction_mode text not null,
  status text not null,
  is_open boolean not null,
  nature text not null,
  org_id uuid not null references organisations.organisation (id),
  handler_id uuid,
  handler_name text,
  found_on date not null,
  found_by_account uuid not null,
  registered_at timestamptz not null,
  due_on date,
  desk_on date,
  extension_count integer not null default 0,
  transfer_count integer not null default 0,
  transferred_from_org_id uuid,
  fixed_submitted_at timestamptz,
  fixed_by_account uuid,
  order_paper_id uuid,
  reinspection_count integer not null default 0,
  outcome text,
  outcome_reason text,
  interim_measures text,
  review_on date,
  closed_at timestamptz,
  closed_on date,
  reopen_of uuid,
  version integer not null default 1,
  changed_at timestamptz not null,
  primary key (county_code, id),
  foreign key (county_code, premises_id) references premises.premises (county_code, id),
  foreign key (county_code, inspection_id) references inspections.inspection (county_code, id),
  foreign key (county_code, reopen_of) references hazards.hazard (county_code, id)
);
comment on table hazards.hazard is 'status: fold of hazard_event; org_id: the body whose desk it lies on; due_on: end of the correction period; desk_on: the day by which that body must act next (re-inspection, review, acceptance); handler_id: the person of that body who looks after it, empty again when it goes to another body.';
comment on column hazards.hazard.outcome is 'FIXED 已整改, REMOVED 风险已通过其他方式消除, MOVED_OUT 场所已搬离停用, CANNOT_YET 暂不能整改（有临时措施和复核日期）.';
create index hazard_premises on hazards.hazard (county_code, premises_id, registered_at);
create index hazard_desk on hazards.hazard (county_code, org_id, desk_on, id) where is_open;
create index hazard_due on hazards.hazard (county_code, coalesce(due_on, '9999-12-31'::date), id);
create index hazard_open_due on hazards.hazard (county_code, coalesce(due_on, '9999-12-31'::date), id) where is_open;
create index hazard_registered on hazards.hazard (county_code, registered_at, id);
create index hazard_status on hazards.hazard (county_code, status, coalesce(due_on, '9999-12-31'::date), id);
create index hazard_township on hazards.hazard (county_code, township_code, is_open, due_on);
create index hazard_handler on hazards.hazard (county_code, handler_id, desk_on) where is_open and handler_id is not null;
create index hazard_inspection on hazards.hazard (county_code, inspection_id);
-- Read alone by the counts of figures: what the guard looks at (region_code, premises_id) stands in them as well.
create index hazard_found on hazards.hazard (county_code, found_on) include (township_code, premises_type, region_code, premises_id, closed_on, is_open, due_on, severity);
create index hazard_closed on hazards.hazard (county_code, closed_on) include (township_code, premises_type, region_code, premises_id, due_on, severity) where closed_on is not null;
create index hazard_stock on hazards.hazard (county_code, township_code, premises_type) include (due_on, region_code, premises_id) where is_open;
create index hazard_kept on hazards.hazard (county_code, due_on) include (township_code, outcome, reinspection_count, region_code, premises_id);
call app.declare('hazards.hazard', 'distributed', 'place');

create table hazards.hazard_event (
  county_code text not null,
  id uuid not null,
  hazard_id uuid not null,
  region_code text not null,
  premises_id uuid not null,
  action text not null,
  from_status text,
  to_status text not null,
  at timestamptz not null,
  account_id uuid not null,
  actor text not null,
  org_id uuid,
  reason text,
  detail jsonb not null default '{}',
  primary key (county_code, id),
  foreign key (county_code, hazard_id) references hazards.hazard (county_code, id)
);
comment on table hazards.hazard_event is 'Every move of every hazard, only ever added; id (time-ordered) is the order.';
create index hazard_event_hazard on hazards.hazard_event (county_code, hazard_id, id);
call app.declare('hazards.hazard_event', 'distributed', 'place', false);

create table hazards.extension (
  county_code text not null,
  id uuid not null,
  hazard_id uuid not null,
  region_code text not null,
  premises_id uuid not null,
  requested_due_on date not null,
  reason text not null,
  interim_measures text not null,
  status text not null check (status in ('REQUESTED', 'APPROVED', 'REFUSED')),
  requested_at timestamptz not null,
  requested_by uuid not null,
  requester text not null,
  decided_at timestamptz,
  decided_by text,
  decision_reason text,
  primary key (county_code, id),
  foreign key (county_code, hazard_id) references hazards.hazard (county_code, id)
);
create index extension_hazard on hazards.extension (county_code, hazard_id);
create index extension_open on hazards.extension (county_code, requested_at) where status = 'REQUESTED';
call app.declare('hazards.extension', 'distributed', 'place');

create view hazards.ledger with (security_invoker = true) as
select county_code, id, region_code, township_code, premises_id, premises_type, inspection_id, item_id, nature, source,
       severity, status, is_open, org_id, found_on, due_on, desk_on, closed_on, outcome, reinspection_count
from hazards.hazard;
comment on view hazards.ledger is 'Published: the facts of the hazard ledger.';
grant select on hazards.ledger to wanghuolou_app, wanghuolou_job;
