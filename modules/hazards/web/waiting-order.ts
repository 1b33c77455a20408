import { useQuery } from '@tanstack/react-query';
import type { PaperRow, PaperStatus } from '#modules/documents/contract';
import type { HazardDetail } from '#modules/hazards/contract';
import { t } from '#platform/web/i18n/i18n.ts';
import { useMay, useSession } from '#platform/web/session.ts';
import { documentsApi } from './hazards.client.ts';

const ordersOf: Record<string, PaperRow['kind'][]> = {
  IMMEDIATE: ['ORDER_IMMEDIATE', 'POLICE_ORDER'],
  DEADLINE: ['ORDER_DEADLINE', 'POLICE_ORDER'],
};

/** The next step of the order that a registered hazard waits for. */
export const orderStep: Partial<Record<PaperStatus, string>> = {
  DRAFT: t('制发责令通知书'),
  PENDING_APPROVAL: t('查看待审批的通知书'),
  ISSUED: t('送达责令通知书'),
};

/** The order that begins the correction of a registered hazard, while it is drafted, approved or not yet served. */
export function useWaitingOrder(hazard: HazardDetail): PaperRow | undefined {
  const mayRead = useMay('documents.read');
  const isOwn = useSession().actor.orgId === hazard.orgId;
  const kind = ordersOf[hazard.correctionMode];
  const { countyCode, inspectionId } = hazard;
  const papers = useQuery({
    ...documentsApi.list.queryOptions({
      input: {
        countyCode,
        subjectId: inspectionId ?? '',
        kind: kind ?? [],
        status: ['DRAFT', 'PENDING_APPROVAL', 'ISSUED'],
        limit: 1,
      },
    }),
    enabled:
      mayRead &&
      isOwn &&
      kind !== undefined &&
      inspectionId !== null &&
      hazard.status === 'REGISTERED' &&
      hazard.nature === 'ADMINISTRATIVE',
  });
  return papers.data?.items[0];
}
