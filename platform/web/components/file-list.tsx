import { FileExcelOutlined, FileOutlined, FilePdfOutlined, FileWordOutlined, PictureOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { t } from '../i18n/i18n.ts';
import './file-list.css';

/** A file as the API gives it (`StoredFile`); `src` only for files made in the browser. */
export type FileRef = {
  id: string;
  name: string;
  countyCode?: string;
  mediaType?: string;
  byteSize?: number;
  note?: string;
  src?: string;
};

/** Address of the bytes. */
export const srcOf = (file: FileRef): string => file.src ?? `/api/files/${file.countyCode}/${file.id}`;

export function sizeWords(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function iconOf(file: FileRef): ReactNode {
  const kind = `${file.mediaType ?? ''} ${file.name}`.toLowerCase();
  if (kind.includes('pdf')) return <FilePdfOutlined />;
  if (/word|\.docx?$|wps/.test(kind)) return <FileWordOutlined />;
  if (/sheet|excel|\.xlsx?$/.test(kind)) return <FileExcelOutlined />;
  if (/image|\.(jpe?g|png|webp)$/.test(kind)) return <PictureOutlined />;
  return <FileOutlined />;
}

/** Files by name and size; a press opens them in a new tab. */
export function FileList({ files, onRemove }: { files: FileRef[]; onRemove?: (file: FileRef) => void }) {
  return (
    <ul className="file-list">
      {files.map((file) => (
        <li key={file.id}>
          <a href={srcOf(file)} target="_blank" rel="noreferrer">
            {iconOf(file)}
            <span>{file.name}</span>
          </a>
          {file.byteSize !== undefined && <span className="soft">{sizeWords(file.byteSize)}</span>}
          {file.note && <span className="soft">{file.note}</span>}
          {onRemove && (
            <button type="button" className="link-button" onClick={() => onRemove(file)}>
              {t('删除')}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
