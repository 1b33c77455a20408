import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { type NilKind, nilKinds, type StationMonth } from '#modules/fires/contract';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { fireDataApi } from './fires.client.ts';

/** The station's word that a month had nothing: one button for each kind that is missing. */
export function NilActions({ countyCode, month }: { countyCode: string; month: StationMonth }) {
  const queries = useQueryClient();
  const [busy, setBusy] = useState<NilKind>();
  const [failure, setFailure] = useState<unknown>();
  const report = async (kind: NilKind) => {
    setBusy(kind);
    setFailure(undefined);
    try {
      await fireDataApi.reportNil.call({ countyCode, orgId: month.orgId, month: month.month, kind });
      await queries.invalidateQueries({ queryKey: [['fireData']] });
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(undefined);
    }
  };
  if (!month.mayReport) return null;
  return (
    <span className="fire-nil">
      {month.missing.map((kind) => (
        <Button key={kind} size="small" loading={busy === kind} onClick={() => void report(kind)}>
          {t('本月无{what}', { what: t(nilKinds[kind].label) })}
        </Button>
      ))}
      {failure ? <ErrorSentence error={failure} /> : null}
    </span>
  );
}
