/** What a division has set under a key, each value from its first day on; `00` is the product's own. */
export interface DatedSetting<Value extends { validFrom: string }> {
  /** Division of 2 to 12 digits, or `00`. */
  regionPrefix: string;
  values: readonly Value[];
}

const rank = (prefix: string) => (prefix === '00' ? 0 : prefix.length);

/**
 * What holds at a place on a day: of the most specific division that has a value in force, the latest.
 *
 * @param regionCode 12 digits
 * @throws where not even the product has one, which its reference data rules out
 */
export function settingInForce<Value extends { validFrom: string }>(
  settings: readonly DatedSetting<Value>[],
  regionCode: string,
  day: string,
): Value & { regionPrefix: string } {
  const above = settings
    .filter(({ regionPrefix }) => regionPrefix === '00' || regionCode.startsWith(regionPrefix))
    .sort((a, b) => rank(b.regionPrefix) - rank(a.regionPrefix));
  for (const { regionPrefix, values } of above) {
    const latest = values
      .filter(({ validFrom }) => validFrom <= day)
      .sort((a, b) => b.validFrom.localeCompare(a.validFrom))[0];
    if (latest) return { ...latest, regionPrefix };
  }
  throw new Error('no value of the setting is in force: its reference data is missing');
}
