import type { ServiceMethod } from '#modules/documents/contract';
import type { BulkOutcome } from '#platform/shared/bulk.ts';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { documentsApi } from './documents.client.ts';
import { serviceFields } from './paper-actions.tsx';

type Values = { method: ServiceMethod; servedAt: string; receiver: string; note?: string };

/** Several papers handed over at one door at one time. */
export function ServeForm(props: {
  countyCode: string;
  /** Open as long as there are any. */
  papers: readonly { id: string; version: number }[] | undefined;
  onClose: () => void;
  onDone: (outcome: BulkOutcome) => Promise<void>;
}) {
  const { papers = [] } = props;
  return (
    <FormDrawer<Values>
      isOpen={papers.length > 0}
      title={t('登记 {n} 份文书送达', { n: papers.length })}
      submitLabel={t('登记送达')}
      consequence={t('所选文书按同一时间、方式和签收人登记；不能登记的会列出原因')}
      onClose={props.onClose}
      onSubmit={async ({ method, servedAt, receiver, note }) =>
        props.onDone(
          await documentsApi.bulkServe.call({
            countyCode: props.countyCode,
            items: papers.map(({ id, version }) => ({ id, version })),
            method,
            servedAt,
            receiver,
            note: note || null,
          }),
        )
      }
    >
      {serviceFields}
    </FormDrawer>
  );
}
