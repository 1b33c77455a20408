import pg from 'pg';

/**
 * Tells the planner how large the tables have become. A year arrives in a minute, faster than autovacuum looks, and
 * foreign keys checked by a plan for an empty table scan the whole of it.
 */
export async function refreshStatistics(adminUrl: string) {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    for (const schema of ['organisations', 'premises', 'inspections', 'hazards', 'documents', 'fires', 'app']) {
      const { rows } = await client.query<{ name: string }>(
        "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = $1",
        [schema],
      );
      for (const { name } of rows) await client.query(`analyze ${name}`);
    }
  } finally {
    await client.end();
  }
}
