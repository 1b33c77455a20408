-- Figures: their definitions, what they are divided by, and what was frozen.
create schema indicators;
grant usage on schema indicators to wanghuolou_app, wanghuolou_job;

create table indicators.indicator (
  region_prefix text not null,
  id text not null,
  definition jsonb not null,
  sort integer not null default 0,
  version integer not null default 1,
  is_active boolean not null default true,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (region_prefix, id)
);
comment on table indicators.indicator is 'Definitions (contract/definition.ts): 00 those that are shipped, otherwise those that a division has made for itself.';
call app.declare('indicators.indicator', 'reference', 'region');

create table indicators.base_value (
  region_prefix text not null,
  kind text not null check (kind in ('POPULATION', 'GDP')),
  year integer not null,
  value numeric not null check (value > 0),
  source text not null,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (region_prefix, kind, year)
);
comment on table indicators.base_value is 'What rates are divided by: people (人) and gross domestic product (万元) of a division in a year.';
call app.declare('indicators.base_value', 'reference', 'region');

create table indicators.snapshot (
  county_code text not null,
  month date not null,
  span text not null check (span in ('MONTH', 'YEAR')),
  scheme text not null,
  place text not null,
  region_code text not null,
  figures jsonb not null,
  primary key (county_code, span, month, scheme, place)
);
comment on table indicators.snapshot is 'What indicators were when their month was frozen: of the month alone (MONTH) and of the year up to it (YEAR). place: six digits of the county, or nine of a township (000 at the end: what stands at no township). figures: {indicator: [numerator, denominator or null, records]}; only what is not zero is kept.';
call app.declare('indicators.snapshot', 'distributed', 'area', false);

create table indicators.frozen_month (
  county_code text not null,
  month date not null,
  scheme text not null,
  region_code text not null,
  cut_off timestamptz not null,
  frozen_by text not null,
  rule_version text not null,
  silent jsonb not null default '{}',
  primary key (county_code, month, scheme)
);
comment on table indicators.frozen_month is 'When the figures of a month were frozen (截止时间), by whom, and by which edition of the definitions. silent: by span the indicators that nobody had reported.';
call app.declare('indicators.frozen_month', 'distributed', 'area', false);
