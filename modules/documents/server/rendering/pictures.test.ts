import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createPaperRenderer } from './index.ts';
import { samples } from './paper-samples.ts';
import { largestDifference, readPdfPictures, readPicture, writePicture } from './pdf-pages.testkit.ts';

/** Below it: other smoothing of the same strokes. One exchanged digit, 3 for 8, gives 17 (last test). */
const ALIKE = 8;
const folder = fileURLToPath(new URL('./baselines/', import.meta.url));
const renderer = createPaperRenderer();

describe('papers look as they were approved (UPDATE_BASELINES=1 writes the pictures anew; look at each)', () => {
  for (const [name, paper] of Object.entries(samples)) {
    test(name, async () => {
      const pictures = await readPdfPictures(await renderer.render(paper, 'pdf'));
      for (const [index, picture] of pictures.entries()) {
        const file = `${folder}${name}-${index + 1}.png`;
        if (process.env.UPDATE_BASELINES) await writePicture(picture, file);
        expect(existsSync(file), `no approved picture ${name}-${index + 1}.png`).toBe(true);
        const difference = largestDifference(picture, await readPicture(file));
        expect(difference, `page ${index + 1} of ${name}`).toBeLessThan(ALIKE);
      }
      const approved = readdirSync(folder).filter((file) => file.replace(/-\d+\.png$/, '') === name);
      expect(pictures).toHaveLength(approved.length);
    });
  }

  test('one exchanged digit in the number is noticed', async () => {
    const paper = samples['order-deadline'];
    const altered = { ...paper, data: { ...paper.data, number: '海消限字〔2026〕第0084号' } };
    const [picture] = await readPdfPictures(await renderer.render(altered, 'pdf'));
    const approved = await readPicture(`${folder}order-deadline-1.png`);
    expect(picture && largestDifference(picture, approved)).toBeGreaterThan(ALIKE * 1.5);
  });
});

test('texts longer than a page run on to the next, none leaves the page', async () => {
  const long = (count: number) => '长'.repeat(count);
  const record = samples['inspection-record'];
  const items = Array.from({ length: 5 }, () => ({ words: long(400), result: 'FAIL' as const, note: long(200) }));
  const findings = [{ words: long(3000), correction: 'DEADLINE' as const }];
  const recordData = { ...record.data, groups: [{ name: '组', items }], findings, remarks: long(2500) };
  const transfer = samples['task-transfer'];
  const hazards = [{ words: long(1500), basis: long(150), suggestion: long(900) }];
  const papers = [
    { ...record, data: recordData },
    { ...transfer, data: { ...transfer.data, hazards } },
  ];
  for (const paper of papers) {
    for (const picture of await readPdfPictures(await renderer.render(paper, 'pdf'))) {
      const belowFooter = picture.pixels.subarray(Math.floor(picture.height * 0.95) * picture.width);
      expect(belowFooter.every((grey) => grey === 255)).toBe(true);
    }
  }
});
