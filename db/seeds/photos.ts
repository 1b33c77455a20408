import sharp from 'sharp';
import { FONTS_FOLDER } from '#modules/documents/server';
import { type KeptBytes, recordFile } from '#platform/server/file-routes.ts';
import type { Files } from '#platform/server/files.ts';
import type { Work } from '#platform/server/work.ts';

const width = 640;
const height = 480;

/** Words as a picture, with the product's own font: a bare server has no Chinese one. */
const words = (text: string, size: number) =>
  sharp({
    text: {
      text: `<span foreground="#ffffff">${text}</span>`,
      font: `Wanghuolou Hei ${size}`,
      fontfile: `${FONTS_FOLDER}/WanghuolouHei.ttf`,
      rgba: true,
      dpi: 72,
    },
  })
    .png()
    .toBuffer();

const scenes = {
  before: { sky: '#7d8794', wall: '#5f6873', mark: '#c0392b', caption: '整改前' },
  after: { sky: '#8fa5a0', wall: '#66807a', mark: '#2e8b57', caption: '整改后' },
} as const;
export type Moment = keyof typeof scenes;

/** A drawing that says of itself that it is no photo: a doorway, what it is about, and 演示照片. */
async function draw(title: Buffer, subject: string, moment: Moment): Promise<Buffer> {
  const { sky, wall, mark, caption } = scenes[moment];
  const boxes =
    moment === 'before'
      ? '<path d="M330 600h120v-90h-120zM452 600h90v-70h-90zM360 508h80v-60h-80z" fill="#b08d57" stroke="#7a5f35" stroke-width="4"/>'
      : '';
  const scene = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 960 720">
    <rect width="960" height="720" fill="${sky}"/><path d="M0 0h260v520L0 720zM960 0H700v520l260 200z" fill="${wall}"/>
    <path d="M0 720l260-200h440l260 200z" fill="#4a4f55"/><rect x="380" y="180" width="200" height="340" fill="#3c4249"/>
    <rect x="396" y="196" width="168" height="324" fill="#525a63"/><circle cx="546" cy="370" r="8" fill="#d9d9d9"/>
    <rect x="420" y="120" width="120" height="44" rx="6" fill="#2e8b57"/><path d="M450 142h48m-14-12l14 12-14 12" stroke="#fff" stroke-width="5" fill="none"/>
    ${boxes}<rect x="0" y="612" width="960" height="108" fill="#000000" fill-opacity="0.55"/><rect x="0" y="612" width="14" height="108" fill="${mark}"/>
  </svg>`;
  return sharp(Buffer.from(scene))
    .composite([
      { input: title, top: 424, left: 28 },
      { input: await words(`${subject} · ${caption}`, 24), top: 432, left: 216 },
    ])
    .jpeg({ quality: 70 })
    .toBuffer();
}

/** Demo photos by subject, each drawn once and kept once. */
export function createPhotos(files: Files) {
  const drawn = new Map<string, Promise<KeptBytes>>();
  let title: Promise<Buffer> | undefined;
  const draft = async (subject: string, moment: Moment): Promise<KeptBytes> => {
    title ??= words('演示照片', 38);
    const bytes = await draw(await title, subject, moment);
    return { ...(await files.put(bytes)), mediaType: 'image/jpeg', name: `演示照片 ${subject}.jpg`, width, height };
  };
  return {
    /** Takes a photo at a place; returns its id. */
    async take(
      work: Work,
      place: { regionCode: string; id: string },
      subject: string,
      moment: Moment,
    ): Promise<string> {
      const key = `${subject} ${moment}`;
      const kept = drawn.get(key) ?? draft(subject, moment);
      drawn.set(key, kept);
      return (
        await recordFile(work, await kept, { regionCode: place.regionCode, premisesId: place.id, takenAt: work.now })
      ).id;
    },
  };
}
export type Photos = ReturnType<typeof createPhotos>;
