import { useQuery } from '@tanstack/react-query';
import { Table } from 'antd';
import { type Gap, GapKind } from '#modules/organisations/contract';
import { Empty } from '#platform/web/components/empty.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { FilterBar } from '#platform/web/components/filter-bar.tsx';
import { PageHeader } from '#platform/web/components/page-header.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { useScope, useSearch, useSetSearch } from '#platform/web/search.ts';
import { organisationsApi } from '../organisations.client.ts';
import { gapTone, gapWords } from '../words.ts';

const tabOf: Record<GapKind, string> = {
  POST_EMPTY: 'posts',
  CERTIFICATE_INVALID: 'certificates',
  CERTIFICATE_EXPIRING: 'certificates',
  GRID_INACTIVE: 'posts',
  COMMITTEE_EMPTY: 'members',
  MEMBER_VACANT: 'posts',
};

/** What is missing today in the chain of duties, with what depends on it. */
export default function GapsPage() {
  const scope = useScope();
  const search = useSearch();
  const setSearch = useSetSearch();
  const kind = GapKind.options.filter((one) => search.kind?.split(',').includes(one));
  const gaps = useQuery(
    organisationsApi.gaps.queryOptions({ input: { regionCode: scope, ...(kind.length ? { kind } : {}) } }),
  );
  const total = Object.values(gaps.data?.counts ?? {}).reduce((sum, n) => sum + n, 0);
  const shown = gaps.data?.items.length ?? 0;
  const hasPremises = gaps.data?.items.some((gap) => gap.premises !== null) ?? false;
  return (
    <>
      <PageHeader
        title={t('责任缺口')}
        count={gaps.data ? t('共 {n} 项', { n: total }) : ' '}
        note={shown < total ? t('每类只列前 200 项，请在左上角缩小范围') : ''}
      />
      <FilterBar
        filters={[
          {
            key: 'kind',
            kind: 'multi',
            label: t('缺口'),
            options: GapKind.options.map((one) => ({ value: one, label: gapWords(one) })),
          },
        ]}
        values={search}
        onChange={(key, value) => setSearch({ [key]: value })}
        onClear={() => setSearch({ kind: undefined })}
      />
      <ErrorSentence error={gaps.error} retry={() => void gaps.refetch()} />
      <Table<Gap>
        size="small"
        pagination={false}
        scroll={{ x: 720 }}
        loading={gaps.isPending}
        rowKey={(gap) => `${gap.kind}${gap.postId}${gap.personId}${gap.orgId}`}
        dataSource={gaps.data?.items ?? []}
        locale={{ emptyText: <Empty reason={t('没有缺口：必设岗位都有人，执法证件都有效')} /> }}
        columns={[
          {
            key: 'kind',
            title: t('缺口'),
            width: 170,
            render: (_, gap) => <StateTag tone={gapTone(gap.kind)}>{gapWords(gap.kind)}</StateTag>,
          },
          {
            key: 'org',
            title: t('机构'),
            width: 220,
            render: (_, gap) => (
              <RecordLink to={`/organisations/${gap.orgId}?tab=${tabOf[gap.kind]}`}>{gap.orgName}</RecordLink>
            ),
          },
          { key: 'subject', title: t('岗位或人员'), dataIndex: 'subject', width: 180 },
          { key: 'sentence', title: t('情况'), dataIndex: 'sentence' },
          ...(hasPremises
            ? [
                {
                  key: 'premises',
                  title: t('涉及单位（家）'),
                  width: 120,
                  align: 'right' as const,
                  render: (_: unknown, gap: Gap) => gap.premises ?? '—',
                },
              ]
            : []),
        ]}
      />
    </>
  );
}
