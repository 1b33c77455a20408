import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Id, Instant } from './paging.ts';

/** A file as screens show it; the bytes are at `/api/files/{countyCode}/{id}`. */
export const StoredFile = z.object({
  id: Id,
  countyCode: z.string(),
  mediaType: z.string(),
  name: z.string(),
  byteSize: z.number(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  takenAt: Instant.nullable(),
  uploadedAt: Instant,
});
export type StoredFile = z.infer<typeof StoredFile>;

/** Photos and attachments of any record. */
export const filesContract = {
  upload: endpoint({
    method: 'POST',
    path: '/files',
    summary: '上传照片或附件',
    tag: '附件',
    permission: 'files.upload',
    offline: true,
  })
    .input(
      z.object({
        id: Id.optional(),
        regionCode: z.string().regex(/^\d{12}$/, '行政区划代码为 12 位数字'),
        premisesId: Id.optional(),
        takenAt: Instant.optional(),
        file: z.instanceof(Blob, { error: '请选择文件' }),
      }),
    )
    .output(StoredFile),
  read: endpoint({
    method: 'GET',
    path: '/files/{countyCode}/{id}',
    summary: '取得照片或附件',
    tag: '附件',
    permission: 'files.read',
  })
    .input(z.object({ countyCode: z.string().regex(/^\d{6}$/), id: Id }))
    .output(z.instanceof(Blob)),
};
