import { attachFiles, filesOf } from '#platform/server/file-routes.ts';
import type { Work } from '#platform/server/work.ts';
import { createFileChanges } from './file-changes.ts';

/** Photos and papers of a place. */
export function createAttachmentService(work: Work) {
  const changes = createFileChanges(work);

  async function attach(input: { countyCode: string; id: string; fileIds: string[]; purpose: string }) {
    const before = await changes.mustKeep(input.countyCode, input.id);
    await attachFiles(
      work,
      { kind: 'premises', id: input.id, regionCode: before.regionCode, premisesId: input.id },
      input.fileIds,
      input.purpose,
    );
    const place = { countyCode: input.countyCode, id: input.id, regionCode: before.regionCode };
    const names = [...((await filesOf(work, input.countyCode, 'premises', [input.id])).get(input.id) ?? [])]
      .filter((file) => input.fileIds.includes(file.id))
      .map((file) => file.name);
    await changes.log(place, { [`files.${input.purpose}`]: [null, names] }, null);
    work.audit(
      'premises.attach',
      { kind: 'premises', id: input.id, countyCode: input.countyCode },
      { purpose: input.purpose, names },
    );
    return input.id;
  }

  return { attach };
}
