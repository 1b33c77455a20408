import { type Gap, GapKind } from '#modules/organisations/contract';
import { DataList, type Page } from '#platform/web/components/data-list.tsx';
import type { ListState } from '#platform/web/components/list-state.ts';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { organisationsApi } from '../organisations.client.ts';
import '../organisations.css';
import { gapPath, gapSentence, gapTone, gapWords } from '../words.ts';

/** All gaps come at once; the list turns no pages. */
const gapsOf = ({ regionCode, many }: ListState) => {
  const kind = GapKind.options.filter((one) => many('kind')?.includes(one));
  const input = { regionCode, ...(kind.length > 0 ? { kind } : {}) };
  return {
    queryKey: [...organisationsApi.gaps.key(), input],
    queryFn: async (): Promise<Page<Gap>> => {
      const { items, counts } = await organisationsApi.gaps.call(input);
      return { items, next: null, total: Object.values(counts).reduce((sum, n) => sum + n, 0) };
    },
  };
};

/** What is missing today in the chain of duties, with what depends on it. */
export default function GapsPage() {
  return (
    <>
      <nav className="detail-back no-print">
        <RecordLink to="/organisations">‹ {t('机构')}</RecordLink>
      </nav>
      <DataList<Gap>
        name="gaps"
        title={t('责任缺口')}
        rowKey={(gap) => `${gap.kind}${gap.postId}${gap.personId}${gap.orgId}`}
        open={gapPath}
        columns={[
          { key: 'subject', title: t('岗位或人员'), priority: 1, width: 220 },
          {
            key: 'kind',
            title: t('缺口'),
            kind: 'state',
            priority: 1,
            width: 190,
            value: (gap) => ({ words: gapWords(gap.kind), tone: gapTone(gap.kind) }),
          },
          { key: 'orgName', title: t('机构'), width: 210 },
          { key: 'sentence', title: t('情况'), priority: 1, width: 360, value: gapSentence },
          { key: 'premises', title: t('涉及单位（家）'), kind: 'number', width: 120, priority: 3 },
        ]}
        filters={[
          {
            key: 'kind',
            kind: 'multi',
            label: t('缺口'),
            options: GapKind.options.map((one) => ({ value: one, label: gapWords(one) })),
          },
        ]}
        query={gapsOf}
        empty={{ reason: t('没有缺口：必设岗位都有人，执法证件都有效') }}
      />
      <p className="soft gaps-note">{t('点岗位或人员到所在机构办理；每类最多列 200 项，更多请在左上角缩小范围')}</p>
    </>
  );
}
