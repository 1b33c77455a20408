/** The words of a paper that its drafter may still change: everything else is what the record of the visit says. */
import { z } from 'zod';
import type { PaperKind } from './paper-data.ts';

export interface EditableField {
  key: string;
  label: string;
  kind: 'text' | 'long-text' | 'day';
  max: number;
  isRequired?: boolean;
  /** Part of the data that holds the field. */
  within?: string;
  /** Only for items that are corrected in this way. */
  onlyFor?: string;
}

export interface EditableWords {
  fields: readonly EditableField[];
  /** List of the data whose items have words of their own; none is added or taken away. */
  items?: { list: string; label: string; fields: readonly EditableField[] };
}

const remarks: EditableField = { key: 'remarks', label: '备注', kind: 'long-text', max: 1000 };
const accompanying: EditableField = { key: 'accompanying', label: '随同检查人员', kind: 'text', max: 40 };
const contactPhone: EditableField = { key: 'contactPhone', label: '联系电话', kind: 'text', max: 40 };
const place: EditableField = { key: 'place', label: '部位', kind: 'text', max: 100 };
const problem: EditableField = { key: 'words', label: '问题描述', kind: 'long-text', max: 500, isRequired: true };
const basis: EditableField = { key: 'basis', label: '依据', kind: 'text', max: 200 };
const dueOn: EditableField = {
  key: 'dueOn',
  label: '改正期限',
  kind: 'day',
  max: 10,
  isRequired: true,
  onlyFor: 'DEADLINE',
};
const remedies: readonly EditableField[] = [
  { key: 'reviewBody', within: 'remedies', label: '复议机关', kind: 'text', max: 60, isRequired: true },
  { key: 'court', within: 'remedies', label: '管辖法院', kind: 'text', max: 60, isRequired: true },
];

const record: EditableWords = {
  fields: [accompanying, remarks],
  items: { list: 'findings', label: '问题', fields: [place, problem, basis] },
};
const order: EditableWords = {
  fields: [contactPhone, ...remedies, remarks],
  items: { list: 'findings', label: '问题', fields: [place, problem, basis, dueOn] },
};

export const editableWords: Record<PaperKind, EditableWords> = {
  INSPECTION_RECORD: record,
  POLICE_RECORD: record,
  ORDER_IMMEDIATE: order,
  ORDER_DEADLINE: order,
  POLICE_ORDER: order,
  REINSPECTION: {
    fields: [accompanying, { key: 'nextStep', label: '处理意见', kind: 'long-text', max: 500 }, remarks],
    items: {
      list: 'findings',
      label: '隐患',
      fields: [place, problem, basis, { key: 'note', label: '现状', kind: 'long-text', max: 500 }],
    },
  },
  TASK_TRANSFER: {
    fields: [
      { key: 'source', label: '来源', kind: 'text', max: 100, isRequired: true },
      { key: 'reason', label: '移送理由', kind: 'long-text', max: 500 },
      { key: 'contact', label: '联系人', kind: 'text', max: 40 },
      contactPhone,
      remarks,
    ],
    items: {
      list: 'hazards',
      label: '隐患',
      fields: [place, problem, basis, { key: 'suggestion', label: '处理建议', kind: 'long-text', max: 500 }],
    },
  },
  // Printed from the visit, never kept as a draft.
  SAFETY_VISIT_RECORD: { fields: [] },
};

const Words = z.record(z.string().max(40), z.string().max(2000).nullable());
export const PaperWords = z.object({ fields: Words.default({}), items: z.array(Words).max(200).default([]) });
export type PaperWords = z.infer<typeof PaperWords>;

type Data = Record<string, unknown>;
type Item = Record<string, unknown>;

const partOf = (data: Data, within: string | undefined): Data =>
  within ? ((data[within] as Data | undefined) ?? {}) : data;
const itemsOf = (data: Data, list: string): Item[] => (data[list] as Item[] | undefined) ?? [];
const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const appliesTo = (field: EditableField, item: Item) => !field.onlyFor || item.correction === field.onlyFor;

/** The words as they stand. */
export function wordsOf(kind: PaperKind, data: Data): PaperWords {
  const { fields, items } = editableWords[kind];
  return {
    fields: Object.fromEntries(fields.map(({ key, within }) => [key, textOf(partOf(data, within)[key])])),
    items: items
      ? itemsOf(data, items.list).map((item) =>
          Object.fromEntries(
            items.fields.filter((field) => appliesTo(field, item)).map(({ key }) => [key, textOf(item[key])]),
          ),
        )
      : [],
  };
}

export interface WordsChange {
  /** What was changed: 备注, 问题2·改正期限. */
  label: string;
  before: string | null;
  after: string | null;
}

/**
 * The paper's data with other words. What is not given stays.
 *
 * @returns problems by path (`items.0.dueOn`), in words; the data is to be used only where there are none
 */
export function withWords(
  kind: PaperKind,
  data: Data,
  words: PaperWords,
): { data: Data; changes: WordsChange[]; problems: Record<string, string> } {
  const { fields, items } = editableWords[kind];
  const changes: WordsChange[] = [];
  const problems: Record<string, string> = {};
  const next = structuredClone(data);

  const put = (
    holder: Data,
    known: readonly EditableField[],
    given: PaperWords['fields'],
    at: string,
    name: string,
  ) => {
    for (const [key, value] of Object.entries(given)) {
      const field = known.find((one) => one.key === key && appliesTo(one, holder));
      const path = `${at}${key}`;
      if (!field) {
        problems[path] = '这一项不能修改';
        continue;
      }
      const target = partOf(holder, field.within);
      const before = textOf(target[key]);
      const after = value?.trim() || null;
      if (after === before) continue;
      const problem = problemWith(field, after);
      if (problem) problems[path] = problem;
      else {
        target[key] = after;
        changes.push({ label: `${name}${field.label}`, before, after });
      }
    }
  };

  put(next, fields, words.fields, 'fields.', '');
  const held = items ? itemsOf(next, items.list) : [];
  if (words.items.length && words.items.length !== held.length) problems.items = `应为 ${held.length} 项，不能增减`;
  else
    words.items.forEach((given, index) => {
      put(held[index] as Item, items?.fields ?? [], given, `items.${index}.`, `${items?.label}${index + 1}·`);
    });
  return { data: next, changes, problems };
}

function problemWith(field: EditableField, value: string | null): string | undefined {
  if (value === null) return field.isRequired ? `${field.label}不能为空` : undefined;
  if (value.length > field.max) return `${field.label}至多 ${field.max} 字`;
  if (field.kind === 'day' && !z.iso.date().safeParse(value).success) return '请填写日期，如 2026-11-24';
  return undefined;
}
