import type { ReactNode } from 'react';
import { dateWords } from '../days.ts';
import { t } from '../i18n/i18n.ts';
import type { Tone } from '../theme.ts';
import { DeadlineTag } from './deadline-tag.tsx';
import { StateTag } from './state-tag.tsx';

export type StateValue = { words: string; tone?: Tone };
export type DeadlineValue = { due: string | null; workingDaysLeft?: number; doneOn?: string | null };

/** One column of a list. Without `value` the field named `key` is shown; `render` overrides everything. */
export type Column<Row> = {
  key: string;
  /** With the unit for numbers: `损失（元）`. */
  title: string;
  kind?: 'text' | 'number' | 'date' | 'state' | 'deadline';
  /** Pixels; text columns without a width share what is left. */
  width?: number;
  align?: 'left' | 'center' | 'right';
  value?: (row: Row) => string | number | StateValue | DeadlineValue | null | undefined;
  render?: (row: Row) => ReactNode;
  sortable?: boolean;
  /** 1 always, 2 where there is room (default), 3 only on wide screens. */
  priority?: 1 | 2 | 3;
  /** Offered in the column choice, not shown at first. */
  isExtra?: boolean;
};

const kindWidth = { text: 160, number: 96, date: 108, state: 104, deadline: 128 } as const;

export const columnWidth = <Row,>(column: Column<Row>): number => column.width ?? kindWidth[column.kind ?? 'text'];

function cellValue<Row>(column: Column<Row>, row: Row) {
  return column.value ? column.value(row) : (row as Record<string, unknown>)[column.key];
}

/** Short number words: thousands separated, at most two decimals. */
export const numberWords = (n: number): string => n.toLocaleString('zh-CN', { maximumFractionDigits: 2 });

export function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }): ReactNode {
  if (column.render) return column.render(row);
  const value = cellValue(column, row);
  if (value === null || value === undefined || value === '') {
    return (
      <span className="cell-missing" title={t('未填')}>
        —
      </span>
    );
  }
  switch (column.kind) {
    case 'number':
      return numberWords(Number(value));
    case 'date':
      return <span className="cell-date">{dateWords(String(value))}</span>;
    case 'state': {
      const state = typeof value === 'object' ? (value as StateValue) : { words: String(value) };
      return <StateTag tone={state.tone ?? 'plain'}>{state.words}</StateTag>;
    }
    case 'deadline': {
      const deadline = typeof value === 'object' ? (value as DeadlineValue) : { due: String(value) };
      return <DeadlineTag {...deadline} />;
    }
    default: {
      const text = String(value);
      return (
        <span className="two-lines" title={text}>
          {text}
        </span>
      );
    }
  }
}

/** Leaves out the least important columns until the rest fits; a person's own choice is never cut. */
export function fitColumns<Row>(columns: Column<Row>[], room: number): Column<Row>[] {
  const shown = [...columns];
  const total = () => shown.reduce((sum, column) => sum + columnWidth(column), 0);
  for (const priority of [3, 2]) {
    while (total() > room) {
      const last = shown.findLastIndex((column) => (column.priority ?? 2) === priority);
      if (last <= 0) break;
      shown.splice(last, 1);
    }
  }
  return shown;
}
