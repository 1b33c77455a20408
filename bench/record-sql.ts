import pg from 'pg';

/** Notes the statements that pooled clients send while `on`, without those that carry the unit of work. */
export function recordSql() {
  const statements: { text: string; values: unknown[] }[] = [];
  const recorder = {
    on: false,
    clear: () => {
      statements.length = 0;
    },
    take: () => [...statements],
  };
  const carries =
    /^\s*(begin|commit|rollback|start transaction|set )|app\.enter|app\.audit_|accounts\."?(session|account)/i;
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first, second] = args;
    const text = typeof first === 'string' ? first : (first as { text?: string } | undefined)?.text;
    const values = (Array.isArray(second) ? second : (first as { values?: unknown[] } | undefined)?.values) ?? [];
    if (recorder.on && text && !carries.test(text)) statements.push({ text, values: [...values] });
    return query.apply(this, args);
  } as never;
  return recorder;
}
