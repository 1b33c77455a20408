import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { FactGrid } from '#platform/web/components/fact-grid.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { documentsApi, paperUrl } from './documents.client.ts';
import { PaperActions } from './paper-actions.tsx';
import { paperFacts } from './paper-facts.tsx';
import { paperName, paperState } from './paper-words.ts';
import './papers.css';

/** A paper in brief with what may be done about it: in the list's preview and on the desk. */
export function PaperPeek({ countyCode, id }: { countyCode: string; id: string }) {
  const paper = useQuery(documentsApi.read.queryOptions({ input: { countyCode, id } }));
  if (paper.error) return <ErrorSentence error={paper.error} retry={() => void paper.refetch()} />;
  if (!paper.data) return <Skeleton active paragraph={{ rows: 4 }} />;
  const state = paperState(paper.data);
  return (
    <div className="paper-peek">
      <p className="paper-peek-head">
        <strong>{paperName(paper.data.kind)}</strong>
        <StateTag tone={state.tone}>{state.words}</StateTag>
        <a href={paperUrl(paper.data, 'pdf')} target="_blank" rel="noreferrer">
          {t('看文书')}
        </a>
      </p>
      <PaperActions paper={paper.data} />
      <FactGrid columns={1} facts={paperFacts(paper.data)} />
    </div>
  );
}
