import { Button } from 'antd';
import { useState } from 'react';
import { DataList } from '#platform/web/components/data-list.tsx';
import { FactGrid } from '#platform/web/components/fact-grid.tsx';
import { Field, FieldGrid } from '#platform/web/components/field.tsx';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { MapPicker } from '#platform/web/components/map-picker.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { type Sample, samples } from './samples.ts';

const limit = 25;
const options = (values: string[]) => [...new Set(values)].map((value) => ({ value, label: value }));

function find(
  words: string | undefined,
  states: string[] | undefined,
  sort: string | undefined,
  cursor: string | undefined,
) {
  const found = samples.filter(
    (row) => (!words || row.name.includes(words)) && (!states || states.includes(row.state)),
  );
  const key = sort?.replace('-', '') as keyof Sample | undefined;
  if (key) {
    found.sort((a, b) => String(a[key] ?? '').localeCompare(String(b[key] ?? ''), 'zh', { numeric: true }));
    if (sort?.startsWith('-')) found.reverse();
  }
  const from = Number(cursor ?? 0);
  const next = from + limit < found.length ? String(from + limit) : null;
  return { items: found.slice(from, from + limit), next, total: found.length };
}

export default function ListPage() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <DataList<Sample>
        name="gallery"
        title={t('单位')}
        limit={limit}
        rowKey={(row) => row.id}
        open={(row) => `/gallery/detail?id=${row.id}`}
        columns={[
          { key: 'name', title: t('名称'), priority: 1, sortable: true },
          {
            key: 'state',
            title: t('状态'),
            kind: 'state',
            priority: 1,
            value: (row) => ({ words: row.state, tone: row.tone }),
          },
          {
            key: 'due',
            title: t('期限'),
            kind: 'deadline',
            priority: 1,
            sortable: true,
            value: (row) => ({ due: row.due, doneOn: row.doneOn }),
          },
          { key: 'kind', title: t('类别'), width: 132 },
          { key: 'town', title: t('所在乡镇'), width: 100 },
          { key: 'hazards', title: t('隐患（处）'), kind: 'number', sortable: true },
          { key: 'area', title: t('面积（㎡）'), kind: 'number', priority: 3 },
          { key: 'visitedOn', title: t('最近检查'), kind: 'date', sortable: true },
          { key: 'keeper', title: t('管理人'), width: 84, priority: 3 },
        ]}
        filters={[
          { key: 'q', kind: 'text', label: t('名称'), placeholder: t('名称、地址或信用代码') },
          { key: 'state', kind: 'multi', label: t('状态'), options: options(samples.map((row) => row.state)) },
          { key: 'kind', kind: 'select', label: t('类别'), options: options(samples.map((row) => row.kind)) },
          { key: 'region', kind: 'region', label: t('区划') },
          { key: 'visited', kind: 'dates', label: t('检查日期') },
          { key: 'mine', kind: 'flag', label: t('只看我的') },
        ]}
        query={(state) => {
          const input = [state.text('q'), state.many('state'), state.sortText, state.cursor] as const;
          return { queryKey: ['gallery', ...input], queryFn: async () => find(...input) };
        }}
        exportUrl={() => '/api/gallery.xlsx'}
        bulk={[{ key: 'hand', label: t('批量移送'), run: () => undefined }]}
        preview={(row) => (
          <>
            <h2 className="section-title">{row.name}</h2>
            <StateTag tone={row.tone}>{row.state}</StateTag>
            <FactGrid
              facts={[
                { label: t('类别'), value: row.kind },
                { label: t('所在乡镇'), value: row.town },
                { label: t('面积（㎡）'), value: row.area?.toLocaleString() },
                { label: t('管理人'), value: row.keeper },
                { label: t('最近检查'), value: row.visitedOn, missing: t('从未检查') },
              ]}
            />
          </>
        )}
        empty={{ reason: t('本辖区还没有登记单位') }}
        actions={
          <Button type="primary" onClick={() => setOpen(true)}>
            {t('登记单位')}
          </Button>
        }
      />
      <FormDrawer<{ name: string }>
        isOpen={isOpen}
        title={t('登记单位')}
        draftKey="gallery"
        submitLabel={t('登记')}
        consequence={t('登记后将进入许村镇消防工作站的检查范围')}
        onClose={() => setOpen(false)}
        onSubmit={async () => {
          throw new Error(t('统一社会信用代码已登记在“海宁市人民医院”，请核对'));
        }}
      >
        <FieldGrid>
          <Field name="name" label={t('名称')} isRequired isWide />
          <Field
            name="kind"
            label={t('类别')}
            kind="choice"
            options={options(samples.map((row) => row.kind))}
            isRequired
          />
          <Field name="area" label={t('建筑面积')} kind="number" unit="㎡" />
          <Field name="openedOn" label={t('开业日期')} kind="day" />
          <Field
            name="use"
            label={t('使用性质')}
            kind="radio"
            options={[
              { value: '1', label: t('生产') },
              { value: '2', label: t('经营') },
              { value: '3', label: t('居住') },
            ]}
          />
          <Field name="note" label={t('情况说明')} kind="long-text" isWide help={t('写明看到的情况，不写结论')} />
          <Field name="place" label={t('位置')} kind="own" isWide control={<MapPicker />} />
          <Field name="photos" label={t('现场照片')} kind="photos" isWide />
        </FieldGrid>
      </FormDrawer>
    </>
  );
}
