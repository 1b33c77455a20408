import pg from 'pg';

/** Secret of throw-away installations. */
export const testSecret = 'only for tests';

const withDatabase = (adminUrl: string, name: string) => {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.toString();
};

const administer = async (adminUrl: string, ...statements: string[]) => {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
};

/** Makes an empty database, in place of one of that name. */
export async function makeDatabase(adminUrl: string, name: string, template = 'template0'): Promise<string> {
  await administer(
    adminUrl,
    `drop database if exists ${name} with (force)`,
    template === 'template0'
      ? `create database ${name} template template0 encoding 'UTF8'`
      : `create database ${name} template ${template}`,
  );
  return withDatabase(adminUrl, name);
}

export const dropDatabase = (adminUrl: string, name: string) =>
  administer(adminUrl, `drop database if exists ${name} with (force)`);
