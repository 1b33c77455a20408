-- What the weekly watch of fires (每周监测) has found.
create schema analysis;
grant usage on schema analysis to wanghuolou_app, wanghuolou_job;

create table analysis.alert (
  county_code text not null,
  id uuid not null,
  region_code text not null,
  week date not null check (extract(isodow from week) = 1),
  cut text not null,
  status text not null check (status in ('OPEN', 'CHECKED', 'LAPSED')),
  observed integer not null,
  expected double precision not null,
  variance double precision not null,
  alarm_at integer not null,
  probability double precision not null,
  years smallint not null,
  threshold double precision not null,
  found_at timestamptz not null,
  counted_at timestamptz not null,
  conclusion text check (conclusion in ('REAL', 'CHANCE', 'DATA')),
  note text,
  checked_at timestamptz,
  checked_by text,
  version integer not null default 1,
  primary key (county_code, id),
  check ((status = 'CHECKED') = (conclusion is not null))
);
comment on table analysis.alert is 'A week (its Monday) in which a county had more fires of a kind than its own years expect. cut: fires counted, place=RESIDENCE, empty for all; expected, variance: by the same weeks of so many years; alarm_at: count from which on a week is reported; probability: how often chance makes as many; counted_at: when observed was last counted.';
create unique index alert_of_week on analysis.alert (county_code, week, cut);
create index alert_list on analysis.alert (county_code, status, week desc);
call app.declare('analysis.alert', 'distributed', 'area_staff');

create table analysis.watch (
  county_code text not null,
  region_code text not null,
  last_week date not null,
  years smallint not null,
  kinds smallint not null,
  tried integer not null,
  alarms integer not null,
  by_chance double precision not null,
  counted_at timestamptz not null,
  primary key (county_code)
);
comment on table analysis.watch is 'How the weeks of a county were last watched. years: of own records that its last week is compared with; tried: kinds of places × weeks of its past on which the rules were tried, alarms: those that they would have reported, by_chance: those that chance alone would have made.';
call app.declare('analysis.watch', 'distributed', 'area_staff');
