import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { FactGrid } from '#platform/web/components/fact-grid.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { FireActions } from './fire-actions.tsx';
import { factGroups } from './fire-facts.tsx';
import { firesApi } from './fires.client.ts';
import './fires.css';

/** A fire in brief with everything that may be done about it, for the desk and the preview. */
export function FirePeek({ countyCode, id }: { countyCode: string; id: string }) {
  const fire = useQuery(firesApi.read.queryOptions({ input: { countyCode, id } }));
  if (fire.error) return <ErrorSentence error={fire.error} retry={() => void fire.refetch()} />;
  if (!fire.data) return <Skeleton active paragraph={{ rows: 4 }} />;
  const facts = factGroups(fire.data.content, fire.data.figures)
    .flatMap((group) => group.facts)
    .filter((fact) => fact.value !== null);
  return (
    <div className="fire-peek">
      <FireActions fire={fire.data} />
      {fire.data.doubtSentences
        .filter((doubt) => doubt.checkedReason === null)
        .map((doubt) => (
          <p key={doubt.id} className="fire-hint">
            {t('请核对：{sentence}', { sentence: doubt.sentence })}
          </p>
        ))}
      <FactGrid facts={facts} columns={1} />
    </div>
  );
}
