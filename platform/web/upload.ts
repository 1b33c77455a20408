import { announceSignedOut, sameOriginHeaders } from './api.ts';
import type { FileRef } from './components/file-list.tsx';
import { t } from './i18n/i18n.ts';

/** Where the file belongs: it decides who may see it. */
export type UploadPlace = { regionCode: string; premisesId?: string | undefined };

/**
 * Posts one file to `/api/files` as multipart. `id` is made once per file, so that a repeated upload is one file.
 * XMLHttpRequest, because `fetch` does not report upload progress.
 */
export function uploadFile(
  file: File,
  options: { id: string; place: UploadPlace; onProgress?: (percent: number) => void; signal?: AbortSignal },
): Promise<FileRef> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/files');
    for (const [name, value] of Object.entries(sameOriginHeaders)) request.setRequestHeader(name, value);
    request.responseType = 'json';
    request.upload.onprogress = (event) => options.onProgress?.(Math.round((event.loaded / event.total) * 100));
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) return resolve(request.response as FileRef);
      if (request.status === 401) announceSignedOut();
      const told = (request.response as { message?: unknown } | null)?.message;
      return reject(new Error(typeof told === 'string' ? told : t('上传失败，请重试')));
    };
    request.onerror = () => reject(new Error(t('连不上服务器，请检查网络后重试')));
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    options.signal?.addEventListener('abort', () => request.abort());
    const form = new FormData();
    form.append('id', options.id);
    form.append('regionCode', options.place.regionCode);
    if (options.place.premisesId) form.append('premisesId', options.place.premisesId);
    form.append('file', file);
    request.send(form);
  });
}
