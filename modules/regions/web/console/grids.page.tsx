import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { GridPolygon, GridRow } from '#modules/regions/contract';
import { ActionBar } from '#platform/web/components/action-bar.tsx';
import { DataList } from '#platform/web/components/data-list.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { FactGrid } from '#platform/web/components/fact-grid.tsx';
import { Field, FieldGrid } from '#platform/web/components/field.tsx';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { type MapLayer, MapView } from '#platform/web/components/map-view.tsx';
import { PageHeader } from '#platform/web/components/page-header.tsx';
import { RegionField } from '#platform/web/components/region-field.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { useScope, useSearch, useSetSearch } from '#platform/web/search.ts';
import { useMay } from '#platform/web/session.ts';
import { PolygonField } from '../polygon-field.tsx';
import { regionsApi } from '../regions.client.ts';
import { GridImport } from './grid-import.tsx';

type GridForm = { regionCode: string; code: string; name: string; polygon?: GridPolygon | null };

const useShapes = (regionCode: string, isWanted: boolean) =>
  useQuery({ ...regionsApi.gridShapes.queryOptions({ input: { regionCode } }), enabled: isWanted });

const layersOf = (grids: { id: string; name: string; isActive: boolean; polygon: GridPolygon }[]): MapLayer[] => [
  {
    id: 'grids',
    kind: 'area',
    hasLabels: true,
    data: {
      type: 'FeatureCollection',
      features: grids.map(({ id, name, isActive, polygon }) => ({
        type: 'Feature',
        geometry: polygon,
        properties: { id, name, ...(isActive ? { strength: 0.25 } : { tone: 'unknown' }) },
      })),
    } as MapLayer['data'],
  },
];

function GridPeek({ row, onEdit }: { row: GridRow; onEdit: (row: GridRow) => void }) {
  const queries = useQueryClient();
  const mayManage = useMay('regions.manage');
  const grid = useQuery(regionsApi.grid.queryOptions({ input: { countyCode: row.countyCode, id: row.id } }));
  const layers = useMemo(
    () => (grid.data?.polygon ? layersOf([{ ...grid.data, polygon: grid.data.polygon }]) : []),
    [grid.data],
  );
  if (grid.error) return <ErrorSentence error={grid.error} retry={() => void grid.refetch()} />;
  const setActive = (isActive: boolean) => async (values: { reason?: string }) => {
    const { countyCode, id, version } = grid.data ?? row;
    await regionsApi.setGridActive.call({ countyCode, id, version, isActive, reason: values.reason ?? '' });
    await queries.invalidateQueries({ queryKey: regionsApi.key() });
  };
  return (
    <>
      <FactGrid
        columns={1}
        facts={[
          { label: t('名称'), value: row.name },
          { label: t('编码'), value: row.code },
          { label: t('所属'), value: row.regionName },
          { label: t('状态'), value: row.isActive ? t('使用中') : t('已停用') },
        ]}
      />
      {layers.length > 0 && <MapView label={t('网格边界')} height={240} layers={layers} />}
      {grid.data && !grid.data.polygon && <p className="soft">{t('尚未画出边界，单位不能自动归入该网格')}</p>}
      <ActionBar
        allowed={mayManage ? ['edit', row.isActive ? 'deactivate' : 'activate'] : []}
        acts={[
          { key: 'edit', label: t('修改'), run: () => onEdit(row) },
          {
            key: 'deactivate',
            label: t('停用'),
            reason: 'required',
            consequences: [t('停用后新登记的单位不再归入“{name}”', { name: row.name })],
            run: setActive(false),
          },
          { key: 'activate', label: t('启用'), reason: 'required', run: setActive(true) },
        ]}
      />
    </>
  );
}

/** Grids of the scope: list, boundaries on a map, drawing and import. */
export default function GridsPage() {
  const queries = useQueryClient();
  const mayManage = useMay('regions.manage');
  const scope = useScope();
  const search = useSearch();
  const setSearch = useSetSearch();
  const [edited, setEdited] = useState<GridRow | 'new'>();
  const [isImporting, setImporting] = useState(false);
  const isMapShown = search.view === 'map';
  const row = edited === 'new' ? undefined : edited;
  const shapes = useShapes(scope, isMapShown || edited !== undefined);
  const full = useQuery({
    ...regionsApi.grid.queryOptions({ input: { countyCode: row?.countyCode ?? '', id: row?.id ?? '' } }),
    enabled: Boolean(row),
  });
  const layers = useMemo(() => layersOf(shapes.data?.grids ?? []), [shapes.data]);
  const neighbours = useMemo(
    () => (shapes.data?.grids ?? []).filter((grid) => grid.id !== row?.id),
    [shapes.data, row],
  );
  const isReady = edited === 'new' || (row !== undefined && full.data?.id === row.id);

  const save = async (values: GridForm, id: string) => {
    const input = {
      regionCode: values.regionCode,
      code: values.code,
      name: values.name,
      polygon: values.polygon ?? null,
    };
    if (row)
      await regionsApi.changeGrid.call({
        ...input,
        countyCode: row.countyCode,
        id: row.id,
        version: full.data?.version ?? row.version,
      });
    else await regionsApi.addGrid.call({ ...input, id });
    await queries.invalidateQueries({ queryKey: regionsApi.key() });
  };

  return (
    <>
      <PageHeader
        title={t('网格')}
        actions={
          <>
            <Button onClick={() => setSearch({ view: isMapShown ? undefined : 'map' })}>
              {isMapShown ? t('收起地图') : t('地图')}
            </Button>
            {mayManage && <Button onClick={() => setImporting(true)}>{t('导入')}</Button>}
            {mayManage && (
              <Button type="primary" onClick={() => setEdited('new')}>
                {t('新建网格')}
              </Button>
            )}
          </>
        }
      />
      {isMapShown && (
        <section className="grids-map">
          <ErrorSentence error={shapes.error} />
          {shapes.data && !shapes.data.isComplete && (
            <p className="soft">{t('网格较多，地图只显示前 2000 个，请在左上角缩小范围')}</p>
          )}
          {shapes.data && (
            <MapView
              key={scope}
              label={t('网格边界')}
              height={380}
              layers={layers}
              legend={[{ tone: 'unknown', words: t('已停用') }]}
              onOpen={(_layer, id) => setSearch({ sel: id }, { replace: true })}
            />
          )}
        </section>
      )}
      <DataList<GridRow>
        name="grids"
        title={t('网格')}
        isInner
        rowKey={(one) => one.id}
        columns={[
          { key: 'name', title: t('名称'), priority: 1 },
          { key: 'code', title: t('编码'), width: 150 },
          { key: 'regionName', title: t('所属村（社区）'), width: 170 },
          {
            key: 'hasPolygon',
            title: t('边界'),
            kind: 'state',
            value: (one) =>
              one.hasPolygon ? { words: t('已画'), tone: 'plain' } : { words: t('未画'), tone: 'unknown' },
          },
          {
            key: 'isActive',
            title: t('状态'),
            kind: 'state',
            priority: 1,
            value: (one) =>
              one.isActive ? { words: t('使用中'), tone: 'active' } : { words: t('已停用'), tone: 'unknown' },
          },
        ]}
        filters={[
          { key: 'q', kind: 'text', label: t('名称'), placeholder: t('名称或编码') },
          {
            key: 'active',
            kind: 'select',
            label: t('状态'),
            options: [
              { value: 'yes', label: t('使用中') },
              { value: 'no', label: t('已停用') },
            ],
          },
          { key: 'undrawn', kind: 'flag', label: t('未画边界') },
        ]}
        query={(state) =>
          regionsApi.grids.queryOptions({
            input: {
              regionCode: state.regionCode,
              search: state.text('q'),
              ...(state.text('active') ? { isActive: state.text('active') === 'yes' } : {}),
              ...(state.flag('undrawn') ? { hasPolygon: false } : {}),
              cursor: state.cursor,
              limit: state.limit,
            },
          })
        }
        preview={(one) => <GridPeek key={one.id} row={one} onEdit={setEdited} />}
        empty={{
          reason: t('本辖区还没有网格，划分后单位可自动归入网格'),
          act: mayManage ? <Button onClick={() => setImporting(true)}>{t('导入网格')}</Button> : undefined,
        }}
      />
      <FormDrawer<GridForm>
        key={row?.id ?? 'new'}
        isOpen={isReady}
        title={row ? t('修改网格') : t('新建网格')}
        submitLabel={t('保存')}
        width={640}
        {...(row ? {} : { draftKey: 'grid' })}
        initial={
          row && full.data
            ? {
                regionCode: full.data.regionCode,
                code: full.data.code,
                name: full.data.name,
                polygon: full.data.polygon,
              }
            : {}
        }
        onSubmit={save}
        onClose={() => setEdited(undefined)}
      >
        <FieldGrid>
          <Field name="regionCode" label={t('所属村（社区）')} kind="own" isRequired isWide control={<RegionField />} />
          <Field name="name" label={t('名称')} isRequired max={60} />
          <Field name="code" label={t('编码')} isRequired max={30} help={t('一般为村级代码加 3 位序号')} />
        </FieldGrid>
        <Field name="polygon" label={t('边界')} kind="own" control={<PolygonField neighbours={neighbours} />} />
      </FormDrawer>
      <GridImport isOpen={isImporting} onClose={() => setImporting(false)} />
    </>
  );
}
