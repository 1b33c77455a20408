import { FileExcelOutlined, FileOutlined, FilePdfOutlined, FileWordOutlined, PictureOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { t } from '../i18n/i18n.ts';
import './file-list.css';

/** A stored file as every screen gets it; `GET /api/files/{id}` answers with its bytes. */
export type FileRef = { id: string; name: string; size?: number; mime?: string; note?: string };

export const fileUrl = (id: string): string => `/api/files/${encodeURIComponent(id)}`;

/** Addresses of files made in the browser (previews, samples) are used as they are. */
export const srcOf = (file: FileRef): string => (/^(blob:|data:)/.test(file.id) ? file.id : fileUrl(file.id));

export function sizeWords(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function iconOf(file: FileRef): ReactNode {
  const kind = `${file.mime ?? ''} ${file.name}`.toLowerCase();
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
          {file.size !== undefined && <span className="soft">{sizeWords(file.size)}</span>}
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
