-- Bulletins (通报): prose whose figures stay bound to what they count.
create schema bulletins;
grant usage on schema bulletins to wanghuolou_app, wanghuolou_job;

create table bulletins.bulletin (
  county_code text not null,
  id uuid not null,
  region_code text not null,
  template_id text not null,
  template jsonb not null,
  parameters jsonb not null default '{}',
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
comment on table bulletins.bulletin is 'body: title, blocks of words and figures, and each figure with its indicator, place, period and records (contract/text.ts); template: as it was when the bulletin was drafted, so that figures are counted again by the same words; cut_off: when the figures were counted; county_code of a province or prefecture ends with zeros.';
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

create table bulletins.template (
  region_prefix text not null check (region_prefix ~ '^[0-9]{2,12}$'),
  id text not null,
  version integer not null check (version > 0),
  body jsonb not null,
  is_active boolean not null,
  reason text,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (region_prefix, id, version)
);
comment on table bulletins.template is 'Templates (contract/template.ts) that a division keeps for itself, in place of a shipped one of the same id or beside them. Only ever added: the newest version holds, is_active false retires it.';
call app.declare('bulletins.template', 'reference', 'region', false);
