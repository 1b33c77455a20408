import { CameraOutlined, CloseOutlined } from '@ant-design/icons';
import { Image } from 'antd';
import { useContext, useEffect, useRef, useState } from 'react';
import { v7 } from 'uuid';
import { t } from '../i18n/i18n.ts';
import { SessionContext } from '../session.ts';
import { type UploadPlace, uploadFile } from '../upload.ts';
import { type FileRef, srcOf } from './file-list.tsx';
import './photos.css';

type Waiting = { key: string; file: File; url: string; percent: number; failure?: string };

/** Photos of a form: camera or files, preview, progress, delete; the value is the list of stored files. */
export function PhotoField(props: {
  value?: FileRef[];
  onChange?: (value: FileRef[]) => void;
  max?: number;
  /** Opens the camera directly on phones. */
  isCameraFirst?: boolean;
  /** Where the photos were taken; by default the person's own region and premises. */
  place?: UploadPlace;
  upload?: typeof uploadFile;
  newId?: () => string;
  id?: string;
}) {
  const { value = [], max = 9, upload = uploadFile, newId = v7 } = props;
  const actor = useContext(SessionContext)?.actor;
  const place = props.place ?? { regionCode: actor?.regionCode ?? '', premisesId: actor?.premisesId ?? undefined };
  const [waiting, setWaiting] = useState<Waiting[]>([]);
  // Uploads end one after another; each must add to what is there by then.
  const latest = useRef(value);
  latest.current = value;
  const urls = useRef<string[]>([]);
  useEffect(() => () => urls.current.forEach((url) => void URL.revokeObjectURL(url)), []);

  const patch = (key: string, change: Partial<Waiting>) =>
    setWaiting((all) => all.map((one) => (one.key === key ? { ...one, ...change } : one)));

  const send = async (one: Waiting) => {
    try {
      const stored = await upload(one.file, {
        id: one.key,
        place,
        onProgress: (percent) => patch(one.key, { percent }),
      });
      latest.current = [...latest.current, stored];
      props.onChange?.(latest.current);
      setWaiting((all) => all.filter((other) => other.key !== one.key));
    } catch (error) {
      patch(one.key, { failure: error instanceof Error ? error.message : t('上传失败，请重试') });
    }
  };

  const add = (files: globalThis.FileList | null) => {
    const fresh = [...(files ?? [])].slice(0, max - value.length - waiting.length).map((file) => {
      const url = URL.createObjectURL(file);
      urls.current.push(url);
      return { key: newId(), file, url, percent: 0 };
    });
    setWaiting((all) => [...all, ...fresh]);
    for (const one of fresh) void send(one);
  };

  const count = value.length + waiting.length;
  return (
    <div className="photo-field">
      {value.map((photo) => (
        <div key={photo.id} className="photo-tile">
          <Image src={srcOf(photo)} alt={photo.note ?? photo.name} />
          <button
            type="button"
            className="photo-remove"
            aria-label={t('删除{name}', { name: photo.name })}
            onClick={() => props.onChange?.(value.filter((one) => one.id !== photo.id))}
          >
            <CloseOutlined />
          </button>
        </div>
      ))}
      {waiting.map((one) => (
        <div key={one.key} className="photo-tile">
          <Image src={one.url} alt={one.file.name} preview={false} />
          {one.failure ? (
            <button
              type="button"
              className="plain-button photo-progress is-failed"
              title={one.failure}
              onClick={() => {
                setWaiting((all) =>
                  all.map((x) => (x.key === one.key ? { key: x.key, file: x.file, url: x.url, percent: 0 } : x)),
                );
                void send(one);
              }}
            >
              {t('未上传，点此重试')}
            </button>
          ) : (
            <div className="photo-progress">{one.percent}%</div>
          )}
          <button
            type="button"
            className="photo-remove"
            aria-label={t('删除{name}', { name: one.file.name })}
            onClick={() => setWaiting((all) => all.filter((other) => other.key !== one.key))}
          >
            <CloseOutlined />
          </button>
        </div>
      ))}
      {count < max && (
        <label className="photo-add">
          <CameraOutlined />
          {count > 0 ? `${count}/${max}` : t('拍照或选图')}
          <input
            id={props.id}
            className="visually-hidden"
            type="file"
            accept="image/*"
            multiple={!props.isCameraFirst}
            {...(props.isCameraFirst ? { capture: 'environment' as const } : {})}
            onChange={(event) => {
              add(event.target.files);
              event.target.value = '';
            }}
          />
        </label>
      )}
    </div>
  );
}
