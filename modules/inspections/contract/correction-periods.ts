/** Correction periods that the form offers and the server fills in: dated settings of a division, never constants. */
import { z } from 'zod';
import { Day, Words } from '#platform/shared/paging.ts';
import type { Severity } from './inspection-kinds.ts';

/** Key under which a division's periods stand in `app.setting`. */
export const correctionSettingKey = 'inspections.correction';

const workdays = z.number().int('请填写整数').min(1, '至少 1 个工作日').max(250, '至多 250 个工作日');

export const CorrectionPeriod = z.object({
  /** First day on which visits use it. */
  validFrom: Day,
  /** Working days after the visit, by severity; the officer may give others (令120第20条: 根据改正的难易程度). */
  workdays: z.object({ GENERAL: workdays, SERIOUS: workdays, CRITICAL: workdays }),
  /** Natural days beyond which a period must be explained. */
  reasonBeyondDays: z.number().int('请填写整数').min(1).max(365),
  source: Words(200),
  /** 需核: not yet compared with a text in force in the region. */
  needsCheck: z.boolean(),
});
export type CorrectionPeriod = z.infer<typeof CorrectionPeriod>;

/** The day that is offered for each severity. */
export const OfferedCorrection = z.object({
  dueOn: z.object({ GENERAL: Day, SERIOUS: Day, CRITICAL: Day } satisfies Record<Severity, typeof Day>),
  workdays: CorrectionPeriod.shape.workdays,
  reasonBeyondDays: z.number(),
  source: z.string(),
  needsCheck: z.boolean(),
});
export type OfferedCorrection = z.infer<typeof OfferedCorrection>;
