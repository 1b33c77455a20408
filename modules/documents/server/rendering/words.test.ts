import fc from 'fast-check';
import { unzipSync } from 'fflate';
import sax from 'sax';
import { beforeAll, describe, expect, test } from 'vitest';
import { Paper } from '../../contract/paper-data.ts';
import { createPaperRenderer, paperTemplates } from './index.ts';
import { samples } from './paper-samples.ts';
import { readPdfTexts } from './pdf-pages.testkit.ts';
import { printable } from './printable.ts';

const renderer = createPaperRenderer();
const withoutSpace = (text: string) => text.replace(/[\s\u200b]/g, '');

async function pdfText(paper: Paper) {
  const pages = await readPdfTexts(await renderer.render(paper, 'pdf'));
  return withoutSpace(pages.join(''));
}

/** Throws where a part is not well-formed XML. */
async function docxParts(paper: Paper): Promise<Record<string, string>> {
  const files = unzipSync(await renderer.render(paper, 'docx'));
  const parts = Object.entries(files).filter(([name]) => /\.(xml|rels)$/.test(name));
  return Object.fromEntries(
    parts.map(([name, bytes]) => {
      const text = new TextDecoder().decode(bytes);
      sax.parser(true).write(text).close();
      return [name, text];
    }),
  );
}

async function docxText(paper: Paper) {
  const { 'word/document.xml': xml = '' } = await docxParts(paper);
  let text = '';
  let inText = false;
  const parser = sax.parser(true);
  parser.onopentag = ({ name }) => {
    inText = name === 'w:t';
  };
  parser.onclosetag = () => {
    inText = false;
  };
  parser.ontext = (piece) => {
    if (inText) text += piece;
  };
  parser.write(xml).close();
  return withoutSpace(text);
}

/** Every free text of the data, as it should stand on the paper. */
function statements(value: unknown, key = ''): string[] {
  if (typeof value === 'string') {
    const isCode = ['kind', 'result', 'correction', 'method'].includes(key) || /^\d{4}-\d\d-\d\d/.test(value);
    return isCode ? [] : [withoutSpace(value)];
  }
  if (Array.isArray(value)) return value.flatMap((inner) => statements(inner, key));
  if (value && typeof value === 'object') return Object.entries(value).flatMap(([k, v]) => statements(v, k));
  return [];
}

/** Facts that a paper leaves to other papers. */
const leftOut: Partial<Record<Paper['kind'], (keyof Paper['data']['premises'])[]>> = {
  ORDER_IMMEDIATE: ['uscc', 'responsiblePerson', 'manager', 'phone'],
  ORDER_DEADLINE: ['uscc', 'responsiblePerson', 'manager', 'phone'],
  POLICE_ORDER: ['uscc', 'responsiblePerson', 'manager', 'phone'],
  TASK_TRANSFER: ['manager'],
};

describe('nothing that was recorded is missing on the paper', () => {
  for (const [name, paper] of Object.entries(samples)) {
    test(`${name}: every text of the data is in the PDF and in the docx`, async () => {
      const clean = printable<Paper>(paper);
      for (const field of leftOut[paper.kind] ?? []) delete clean.data.premises[field];
      const expected = statements(clean.data);
      const [docx, pdf] = [await docxText(paper), await pdfText(paper)];
      expect(expected.filter((text) => !docx.includes(text))).toEqual([]);
      // Readers reorder words of another writing direction; the picture shows them.
      const leftToRight = expected.filter((text) => !/[\u0600-\u06ff]/.test(text));
      expect(leftToRight.filter((text) => !pdf.includes(text))).toEqual([]);
    });
  }
});

describe('the words of the papers', () => {
  const order = samples['order-deadline'];

  test('findings with different last days are ordered to be corrected by their own day', async () => {
    const text = await docxText(order);
    expect(text).toContain('上述第1项于2026年11月25日前，上述第2、3项于2026年12月18日前。');
  });

  test('one last day for all findings makes one sentence', async () => {
    const text = await docxText(samples['order-deadline-many-findings']);
    expect(text).toContain('于2026年12月31日前（含当日）改正上述消防安全违法行为');
  });

  test('orders cite the law and tell where to turn, and within which time', async () => {
    for (const paper of [samples['order-immediate'], order]) {
      const text = await docxText(paper);
      expect(text).toContain('《中华人民共和国消防法》第五十三条');
      expect(text).toContain('《消防监督检查规定》第十九条');
      expect(text).toContain('六十日内依法向海宁市人民政府申请行政复议');
      expect(text).toContain('六个月内依法向海宁市人民法院提起行政诉讼');
    }
  });

  test('a visit past midnight names both days', async () => {
    expect(await docxText(samples['order-deadline-many-findings'])).toContain(
      '2026年11月19日22时30分至2026年11月20日0时05分',
    );
  });

  test('the reinspection concludes from the findings', async () => {
    const paper = samples.reinspection;
    expect(await docxText(paper)).toContain('中，第1项已改正，第2项部分改正，第3项未改正。复查不合格。');
    const findings = paper.data.findings.map((finding) => ({ ...finding, result: 'CORRECTED' as const }));
    expect(await docxText({ ...paper, data: { ...paper.data, findings } })).toContain('已全部改正。复查合格。');
  });

  test('what was removed or has moved out is settled, but never called corrected', async () => {
    const text = await docxText(samples['reinspection-settled']);
    expect(text).toContain('中，第3项已改正，第1项风险已用其他方式消除，第2项场所已搬离或停用。复查合格。');
    expect(text).not.toContain('已全部改正');
  });

  test('a police station orders in one notice what is to be corrected at once and by which day', async () => {
    expect(await docxText(samples['police-order'])).toContain(
      '上述第1项立即改正，上述第3项于2026年11月25日前（含当日）改正，上述第2项于2026年12月5日前（含当日）改正。',
    );
  });

  test('the record of a safety visit is no record of an inspection: it orders nothing and says what it is not', async () => {
    for (const sample of [samples['safety-visit-record'], samples['safety-visit-again']]) {
      const text = await docxText(sample);
      expect(text).toContain('消防安全走访（检查服务）记录');
      expect(text).toContain('不属于行政检查，本记录不作为行政处罚的依据');
      expect(text).not.toMatch(/消防监督检查记录|责令|违法行为|复议|诉讼|印章/);
    }
  });

  test('the tally of the record counts every result', async () => {
    expect(await docxText(samples['inspection-record'])).toContain(
      '共检查20项，其中符合12项，不符合3项，不涉及2项，未查3项。',
    );
  });

  test('only a paper of the demo says so', async () => {
    const marked = async (paper: Paper) => JSON.stringify(await docxParts(paper)).includes('演示数据');
    expect(await marked(samples['order-immediate'])).toBe(true);
    expect(await marked(order)).toBe(false);
  });

  test('the docx has the page and the fonts of GB/T 9704', async () => {
    const { 'word/document.xml': xml = '' } = await docxParts(order);
    // Millimetres as twentieths of a point: 210 × 297, margins 37, 26, 35, 28.
    expect(xml).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
    expect(xml).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/);
    expect(xml).toContain('w:line="579" w:lineRule="exact"');
    for (const font of ['方正小标宋简体', '仿宋_GB2312', '黑体']) expect(xml).toContain(`w:eastAsia="${font}"`);
  });
});

describe('what cannot be made is refused', () => {
  let record: (typeof samples)['inspection-record'];
  beforeAll(() => {
    record = samples['inspection-record'];
  });

  test('an inspection by one person', async () => {
    const alone = { ...record, data: { ...record.data, inspectors: record.data.inspectors.slice(0, 1) } };
    await expect(renderer.render(alone, 'pdf')).rejects.toThrow('检查人员不得少于两人');
  });

  test('a template version that never was', async () => {
    await expect(renderer.render({ ...record, templateVersion: 99 }, 'pdf')).rejects.toThrow('没有第99版模板');
  });

  test('a time with an offset, since the paper states local time', async () => {
    const data = { ...record.data, inspectedAt: { from: '2026-11-18T09:30Z' } };
    expect(Paper.safeParse({ ...record, data }).success).toBe(false);
  });

  test('every kind has a current version, which renders', () => {
    for (const kind of Object.keys(paperTemplates) as Paper['kind'][]) {
      expect(renderer.currentVersion(kind)).toBeGreaterThanOrEqual(1);
    }
  });
});

test('any text whatever gives two sound files', async () => {
  const text = fc
    .oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: 'grapheme', maxLength: 60 }))
    .map((words) => `字${words}`);
  await fc.assert(
    fc.asyncProperty(text, text, text, async (name, words, remarks) => {
      const paper = samples['task-transfer'];
      const data = { ...paper.data, to: name, hazards: [{ words }], remarks };
      await docxParts({ ...paper, data });
      expect(await readPdfTexts(await renderer.render({ ...paper, data }, 'pdf'))).not.toHaveLength(0);
    }),
    { numRuns: 25 },
  );
}, 60_000);
