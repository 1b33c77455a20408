const shanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });

/** Calendar day in Asia/Shanghai of an instant: `2026-11-21`. */
export const dayOf = (instant: Date | string): string =>
  shanghai.format(typeof instant === 'string' ? new Date(instant) : instant);
