-- Bodies, people, posts, certificates, delegated powers, committee membership.
create schema organisations;
grant usage on schema organisations to wanghuolou_app, wanghuolou_job;

create table organisations.organisation (
  id uuid primary key,
  region_prefix text not null check (region_prefix ~ '^[0-9]{2,12}$'),
  region_code text not null references regions.division (code),
  parent_id uuid references organisations.organisation (id),
  kind text not null,
  industry text,
  name text not null,
  short_name text not null,
  paper_prefix text,
  uscc text,
  address text,
  phone text,
  is_active boolean not null default true,
  version integer not null default 1,
  changed_at timestamptz not null
);
comment on table organisations.organisation is 'kind: orgTypes of the domain data; industry: committeeMembers id of a sector department; paper_prefix: short name in document numbers (海消).';
create index organisation_region on organisations.organisation (region_prefix, kind);
create index organisation_parent on organisations.organisation (parent_id);
call app.declare('organisations.organisation', 'reference', 'region');

create table organisations.delegation (
  id uuid primary key,
  region_prefix text not null,
  org_id uuid not null references organisations.organisation (id),
  action text not null,
  legal_basis text not null,
  document_no text not null,
  from_on date not null,
  to_on date
);
comment on table organisations.delegation is 'Enforcement power delegated or entrusted to a body (行政处罚法20、24), for the actions of the permission matrix.';
create index delegation_org on organisations.delegation (org_id);
call app.declare('organisations.delegation', 'reference', 'region');

create table organisations.membership (
  id uuid primary key,
  region_prefix text not null,
  committee_id uuid not null references organisations.organisation (id),
  member_id uuid not null references organisations.organisation (id),
  position text not null,
  from_on date not null,
  to_on date
);
create index membership_committee on organisations.membership (committee_id);
call app.declare('organisations.membership', 'reference', 'region');

create table organisations.person (
  id uuid primary key,
  region_prefix text not null,
  name text not null,
  phone text,
  id_number text,
  version integer not null default 1,
  changed_at timestamptz not null
);
comment on column organisations.person.id_number is 'Resident identity number; shown masked, each unmasking is logged.';
create index person_region on organisations.person (region_prefix, name);
call app.declare('organisations.person', 'reference', 'region_staff');

create table organisations.post (
  id uuid primary key,
  region_prefix text not null,
  org_id uuid not null references organisations.organisation (id),
  title text not null,
  role text not null,
  grid_id uuid,
  is_required boolean not null default true,
  is_active boolean not null default true,
  version integer not null default 1,
  changed_at timestamptz not null
);
comment on table organisations.post is 'A post of a body; role gives its permissions; grid_id for the post of a grid worker.';
create index post_org on organisations.post (org_id);
call app.declare('organisations.post', 'reference', 'region_staff');

create table organisations.tenure (
  id uuid primary key,
  region_prefix text not null,
  post_id uuid not null references organisations.post (id),
  person_id uuid not null references organisations.person (id),
  from_on date not null,
  to_on date,
  handover_note text,
  check (to_on is null or to_on >= from_on)
);
comment on table organisations.tenure is 'Who held a post from when to when; hand-over ends one and begins the next, nothing is overwritten.';
create index tenure_post on organisations.tenure (post_id, from_on);
create index tenure_person on organisations.tenure (person_id);
call app.declare('organisations.tenure', 'reference', 'region_staff');

create table organisations.certificate (
  id uuid primary key,
  region_prefix text not null,
  person_id uuid not null references organisations.person (id),
  kind text not null,
  number text not null,
  issuer text not null,
  valid_from date not null,
  valid_to date not null,
  revoked_on date,
  revoke_reason text,
  check (valid_to >= valid_from)
);
comment on table organisations.certificate is 'kind ENFORCEMENT: 行政执法证, without which nobody inspects, orders or seals.';
create index certificate_person on organisations.certificate (person_id);
call app.declare('organisations.certificate', 'reference', 'region_staff');

create view organisations.held_post with (security_invoker = true) as
select t.id as tenure_id, t.person_id, t.from_on, t.to_on, h.name as person_name,
       p.id as post_id, p.title, p.role, p.region_prefix, p.grid_id,
       o.id as org_id, o.kind as org_kind, o.name as org_name, o.short_name as org_short_name, o.region_code, o.industry
from organisations.tenure t
join organisations.person h on h.id = t.person_id
join organisations.post p on p.id = t.post_id and p.is_active
join organisations.organisation o on o.id = p.org_id and o.is_active;
comment on view organisations.held_post is 'Published: who holds which post, from when to when, with the reach of the post.';
grant select on organisations.held_post to wanghuolou_app, wanghuolou_job;

create view organisations.person_name with (security_invoker = true) as
select id, name, region_prefix from organisations.person;
comment on view organisations.person_name is 'Published: names of people, without their personal data.';
grant select on organisations.person_name to wanghuolou_app, wanghuolou_job;

create view organisations.organisation_name with (security_invoker = true) as
select id, region_prefix, region_code, kind, industry, name, short_name, paper_prefix, is_active
from organisations.organisation;
comment on view organisations.organisation_name is 'Published: bodies by name and kind.';
grant select on organisations.organisation_name to wanghuolou_app, wanghuolou_job;
