import { Image } from 'antd';
import { t } from '../i18n/i18n.ts';
import { type FileRef, srcOf } from './file-list.tsx';
import './photos.css';

/** Photos in a row; a press enlarges and leafs through them. */
export function PhotoStrip({ photos }: { photos: FileRef[] }) {
  return (
    <Image.PreviewGroup>
      <div className="photo-strip">
        {photos.map((photo) => (
          <Image key={photo.id} src={srcOf(photo)} alt={photo.note ?? photo.name} width={112} height={84} />
        ))}
      </div>
    </Image.PreviewGroup>
  );
}

function Side({ title, photos, missing }: { title: string; photos: FileRef[]; missing: string }) {
  return (
    <figure className="photo-side">
      <figcaption>{title}</figcaption>
      {photos.length === 0 ? (
        <div className="photo-none">{missing}</div>
      ) : (
        photos.map((photo) => (
          <div key={photo.id}>
            <Image src={srcOf(photo)} alt={photo.note ?? photo.name} width="100%" />
            {photo.note && <p className="soft">{photo.note}</p>}
          </div>
        ))
      )}
    </figure>
  );
}

/** Before and after side by side; a side without a photo says so. */
export function PhotoCompare(props: {
  before: FileRef[];
  after: FileRef[];
  beforeTitle?: string;
  afterTitle?: string;
}) {
  return (
    <Image.PreviewGroup>
      <div className="photo-compare">
        <Side title={props.beforeTitle ?? t('整改前')} photos={props.before} missing={t('没有照片')} />
        <Side title={props.afterTitle ?? t('整改后')} photos={props.after} missing={t('尚未上传')} />
      </div>
    </Image.PreviewGroup>
  );
}
