import type { Gap, GapKind } from '#modules/organisations/contract';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { gapPath, gapSentence, gapTone, gapWords } from './words.ts';
import './organisations.css';

/** How many gaps of each kind; a press opens the list of them. */
export function GapCounts({ counts }: { counts: Partial<Record<GapKind, number>> }) {
  const kinds = Object.entries(counts) as [GapKind, number][];
  if (kinds.length === 0) return null;
  const isOnlyDue = kinds.every(([kind]) => gapTone(kind) === 'due');
  return (
    <div className={isOnlyDue ? 'gap-banner is-due' : 'gap-banner'} role="status">
      <RecordLink to="/organisations/gaps">{t('责任缺口')}</RecordLink>
      {kinds.map(([kind, count]) => (
        <RecordLink key={kind} to={`/organisations/gaps?kind=${kind}`}>
          <StateTag tone={gapTone(kind)}>
            {gapWords(kind)} {count}
          </StateTag>
        </RecordLink>
      ))}
    </div>
  );
}

/** The gaps of one body, each with what to do. */
export function GapSentences({ gaps }: { gaps: Gap[] }) {
  if (gaps.length === 0) return null;
  const isOnlyDue = gaps.every((gap) => gapTone(gap.kind) === 'due');
  return (
    <ul className={isOnlyDue ? 'gap-banner is-list is-due' : 'gap-banner is-list'}>
      {gaps.map((gap) => (
        <li key={`${gap.kind}${gap.postId}${gap.personId}${gap.orgId}`}>
          <RecordLink to={gapPath(gap)}>
            <StateTag tone={gapTone(gap.kind)}>{gap.subject}</StateTag>
          </RecordLink>{' '}
          {gapSentence(gap)}
        </li>
      ))}
    </ul>
  );
}
