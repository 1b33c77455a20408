import type { Client, World } from '#app/testing/world.ts';
import type { ImportMapping, ImportOptions, ImportState } from '../../contract/index.ts';

/** Runs the queued import, as the worker does. */
export async function runQueued(world: World, { countyCode, id }: { countyCode: string; id: string }) {
  const job = world.server.modules.flatMap((module) => module.jobs ?? []).find((one) => one.name === 'premises.import');
  await job?.run({ countyCode, id });
}

/** Uploads and checks a file; what is not given is as suggested. */
export async function checkFile(
  world: World,
  client: Client,
  file: File,
  given: { regionCode?: string; mapping?: Partial<ImportMapping>; options?: Partial<ImportOptions> } = {},
): Promise<ImportState> {
  const uploaded = await client.premisesImport.upload({ regionCode: given.regionCode ?? '330481000000', file });
  const { countyCode, id } = uploaded;
  await client.premisesImport.check({
    countyCode,
    id,
    mapping: { ...uploaded.mapping, ...given.mapping },
    options: { existing: 'UPDATE', coordinateSystem: 'WGS84', ...given.options },
  });
  await runQueued(world, { countyCode, id });
  return client.premisesImport.get({ countyCode, id });
}

/** Writes what has been checked. */
export async function commitImport(
  world: World,
  client: Client,
  { countyCode, id }: ImportState,
): Promise<ImportState> {
  await client.premisesImport.commit({ countyCode, id });
  await runQueued(world, { countyCode, id });
  return client.premisesImport.get({ countyCode, id });
}

/** A csv file, UTF-8 unless bytes are given. */
export const csv = (rows: readonly (readonly string[])[], name = '单位.csv') =>
  new File(
    [
      rows
        .map((row) => row.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(','))
        .join('\r\n'),
    ],
    name,
  );
