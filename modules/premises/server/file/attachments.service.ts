import { attachFiles, detachFiles, filesOf } from '#platform/server/file-routes.ts';
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

  /** Files that do not belong here come off; the history keeps their names, the reason and who did it. */
  async function detach(input: { countyCode: string; id: string; fileIds: string[]; reason: string }) {
    const { countyCode, id, fileIds, reason } = input;
    const { regionCode } = await changes.mustKeep(countyCode, id);
    const files = ((await filesOf(work, countyCode, 'premises', [id])).get(id) ?? []).filter((file) =>
      fileIds.includes(file.id),
    );
    await detachFiles(work, { kind: 'premises', id, regionCode }, fileIds);
    const names = (list: typeof files) => list.map((file) => file.name);
    await changes.log(
      { countyCode, id, regionCode },
      Object.fromEntries(
        [...Map.groupBy(files, (file) => file.purpose)].map(([purpose, list]) => [
          `files.${purpose}`,
          [names(list), null] as [unknown, unknown],
        ]),
      ),
      reason,
    );
    work.audit('premises.detach', { kind: 'premises', id, countyCode }, { names: names(files), reason });
    return id;
  }

  return { attach, detach };
}
