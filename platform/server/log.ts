import { pino } from 'pino';

/** Structured log of the process: one JSON line an event, secrets and personal data left out. */
export const createLog = (level: string, destination?: { write(line: string): void }) =>
  pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['req.headers.cookie', 'req.headers.authorization', '*.password', '*.token', '*.phone', '*.idNumber'],
    },
    destination as never,
  );
export type Log = ReturnType<typeof createLog>;
