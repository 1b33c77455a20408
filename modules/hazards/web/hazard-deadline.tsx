import type { HazardRow } from '#modules/hazards/contract';
import { DeadlineTag } from '#platform/web/components/deadline-tag.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { t } from '#platform/web/i18n/i18n.ts';

/**
 * The correction period of a hazard. Closed ones are not measured by the day of closing: the re-inspection comes up to
 * three working days after the period (令120第20条), and what it finds decides.
 */
export function HazardDeadline({ hazard }: { hazard: HazardRow }) {
  if (hazard.isOpen) return <DeadlineTag due={hazard.dueOn} />;
  if (hazard.status === 'ON_SITE_FIXED') return <span className="soft">{t('当场')}</span>;
  if (hazard.outcome === 'FIXED' && hazard.dueOn)
    return hazard.reinspectionCount <= 1 ? (
      <StateTag tone="verified">{t('按期整改')}</StateTag>
    ) : (
      <StateTag tone="overdue">{t('逾期整改')}</StateTag>
    );
  return <span className="soft">{hazard.dueOn ?? t('无期限')}</span>;
}
