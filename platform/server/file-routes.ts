import { AppError } from '#platform/shared/errors.ts';
import { filesContract, type StoredFile } from '#platform/shared/file-endpoints.ts';
import { endpoints } from './api.ts';
import { type AcceptedFile, acceptUpload, type Files } from './files.ts';
import { tablesOf, type Work } from './work.ts';

const shown = [
  'id',
  'countyCode',
  'mediaType',
  'name',
  'byteSize',
  'width',
  'height',
  'takenAt',
  'uploadedAt',
] as const;

/** What is known of bytes that the store holds. */
export type KeptBytes = { sha256: string; byteSize: number } & Pick<
  AcceptedFile,
  'mediaType' | 'name' | 'width' | 'height'
>;

/** Records bytes that the store holds as a file of a place; ids come from the client, so a repeated upload is one file. */
export async function recordFile(
  work: Work,
  kept: KeptBytes,
  place: { id?: string | undefined; regionCode: string; premisesId: string | null; takenAt?: string | undefined },
): Promise<StoredFile> {
  const { sha256, byteSize, mediaType, name, width, height } = kept;
  const row = {
    countyCode: place.regionCode.slice(0, 6),
    id: place.id ?? work.newId(),
    regionCode: place.regionCode,
    premisesId: place.premisesId,
    sha256,
    byteSize,
    mediaType,
    name,
    width,
    height,
    takenAt: place.takenAt ?? null,
    uploadedBy: work.actor.accountId,
    uploadedAt: work.now,
  };
  await work.db
    .insertInto('app.file')
    .values(row)
    .onConflict((on) => on.doNothing())
    .execute();
  const stored = await work.db
    .selectFrom('app.file')
    .select([...shown, 'sha256'])
    .where('countyCode', '=', row.countyCode)
    .where('id', '=', row.id)
    .executeTakeFirst();
  if (!stored || stored.sha256 !== sha256) throw new AppError('conflict', '这个编号已用于另一张照片，请重新选择照片。');
  const { sha256: _, ...result } = stored;
  return result;
}

export function createFileRoutes(files: Files) {
  const on = endpoints(filesContract);
  return on.router({
    upload: on.upload.handler(async ({ input, context: { work } }) => {
      const given = input.file instanceof File ? input.file.name : '照片.jpg';
      const accepted = await acceptUpload(new Uint8Array(await input.file.arrayBuffer()), given);
      return recordFile(
        work,
        { ...(await files.put(accepted.bytes)), ...accepted },
        { ...input, premisesId: input.premisesId ?? work.actor.premisesId },
      );
    }),
    read: on.read.handler(async ({ input, context: { work } }) => {
      const row = await work.db
        .selectFrom('app.file')
        .select(['sha256', 'mediaType', 'name'])
        .where('countyCode', '=', input.countyCode)
        .where('id', '=', input.id)
        .executeTakeFirst();
      if (!row) throw new AppError('not_found', '没有这个文件，或不在管辖范围内。');
      return new File([new Uint8Array(await files.get(row.sha256))], row.name, { type: row.mediaType });
    }),
  });
}

export interface Subject {
  kind: string;
  id: string;
  regionCode: string;
  premisesId: string | null;
}

/** Ties uploaded files to a record; files of another place are refused. */
export async function attachFiles(work: Work, subject: Subject, fileIds: readonly string[], purpose = 'PHOTO') {
  if (!fileIds.length) return;
  const countyCode = subject.regionCode.slice(0, 6);
  const db = tablesOf<'app.file' | 'app.attachment'>(work);
  const known = await db
    .selectFrom('app.file')
    .select('id')
    .where('countyCode', '=', countyCode)
    .where('id', 'in', [...fileIds])
    .execute();
  if (known.length !== new Set(fileIds).size) throw new AppError('invalid', '有照片没有上传成功，请重新上传后再提交。');
  await db
    .insertInto('app.attachment')
    .values(
      fileIds.map((fileId) => ({
        countyCode,
        subjectKind: subject.kind,
        subjectId: subject.id,
        fileId,
        regionCode: subject.regionCode,
        premisesId: subject.premisesId,
        purpose,
        attachedAt: work.now,
        attachedBy: work.actor.accountId,
      })),
    )
    .onConflict((on) => on.doNothing())
    .execute();
}

/** Takes files off a record; the files themselves stay in the store, so that the log can name them. */
export async function detachFiles(
  work: Work,
  subject: Pick<Subject, 'kind' | 'id' | 'regionCode'>,
  fileIds: readonly string[],
) {
  const { numDeletedRows } = await tablesOf<'app.attachment'>(work)
    .deleteFrom('app.attachment')
    .where('countyCode', '=', subject.regionCode.slice(0, 6))
    .where('subjectKind', '=', subject.kind)
    .where('subjectId', '=', subject.id)
    .where('fileId', 'in', [...fileIds])
    .executeTakeFirst();
  if (Number(numDeletedRows) !== new Set(fileIds).size)
    throw new AppError('conflict', '有文件已被他人取下，请刷新后重试。');
}

/** Files of some records of one county, by record id. */
export async function filesOf(
  work: Work,
  countyCode: string,
  kind: string,
  ids: readonly string[],
): Promise<Map<string, (StoredFile & { purpose: string })[]>> {
  if (!ids.length) return new Map();
  const rows = await tablesOf<'app.file' | 'app.attachment'>(work)
    .selectFrom('app.attachment as a')
    .innerJoin('app.file as f', (join) =>
      join.onRef('f.countyCode', '=', 'a.countyCode').onRef('f.id', '=', 'a.fileId'),
    )
    .select(['a.subjectId', 'a.purpose', ...shown.map((column) => `f.${column}` as const)])
    .where('a.countyCode', '=', countyCode)
    .where('a.subjectKind', '=', kind)
    .where('a.subjectId', 'in', [...ids])
    .orderBy('a.attachedAt')
    .execute();
  const found = new Map<string, (StoredFile & { purpose: string })[]>();
  for (const { subjectId, ...file } of rows) found.set(subjectId, [...(found.get(subjectId) ?? []), file]);
  return found;
}
