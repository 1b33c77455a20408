import type { Phrase } from '#modules/analysis/contract';
import { unitWords } from '#modules/indicators/web';
import { t } from '#platform/web/i18n/i18n.ts';

/** A phrase of the contract in the language of the reader. */
export const say = ({ sentence, values }: Phrase): string =>
  t(
    sentence,
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        typeof value === 'number' ? value : name === 'unit' ? unitWords(value) : t(value),
      ]),
    ),
  );
