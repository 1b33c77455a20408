import type { KeyboardEvent } from 'react';

const steps: Record<string, [row: number, column: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Arrow keys go from link to link of a table, like in a sheet; Enter opens as any link does. */
export function walkCells(event: KeyboardEvent<HTMLTableElement>): void {
  const move = steps[event.key];
  const cell = (event.target as Element).closest<HTMLTableCellElement>('td, th');
  if (!move || !cell || event.altKey || event.ctrlKey || event.metaKey) return;
  const rows = [...event.currentTarget.rows];
  let row = rows.indexOf(cell.closest('tr') as HTMLTableRowElement);
  let column = cell.cellIndex;
  for (;;) {
    row += move[0];
    column += move[1];
    const next = rows[row];
    if (!next || column < 0 || column > 400) return;
    if (column >= next.cells.length && move[1]) return;
    const target = next.cells[column]?.querySelector<HTMLElement>('a, button, [tabindex]');
    if (!target) continue;
    event.preventDefault();
    target.focus();
    target.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    return;
  }
}
