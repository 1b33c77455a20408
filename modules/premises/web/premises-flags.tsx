import { industryName, type PremisesRow, supervisionClasses } from '#modules/premises/contract';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { statusState } from './premises-words.ts';

type Flagged = Pick<PremisesRow, 'supervisionClass' | 'status' | 'isHighRisk' | 'isCrowded' | 'isDemo'>;

/** What a place is, in a line: class of supervision, state where it is not the usual one, flags. */
export function PremisesFlags({ row }: { row: Flagged }) {
  const state = statusState(row.status);
  return (
    <span className="premises-flags">
      <StateTag tone={row.supervisionClass === 'KEY_UNIT' ? 'active' : 'plain'}>
        {t(supervisionClasses[row.supervisionClass])}
      </StateTag>
      <StateTag tone={state.tone ?? 'plain'}>{state.words}</StateTag>
      {row.isHighRisk && <StateTag tone="overdue">{t('火灾高危单位')}</StateTag>}
      {row.isCrowded && <StateTag>{t('人员密集场所')}</StateTag>}
      {row.isDemo && <StateTag tone="unknown">{t('演示数据')}</StateTag>}
    </span>
  );
}

export const industryWords = (id: string | null) => {
  const name = industryName(id);
  return name === null ? null : t(name);
};
