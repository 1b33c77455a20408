-- Numbered legal papers and their service.
create schema documents;
grant usage on schema documents to wanghuolou_app, wanghuolou_job;

create table documents.paper (
  county_code text not null,
  id uuid not null,
  region_code text not null,
  premises_id uuid,
  org_id uuid not null references organisations.organisation (id),
  kind text not null,
  status text not null check (status in ('DRAFT', 'PENDING_APPROVAL', 'ISSUED', 'SERVED', 'VOID')),
  number text,
  number_year integer,
  number_seq integer,
  revision integer not null default 1,
  template_version integer not null,
  data jsonb not null,
  subject_kind text not null,
  subject_id uuid not null,
  drafted_at timestamptz not null,
  drafted_by uuid not null,
  authors uuid[] not null,
  returned_at timestamptz,
  returned_by text,
  return_reason text,
  approved_at timestamptz,
  approved_by text,
  issued_at timestamptz,
  issued_by text,
  void_at timestamptz,
  void_by text,
  void_reason text,
  served_at timestamptz,
  service_method text,
  service_receiver text,
  service_note text,
  sha256 jsonb not null default '{}',
  version integer not null default 1,
  primary key (county_code, id)
);
comment on table documents.paper is 'A legal or working paper: rendered from template_version and data, so that it can be rendered again with the same bytes; sha256 holds the hash by format. Clocks start at served_at. authors: every account whose words it says, none of which may approve it; returned_at: sent back and not yet changed; return_reason: why, until it is submitted again.';
create unique index paper_number on documents.paper (county_code, org_id, kind, number_year, number_seq);
create index paper_subject on documents.paper (county_code, subject_kind, subject_id);
create index paper_premises on documents.paper (county_code, premises_id, drafted_at);
create index paper_status on documents.paper (county_code, status, drafted_at, id);
call app.declare('documents.paper', 'distributed', 'place');

create table documents.number_counter (
  county_code text not null,
  org_id uuid not null,
  kind text not null,
  year integer not null,
  last_seq integer not null,
  primary key (county_code, org_id, kind, year)
);
comment on table documents.number_counter is 'Last number given, by body, kind and year; locked by the transaction that issues, so that there are no gaps.';
call app.declare('documents.number_counter', 'distributed', 'county');

create table documents.paper_event (
  county_code text not null,
  id uuid not null,
  region_code text not null,
  premises_id uuid,
  paper_id uuid not null,
  at timestamptz not null,
  action text not null,
  actor text not null,
  account_id uuid not null,
  detail jsonb not null default '{}',
  primary key (county_code, id),
  foreign key (county_code, paper_id) references documents.paper (county_code, id)
);
create index paper_event_paper on documents.paper_event (county_code, paper_id, at);
call app.declare('documents.paper_event', 'distributed', 'place', false);

create table documents.paper_revision (
  county_code text not null,
  paper_id uuid not null,
  revision integer not null,
  region_code text not null,
  premises_id uuid check (premises_id is null),
  template_version integer not null,
  data jsonb not null,
  replaced_at timestamptz not null,
  replaced_by text not null,
  primary key (county_code, paper_id, revision),
  foreign key (county_code, paper_id) references documents.paper (county_code, id)
);
comment on table documents.paper_revision is 'What an earlier revision of a paper said, kept when its drafter changed the words. premises_id stays empty, so that the guard shows it to staff alone: a draft was never said to the premises.';
call app.declare('documents.paper_revision', 'distributed', 'place', false);
