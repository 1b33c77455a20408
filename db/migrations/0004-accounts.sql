-- Sign-in accounts and sessions: seen by the job role alone, for they are read before anybody is known.
create schema accounts;
grant usage on schema accounts to wanghuolou_app, wanghuolou_job;

create table accounts.account (
  id uuid primary key,
  region_prefix text not null,
  username text not null,
  display_name text not null,
  password_hash text,
  password_changed_at timestamptz not null,
  must_change_password boolean not null default false,
  person_id uuid,
  premises_county text,
  premises_id uuid,
  premises_region text,
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'DISABLED')),
  failed_attempts integer not null default 0,
  locked_until timestamptz,
  totp_secret text,
  totp_enabled_at timestamptz,
  totp_last_step bigint,
  oidc_issuer text,
  oidc_subject text,
  created_at timestamptz not null,
  last_signed_in_at timestamptz,
  check ((person_id is null) <> (premises_id is null))
);
comment on table accounts.account is 'Signs in either a person (who acts in a post held today) or a premises (its own file only).';
create unique index account_username on accounts.account (lower(username));
create unique index account_oidc on accounts.account (oidc_issuer, oidc_subject);
create index account_person on accounts.account (person_id);
create index account_premises on accounts.account (premises_id);
call app.declare('accounts.account', 'local', 'sealed');

create table accounts.former_password (
  account_id uuid not null references accounts.account (id) on delete cascade,
  password_hash text not null,
  replaced_at timestamptz not null,
  primary key (account_id, replaced_at)
);
call app.declare('accounts.former_password', 'local', 'sealed');

create table accounts.session (
  token_hash text primary key,
  id uuid not null unique,
  account_id uuid not null references accounts.account (id) on delete cascade,
  post_id uuid,
  method text not null check (method in ('password', 'oidc')),
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  ip text not null,
  user_agent text not null
);
create index session_account on accounts.session (account_id);
call app.declare('accounts.session', 'local', 'sealed');

create table accounts.saved_view (
  id uuid primary key,
  account_id uuid not null,
  screen text not null,
  name text not null,
  query jsonb not null,
  changed_at timestamptz not null,
  unique (account_id, screen, name)
);
comment on table accounts.saved_view is 'Saved filters of a list, a person''s own.';
call app.declare('accounts.saved_view', 'local', 'account');
