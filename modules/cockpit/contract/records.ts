import type { HazardFilter } from '#modules/hazards/contract';

export interface Period {
  from: string;
  to: string;
}

type Records = Omit<HazardFilter, 'countyCode'>;

const dayBefore = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
const lastDay = (month: string) => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
};

/**
 * The records behind each figure of the overview, as filters of the hazard ledger. The screen opens them and the test
 * counts them: a figure that is not the length of its list is a fault.
 */
export const hazardRecords = {
  stock: (): Records => ({ isOpen: true }),
  overdue: (): Records => ({ isOverdue: true }),
  found: ({ from, to }: Period): Records => ({ foundFrom: from, foundTo: to }),
  closed: ({ from, to }: Period): Records => ({ closedFrom: from, closedTo: to }),
  /** A period that ends today has not run out yet. */
  due: ({ from, to }: Period, today: string): Records => ({ dueFrom: from, dueTo: to < today ? to : dayBefore(today) }),
  fixedOnTime: (period: Period, today: string): Records => ({
    ...hazardRecords.due(period, today),
    isFixedOnTime: true,
  }),
  foundIn: (month: string): Records => ({ foundFrom: `${month}-01`, foundTo: lastDay(month) }),
  closedIn: (month: string): Records => ({ closedFrom: `${month}-01`, closedTo: lastDay(month) }),
  stockAt: (month: string, today: string): Records =>
    lastDay(month) >= today ? { isOpen: true } : { openOn: lastDay(month) },
} as const;

/** The same days a year earlier. */
export const yearBefore = ({ from, to }: Period): Period => {
  const back = (day: string) => {
    const [year = '', month = '', date = ''] = day.split('-');
    return `${Number(year) - 1}-${month}-${month === '02' && date === '29' ? '28' : date}`;
  };
  return { from: back(from), to: back(to) };
};

/** The thirteen months up to the day's own, `2025-11` … `2026-11`. */
export const thirteenMonths = (today: string): string[] => {
  const [year = 0, month = 0] = today.split('-').map(Number);
  return Array.from({ length: 13 }, (_, i) => new Date(Date.UTC(year, month - 13 + i, 1)).toISOString().slice(0, 7));
};
