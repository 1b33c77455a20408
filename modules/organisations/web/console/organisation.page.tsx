import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Tabs } from 'antd';
import { useState } from 'react';
import type { OrganisationDetail } from '#modules/organisations/contract';
import { ActionBar } from '#platform/web/components/action-bar.tsx';
import { DetailHead } from '#platform/web/components/detail-head.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { FactGrid } from '#platform/web/components/fact-grid.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { useRecordParams, useSearch, useSetSearch } from '#platform/web/search.ts';
import { GapSentences } from '../gap-banner.tsx';
import { OrganisationForm } from '../organisation-form.tsx';
import { organisationsApi } from '../organisations.client.ts';
import { CertificatesTab } from './certificates-tab.tsx';
import { MembersTab } from './members-tab.tsx';
import { PeopleTab } from './people-tab.tsx';
import { PostsTab } from './posts-tab.tsx';
import { PowersTab } from './powers-tab.tsx';
import '../organisations.css';

/** What every tab is given. */
export type TabProps = { organisation: OrganisationDetail; mayEdit: boolean; refresh: () => Promise<void> };

const isCommittee = (kind: string) =>
  /COMMITTEE$|^FSC_OFFICE$/.test(kind) && kind !== 'VILLAGE_COMMITTEE' && kind !== 'DEV_ZONE_COMMITTEE';

/** A body: what it is, who stands for it, what it may do. */
export default function OrganisationPage() {
  const { id = '' } = useRecordParams();
  const search = useSearch();
  const setSearch = useSetSearch();
  const queries = useQueryClient();
  const [isEditing, setEditing] = useState(false);
  const detail = useQuery(organisationsApi.detail.queryOptions({ input: { id } }));
  if (detail.error) return <ErrorSentence error={detail.error} retry={() => void detail.refetch()} />;
  const organisation = detail.data;
  if (!organisation) return <div className="screen-wait" aria-busy="true" />;

  const refresh = async () => {
    await queries.invalidateQueries({ queryKey: organisationsApi.key() });
  };
  const mayEdit = organisation.allowedActions.includes('edit');
  const setActive = (isActive: boolean) => async () => {
    const { regionCode, parentId, kind, industry, name, shortName, paperPrefix, uscc, address, phone, version } =
      organisation;
    await organisationsApi.change.call({
      id,
      regionCode,
      parentId,
      kind,
      industry,
      name,
      shortName,
      paperPrefix,
      uscc,
      address,
      phone,
      version,
      isActive,
    });
    await refresh();
  };
  const tab: TabProps = { organisation, mayEdit, refresh };
  const tabs = [
    {
      key: 'posts',
      label: t('岗位 {n}', { n: organisation.postList.filter((post) => post.isActive).length }),
      children: <PostsTab {...tab} />,
    },
    { key: 'people', label: t('人员 {n}', { n: organisation.people.length }), children: <PeopleTab {...tab} /> },
    {
      key: 'certificates',
      label: t('执法证件 {n}', { n: organisation.certificates.length }),
      children: <CertificatesTab {...tab} />,
    },
    { key: 'powers', label: t('职权与赋权'), children: <PowersTab {...tab} /> },
    ...(isCommittee(organisation.kind) || organisation.memberOf.length > 0
      ? [
          {
            key: 'members',
            label: t('成员单位 {n}', { n: organisation.members.filter((one) => one.isRunning).length }),
            children: <MembersTab {...tab} />,
          },
        ]
      : []),
  ];

  return (
    <>
      <DetailHead
        back={{ to: '/organisations', title: t('机构') }}
        title={organisation.name}
        state={organisation.isActive ? undefined : <StateTag tone="unknown">{t('已停用')}</StateTag>}
        actions={
          <ActionBar
            allowed={mayEdit ? ['edit', organisation.isActive ? 'close' : 'open'] : []}
            acts={[
              { key: 'edit', label: t('修改'), run: () => setEditing(true) },
              {
                key: 'close',
                label: t('停用'),
                isDanger: true,
                consequences: [
                  t('{n} 个在任人员将不能再以本机构岗位办理业务', { n: organisation.heldPosts }),
                  t('历史记录保留，可以再启用'),
                ],
                run: setActive(false),
              },
              { key: 'open', label: t('启用'), run: setActive(true) },
            ]}
          />
        }
      />
      <GapSentences gaps={organisation.gaps} />
      <FactGrid
        columns={3}
        facts={[
          {
            label: t('类型'),
            value: organisation.industryLabel
              ? `${t(organisation.kindLabel)}（${t(organisation.industryLabel)}）`
              : t(organisation.kindLabel),
          },
          { label: t('辖区'), value: organisation.regionName },
          {
            label: t('上级机构'),
            value: organisation.parentId ? (
              <RecordLink to={`/organisations/${organisation.parentId}`}>{organisation.parentName}</RecordLink>
            ) : (
              t('无')
            ),
          },
          { label: t('文号简称'), value: organisation.paperPrefix },
          { label: t('值班电话'), value: organisation.phone },
          { label: t('统一社会信用代码'), value: organisation.uscc },
          { label: t('地址'), value: organisation.address, isWide: true },
        ]}
      />
      <Tabs
        className="section"
        activeKey={tabs.some((one) => one.key === search.tab) ? (search.tab as string) : 'posts'}
        onChange={(key) => setSearch({ tab: key === 'posts' ? undefined : key }, { replace: true })}
        items={tabs}
      />
      <OrganisationForm
        isOpen={isEditing}
        organisation={organisation}
        onDone={refresh}
        onClose={() => setEditing(false)}
      />
    </>
  );
}
