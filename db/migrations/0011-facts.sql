-- What inspections, hazards and premises publish for counting (platform/shared/fact.ts): one row a record, led alike.
create view premises.premises_fact with (security_invoker = true) as
select county_code, region_code, township_code, supervisor_org_id as org_id, id as premises_id,
       (created_at at time zone 'Asia/Shanghai')::date as occurred_on, id as record_id,
       case when status in ('CLOSED', 'DEMOLISHED') then (changed_at at time zone 'Asia/Shanghai')::date end as ended_on,
       types[1] as premises_type, supervision_class, status, status = 'OPERATING' as is_operating, is_key_unit, is_high_risk,
       is_crowded, is_public_assembly, industry, grid_id is not null as is_in_grid, supervisor_org_id is not null as is_assigned,
       lng is not null as is_located, completeness, storeys, height,
       (attributes ->> 'majorHazardSourceCount')::integer as major_hazard_sources
from premises.premises;
comment on view premises.premises_fact is 'Published for counting: places on the register, dated by registration.';
grant select on premises.premises_fact to wanghuolou_app, wanghuolou_job;

create view inspections.visit_fact with (security_invoker = true) as
select i.county_code, i.region_code, left(i.region_code, 9) as township_code, i.org_id, i.premises_id, i.inspected_on as occurred_on,
       i.id as record_id, i.kind, i.nature, i.status, i.conclusion, o.kind as org_kind, p.premises_type, p.supervision_class,
       p.is_key_unit, p.is_high_risk, extract(epoch from i.finished_at - i.started_at) / 60 as minutes
from inspections.inspection i
join premises.place p on p.county_code = i.county_code and p.id = i.premises_id
left join organisations.organisation_name o on o.id = i.org_id;
comment on view inspections.visit_fact is 'Published for counting: visits, dated by the day of the visit.';
grant select on inspections.visit_fact to wanghuolou_app, wanghuolou_job;

create view hazards.hazard_fact with (security_invoker = true) as
select county_code, region_code, township_code, org_id, premises_id, found_on as occurred_on, id as record_id, due_on, closed_on,
       due_on + 1 as overdue_on, premises_type, item_id, severity, source, nature, status, correction_mode, is_open, outcome,
       outcome = 'FIXED' and reinspection_count <= 1 as is_fixed_on_time, due_on is not null and coalesce(closed_on, 'infinity') > due_on as is_late,
       reinspection_count, extension_count > 0 as is_extended, transfer_count > 0 as is_transferred, transfer_count >= 2 as is_bounced,
       reopen_of is not null as is_reopened, closed_on - found_on as days_open
from hazards.hazard;
comment on view hazards.hazard_fact is 'Published for counting: hazards, dated by the day they were found, ran out or were closed.';
grant select on hazards.hazard_fact to wanghuolou_app, wanghuolou_job;
