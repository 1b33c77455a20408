-- Bulletins (通报): prose whose figures stay bound to what they count.
create schema bulletins;
grant usage on schema bulletins to wanghuolou_app, wanghuolou_job;

create table bulletins.bulletin (
  county_code text not null,
  id uuid not null,
  region_code text not null,
  template_id text not null,
  title text not null,
  from_on date not null,
  to_on date not null check (to_on >= from_on),
  scheme text not null,
  status text not null check (status in ('DRAFT', 'ISSUED')),
  issue_number integer not null default 0,
  body jsonb not null,
  cut_off timestamptz not null,
  drafted_by uuid not null,
  drafter text not null,
  org_id uuid,
  issuer text not null,
  version integer not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (county_code, id)
);
comment on table bulletins.bulletin is 'body: title, blocks of words and figures, and each figure with its indicator, place, period and records (contract/template.ts); cut_off: when the figures were counted; county_code of a province or prefecture ends with zeros.';
create index bulletin_list on bulletins.bulletin (county_code, created_at desc, id);
call app.declare('bulletins.bulletin', 'distributed', 'area');

create table bulletins.issue (
  county_code text not null,
  bulletin_id uuid not null,
  number integer not null,
  region_code text not null,
  issued_at timestamptz not null,
  issued_by uuid not null,
  issuer text not null,
  reason text,
  body jsonb not null,
  changes jsonb not null default '[]',
  cut_off timestamptz not null,
  primary key (county_code, bulletin_id, number),
  foreign key (county_code, bulletin_id) references bulletins.bulletin (county_code, id)
);
comment on table bulletins.issue is 'Every issue as it went out, never changed; changes: figures that differ from the issue before.';
call app.declare('bulletins.issue', 'distributed', 'area', false);
