import type pg from 'pg';

/** Loads fastest without the indexes, which are then made as the migrations have them. */
async function withoutIndexes(client: pg.Client, table: string, load: () => Promise<void>) {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index where indrelid = $1::regclass and not indisprimary`,
    [table],
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  await load();
  for (const { definition } of rows) await client.query(definition);
  // As autovacuum leaves it: without a map of what is visible to all, no index is read alone.
  await client.query(`vacuum (analyze) ${table}`);
}

const types = [
  'CATERING',
  'MALL',
  'HOTEL',
  'FACTORY',
  'RENTAL_HOUSING',
  'ENTERTAINMENT',
  'SCHOOL',
  'KINDERGARTEN',
  'HOSPITAL',
  'WAREHOUSE_LOGISTICS',
  'MARKET',
  'ELDERLY_CARE',
];
const words = ['餐馆', '商店', '宾馆', '制品厂', '出租房', '歌厅', '学校', '幼儿园', '诊所', '仓库', '市场', '养老院'];

/** Ids that are the same in every run, in the form of version 7. */
export const defineIds = (client: pg.Client) =>
  client.query(`create function pg_temp.id(source text) returns uuid language sql immutable as $$
    select overlay(overlay(md5(source) placing '7' from 13) placing '8' from 17)::uuid $$`);

/** Premises with names of real length and spread: hashed, so that every run makes the same. */
export async function loadPremises(client: pg.Client, counties: readonly string[], perCounty: number, orgId: string) {
  await client.query('set session_replication_role = replica');
  await withoutIndexes(client, 'premises.premises', async () => {
    for (const county of counties)
      await client.query(
        `insert into premises.premises (county_code, id, region_code, code, name, address, lng, lat, types, supervision_class, status, is_key_unit,
           supervisor_org_id, completeness, created_at, created_by, changed_at)
         select $1, pg_temp.id($1 || n), $1 || lpad((100 + n % 12)::text, 3, '0') || lpad((200 + n % 40)::text, 3, '0'), 'B' || n,
                substr('海红金新天东西南北中华美丽安康福寿荣昌兴旺发达顺利和平', 1 + h % 28, 1) || substr('红星光明阳春江湖河山林泉石玉珠宝龙凤鹤松竹梅兰菊', 1 + (h / 28) % 26, 1)
                  || ($3::text[])[1 + n / 12 % 12] || n,
                '人民路' || (n % 900) || '号', 120.3 + (h % 5000) / 10000.0, 30.25 + (h / 5000 % 3000) / 10000.0,
                array[($2::text[])[1 + n / 12 % 12]], case when n % 50 = 0 then 'KEY_UNIT' when n % 3 = 0 then 'GENERAL' else 'SMALL' end,
                case when n % 20 = 0 then 'CLOSED' else 'OPERATING' end, n % 50 = 0, $4, (n % 101)::smallint,
                now() - (n % 700) * interval '1 day', $4, now() - (n % 500) * interval '1 hour'
         from (select n, (abs(hashtext($1 || n)::bigint) % 1000000000)::int as h from generate_series(1, $5::int) n) s`,
        [county, types, words, orgId, perCounty],
      );
  });
  await client.query('set session_replication_role = origin');
}

/** Hazards of three years: nine in ten closed, the others in every open state, some of them late. */
export async function loadHazards(client: pg.Client, counties: readonly string[], perCounty: number, orgId: string) {
  await client.query('set session_replication_role = replica');
  await withoutIndexes(client, 'hazards.hazard', async () => {
    for (const county of counties)
      await client.query(
        `insert into hazards.hazard (county_code, id, region_code, premises_id, premises_type, source, item_id, place, description, basis, severity,
           correction_mode, status, is_open, nature, org_id, found_on, found_by_account, registered_at, due_on, desk_on, outcome, closed_at, closed_on, changed_at)
         select $1, pg_temp.id('h' || $1 || n), $1 || lpad((100 + p % 12)::text, 3, '0') || lpad((200 + p % 40)::text, 3, '0'), pg_temp.id($1 || p),
                ($2::text[])[1 + p / 12 % 12], 'INSPECTION', 'F0' || (1 + n % 9), '二层走道', '应急照明灯具损坏 ' || (n % 9) || ' 处', '消防法16', (array['GENERAL','SERIOUS','CRITICAL'])[1 + n % 3],
                'DEADLINE', case when o then (array['RECTIFYING','PENDING_REINSPECTION','OVERDUE','REGISTERED','TRANSFERRED'])[1 + n / 10 % 5] else 'CLOSED' end, o, 'ADMINISTRATIVE', $3,
                d, $3, d::timestamptz, d + 14, case when o then d + 19 end, case when o then null else 'FIXED' end, case when o then null else (d + 12)::timestamptz end,
                case when o then null else d + 12 end, d::timestamptz
         from (select n, 1 + n % $5::int as p, n % 10 = 0 as o, current_date - (case when n % 10 = 0 then n / 10 % 40 else n % 1000 end) as d
               from generate_series(1, $4::int) n) s`,
        [county, types, orgId, perCounty, Math.max(1, Math.floor(perCounty / 2))],
      );
  });
  await client.query('set session_replication_role = origin');
}

/** Fires of ten years: two in three in buildings, few with dead, small losses mostly. */
export async function loadFires(client: pg.Client, counties: readonly string[], perCounty: number, orgId: string) {
  await client.query('set session_replication_role = replica');
  await withoutIndexes(client, 'fires.fire', async () => {
    for (const county of counties)
      await client.query(
        `insert into fires.fire (county_code, id, region_code, status, stage, number, occurred_on, hour, weekday, ignited_at, alarm_at, arrived_at,
           minutes_to_arrival, address, org_id, place, place_group, area_type, cause, cause_stage, burned_area, households, deaths, deaths_in_week,
           deaths_in_month, serious_injuries, minor_injuries, loss_yuan, economic_loss_yuan, grade, grade_old, grade_new, accident_grade,
           entered_by, entered_by_name, created_at, changed_at)
         select $1, pg_temp.id('f' || $1 || n), $1 || lpad((100 + n % 12)::text, 3, '0') || lpad((200 + n % 40)::text, 3, '0'), 'CONFIRMED', 'FINAL',
                'F' || $1 || n, d, h % 24, 1 + h % 7, d::timestamptz, d::timestamptz, d::timestamptz, 4 + h % 20, '人民路' || (h % 900) || '号', $2,
                (array['RESIDENCE','FACTORY','HAYSTACK','CAR','REFUSE','CATERING'])[1 + h % 6],
                (array['BUILDING','BUILDING','OUTDOOR','VEHICLE','OUTDOOR','BUILDING'])[1 + h % 6], (array['RURAL','URBAN','TOWN'])[1 + h / 7 % 3],
                (array['ELECTRICAL','DAILY_FIRE_CARELESS','SMOKING','RESIDUAL_EMBERS','UNKNOWN'])[1 + h / 11 % 5], 'DETERMINED', h % 90, h % 2,
                case when h % 400 = 0 then 1 else 0 end, case when h % 400 = 0 then 1 else 0 end, case when h % 400 = 0 then 1 else 0 end,
                case when h % 900 = 0 then 1 else 0 end, case when h % 300 = 0 then 1 else 0 end, h % 30000, h % 31000, 'GENERAL', 'GENERAL', 'GENERAL', 'GENERAL',
                $2, '统计员', d::timestamptz, d::timestamptz
         from (select n, (abs(hashtext('f' || $1 || n)::bigint) % 1000000000)::int as h, current_date - (n % 3650) as d from generate_series(1, $3::int) n) s`,
        [county, orgId, perCounty],
      );
  });
  await client.query('set session_replication_role = origin');
}
