import { UploadOutlined } from '@ant-design/icons';
import { useRef, useState } from 'react';
import { v7 } from 'uuid';
import { FileList, type FileRef } from '#platform/web/components/file-list.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { type UploadPlace, uploadFile } from '#platform/web/upload.ts';

type Waiting = { id: string; file: File; percent: number; failure?: string };

/** Files of any accepted kind as a field of a form; the value is the list of stored files. */
export function FileUpload(props: {
  id?: string;
  value?: FileRef[];
  onChange?: (value: FileRef[]) => void;
  place: UploadPlace;
}) {
  const { value = [] } = props;
  const [waiting, setWaiting] = useState<Waiting[]>([]);
  // Uploads end one after another; each must add to what is there by then.
  const latest = useRef(value);
  latest.current = value;
  const patch = (id: string, change: Partial<Waiting>) =>
    setWaiting((all) => all.map((one) => (one.id === id ? { ...one, ...change } : one)));
  const send = async (one: Waiting) => {
    try {
      const stored = await uploadFile(one.file, {
        id: one.id,
        place: props.place,
        onProgress: (percent) => patch(one.id, { percent }),
      });
      latest.current = [...latest.current, stored];
      props.onChange?.(latest.current);
      setWaiting((all) => all.filter((other) => other.id !== one.id));
    } catch (error) {
      patch(one.id, { failure: error instanceof Error ? error.message : t('上传失败，请重试') });
    }
  };
  return (
    <div className="file-upload">
      <FileList files={value} onRemove={(file) => props.onChange?.(value.filter((one) => one.id !== file.id))} />
      {waiting.map((one) => (
        <p key={one.id}>
          {one.file.name}{' '}
          {one.failure ? (
            <span className="file-upload-failed">{one.failure}</span>
          ) : (
            <span className="soft">{one.percent}%</span>
          )}
        </p>
      ))}
      <label className="file-upload-add">
        <UploadOutlined /> {t('选择文件')}
        <input
          {...(props.id ? { id: props.id } : {})}
          className="visually-hidden"
          type="file"
          multiple
          accept="image/*,.pdf,.docx,.xlsx"
          onChange={(event) => {
            const fresh = [...(event.target.files ?? [])].map((file) => ({ id: v7(), file, percent: 0 }));
            setWaiting((all) => [...all.filter((one) => !one.failure), ...fresh]);
            for (const one of fresh) void send(one);
            event.target.value = '';
          }}
        />
      </label>
    </div>
  );
}
