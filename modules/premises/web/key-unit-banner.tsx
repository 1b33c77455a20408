import { Button } from 'antd';
import { useState } from 'react';
import type { Proposal } from '#modules/premises/contract';
import { Field } from '#platform/web/components/field.tsx';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { useMay } from '#platform/web/session.ts';
import { premisesApi } from './premises.client.ts';
import './premises.css';

/** What the criteria propose about a place, and the two answers of the person who decides. */
export function KeyUnitBanner({ proposal, onDone }: { proposal: Proposal; onDone: () => Promise<void> }) {
  const mayDecide = useMay('premises.designate');
  const [answer, setAnswer] = useState<'yes' | 'no'>();
  const yes = proposal.direction === 'DESIGNATE' ? t('确定为重点单位') : t('取消重点单位');
  return (
    <div className="key-unit-banner">
      <div>
        <strong>
          {proposal.direction === 'DESIGNATE' ? t('建议列为消防安全重点单位') : t('建议取消消防安全重点单位')}
        </strong>
        <p>{proposal.reason}</p>
      </div>
      {mayDecide && (
        <div className="key-unit-answers no-print">
          <Button type="primary" onClick={() => setAnswer('yes')}>
            {yes}
          </Button>
          <Button onClick={() => setAnswer('no')}>{t('不采纳')}</Button>
        </div>
      )}
      <FormDrawer<{ reason: string }>
        isOpen={answer !== undefined}
        title={answer === 'yes' ? yes : t('不采纳')}
        submitLabel={answer === 'yes' ? yes : t('不采纳')}
        width={420}
        onClose={() => setAnswer(undefined)}
        onSubmit={async ({ reason }) => {
          await premisesApi.decideProposal.call({
            countyCode: proposal.countyCode,
            id: proposal.id,
            isConfirmed: answer === 'yes',
            reason,
          });
          await onDone();
        }}
      >
        <p className="premises-hint">{proposal.reason}</p>
        <Field name="reason" label={t('理由')} kind="long-text" rows={3} max={300} isRequired />
      </FormDrawer>
    </div>
  );
}
