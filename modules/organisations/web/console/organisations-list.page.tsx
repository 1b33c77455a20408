import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Tree } from 'antd';
import { useEffect, useState } from 'react';
import type { OrganisationNode, OrganisationRow } from '#modules/organisations/contract';
import { DataList } from '#platform/web/components/data-list.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { useGo, useScope } from '#platform/web/search.ts';
import { useMay } from '#platform/web/session.ts';
import { GapCounts } from '../gap-banner.tsx';
import { OrganisationForm } from '../organisation-form.tsx';
import { organisationsApi } from '../organisations.client.ts';
import { industryOptions, kindOptions } from '../words.ts';
import '../organisations.css';

type Node = { key: string; title: string; isLeaf: boolean; children?: Node[] };
const nodeOf = (row: OrganisationNode): Node => ({ key: row.id, title: row.shortName, isLeaf: !row.hasChildren });

const withChildren = (nodes: Node[], key: string, children: Node[]): Node[] =>
  nodes.map((node) =>
    node.key === key
      ? { ...node, children }
      : node.children
        ? { ...node, children: withChildren(node.children, key, children) }
        : node,
  );

/** Superiors and what stands below them, opened level by level. */
function OrganisationTree() {
  const scope = useScope();
  const go = useGo();
  const queries = useQueryClient();
  const top = useQuery(organisationsApi.tree.queryOptions({ input: { regionCode: scope } }));
  const [nodes, setNodes] = useState<Node[]>([]);
  const [expanded, setExpanded] = useState<string[]>([]);
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    setNodes((top.data ?? []).map(nodeOf));
    // A single top says nothing by itself.
    const [only, ...others] = top.data ?? [];
    setExpanded(only && others.length === 0 ? [only.id] : []);
  }, [top.data]);
  return (
    <aside className="card organisations-tree">
      <h2>{t('隶属关系')}</h2>
      <ErrorSentence error={top.error} retry={() => void top.refetch()} />
      <ErrorSentence error={failure} />
      <Tree<Node>
        blockNode
        treeData={nodes}
        expandedKeys={expanded}
        onExpand={(keys) => setExpanded(keys.map(String))}
        loadData={async (node) => {
          setFailure(undefined);
          try {
            const children = await queries.fetchQuery(
              organisationsApi.tree.queryOptions({ input: { parentId: node.key } }),
            );
            setNodes((now) => withChildren(now, node.key, children.map(nodeOf)));
          } catch (error) {
            // Closed again, so that the next press asks anew.
            setExpanded((now) => now.filter((key) => key !== node.key));
            setFailure(error);
          }
        }}
        onSelect={([key]) => key && go(`/organisations/${key}`)}
      />
    </aside>
  );
}

/** Bodies of the scope: tree beside the list, what is missing above it. */
export default function OrganisationsPage() {
  const scope = useScope();
  const go = useGo();
  const queries = useQueryClient();
  const mayManage = useMay('organisations.manage');
  const [isAdding, setAdding] = useState(false);
  const gaps = useQuery(organisationsApi.gaps.queryOptions({ input: { regionCode: scope } }));
  return (
    <>
      {gaps.data && <GapCounts counts={gaps.data.counts} />}
      <div className="organisations">
        <OrganisationTree />
        <DataList<OrganisationRow>
          name="organisations"
          title={t('机构')}
          rowKey={(row) => row.id}
          open={(row) => `/organisations/${row.id}`}
          columns={[
            { key: 'name', title: t('名称'), priority: 1 },
            { key: 'kindLabel', title: t('类型'), width: 150, value: (row) => t(row.industryLabel ?? row.kindLabel) },
            { key: 'regionName', title: t('辖区'), width: 120 },
            { key: 'heldPosts', title: t('在岗（人）'), kind: 'number', priority: 3 },
            {
              key: 'emptyPosts',
              title: t('空缺'),
              kind: 'state',
              priority: 1,
              value: (row) =>
                !row.isActive
                  ? { words: t('已停用'), tone: 'unknown' }
                  : row.emptyPosts > 0
                    ? { words: t('缺 {n} 人', { n: row.emptyPosts }), tone: 'overdue' }
                    : row.posts === 0
                      ? { words: t('未设岗'), tone: 'unknown' }
                      : { words: t('齐'), tone: 'plain' },
            },
          ]}
          filters={[
            { key: 'q', kind: 'text', label: t('名称') },
            { key: 'kind', kind: 'multi', label: t('类型'), options: kindOptions },
            { key: 'industry', kind: 'multi', label: t('行业'), options: industryOptions },
            { key: 'empty', kind: 'flag', label: t('有空缺') },
            { key: 'closed', kind: 'flag', label: t('已停用') },
          ]}
          query={(state) =>
            organisationsApi.list.queryOptions({
              input: {
                regionCode: state.regionCode,
                search: state.text('q'),
                kind: state.many('kind'),
                industry: state.many('industry'),
                isActive: !state.flag('closed'),
                hasEmptyPost: state.flag('empty'),
                cursor: state.cursor,
                limit: state.limit,
              },
            })
          }
          empty={{ reason: t('本辖区还没有登记机构') }}
          actions={
            mayManage ? (
              <Button type="primary" onClick={() => setAdding(true)}>
                {t('新建机构')}
              </Button>
            ) : undefined
          }
        />
      </div>
      <OrganisationForm
        isOpen={isAdding}
        onClose={() => setAdding(false)}
        onDone={async (id) => {
          await queries.invalidateQueries({ queryKey: organisationsApi.key() });
          go(`/organisations/${id}`);
        }}
      />
    </>
  );
}
