import { t } from '#platform/web/i18n/i18n.ts';
import './premises.css';

/** Share of the required fields that are filled, as a bar with its number. */
export function Completeness({ percent }: { percent: number }) {
  return (
    <span
      className={percent < 80 ? 'completeness is-low' : 'completeness'}
      title={t('档案必填项已填 {n}%', { n: percent })}
    >
      <span className="completeness-track">
        <i style={{ width: `${percent}%` }} />
      </span>
      <span>{percent}%</span>
    </span>
  );
}
