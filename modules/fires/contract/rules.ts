import rules from '#db/reference/fires/rules.json' with { type: 'json' };

/** Times of reporting and limits of the data checks; a division may set its own. */
export interface ReportingRules {
  initialReportHours: number;
  followUpHours: number;
  finalDays: number;
  monthlyReportDay: number;
  minorBuildingArea: number;
  minorOutdoorArea: number;
  slowArrivalMinutes: number;
  historyMonths: number;
  historyLeastMonths: number;
  historyThreshold: number;
}

export const reportingDefaults = Object.fromEntries(
  rules.reporting.map(({ key, value }) => [key, value]),
) as unknown as ReportingRules;

/** The rules in words with their sources, for the screens that apply them. */
export const reportingWords: readonly { key: keyof ReportingRules; label: string; source: string }[] =
  rules.reporting.map(({ key, labelZh, source }) => ({ key: key as keyof ReportingRules, label: labelZh, source }));

/** The nation's defaults, overridden key by key by what divisions set, the most specific last. */
export function mergeRules(settings: readonly { regionPrefix: string; value: unknown }[]): ReportingRules {
  const merged = { ...reportingDefaults };
  for (const { value } of [...settings].sort((a, b) => a.regionPrefix.length - b.regionPrefix.length))
    for (const [key, given] of Object.entries((value ?? {}) as Record<string, unknown>))
      if (key in merged && typeof given === 'number' && Number.isFinite(given) && given >= 0)
        merged[key as keyof ReportingRules] = given;
  return merged;
}
