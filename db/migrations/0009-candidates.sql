-- Places that are on no list (漏管清单).
create schema candidates;
grant usage on schema candidates to wanghuolou_app, wanghuolou_job;

create table candidates.candidate (
  county_code text not null,
  id uuid not null,
  region_code text not null,
  source text not null,
  source_ref text not null,
  name text not null,
  address text,
  uscc text,
  lng double precision,
  lat double precision,
  types text[] not null,
  reason text not null,
  facts jsonb not null default '{}',
  match_id uuid,
  match_verdict text check (match_verdict in ('SAME', 'POSSIBLE')),
  match_score numeric,
  match_reason text,
  status text not null default 'PENDING' check (status in ('PENDING', 'CONFIRMED', 'MERGED', 'REJECTED')),
  premises_id uuid,
  undo jsonb,
  decided_at timestamptz,
  decided_by text,
  decision_reason text,
  found_at timestamptz not null,
  version integer not null default 1,
  primary key (county_code, id),
  unique (county_code, source, source_ref)
);
comment on table candidates.candidate is 'A place that some outside source knows (OpenStreetMap, a register): the worklist of what is on no list (漏管清单). match_*: the registered place that it most looks like; undo: what taking a decision back needs.';
create index candidate_status on candidates.candidate (county_code, status, name, id);
create index candidate_premises on candidates.candidate (county_code, premises_id) where premises_id is not null;
call app.declare('candidates.candidate', 'distributed', 'place');
