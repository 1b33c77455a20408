import { useQueryClient } from '@tanstack/react-query';
import { PageHeader } from '#platform/web/components/page-header.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { useRecordParams } from '#platform/web/search.ts';
import { CandidatePeek } from '../candidate-peek.tsx';
import { candidatesApi } from '../candidates.client.ts';

/** One candidate on a screen of its own, where there is no room beside the list. */
export default function CandidatePage() {
  const { county = '', id = '' } = useRecordParams();
  const queries = useQueryClient();
  return (
    <>
      <PageHeader title={t('核实对象')} actions={<RecordLink to="/candidates">{t('回到漏管清单')}</RecordLink>} />
      <CandidatePeek
        row={{ countyCode: county, id }}
        onDecided={() => queries.invalidateQueries({ queryKey: candidatesApi.key() })}
      />
    </>
  );
}
