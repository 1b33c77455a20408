import { QrcodeOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Skeleton } from 'antd';
import { Suspense, useState } from 'react';
import { type Change, filePurposes, type PremisesFile, type PremisesStatus } from '#modules/premises/contract';
import { type Act, ActionBar } from '#platform/web/components/action-bar.tsx';
import { DetailHead, type Owed } from '#platform/web/components/detail-head.tsx';
import { Empty } from '#platform/web/components/empty.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { Field } from '#platform/web/components/field.tsx';
import { FileList } from '#platform/web/components/file-list.tsx';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { MapView } from '#platform/web/components/map-view.tsx';
import { PhotoStrip } from '#platform/web/components/photo-strip.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { Timeline, type TimelineEntry } from '#platform/web/components/timeline.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { usePanels } from '#platform/web/panels.ts';
import { useRecordParams } from '#platform/web/search.ts';
import { Completeness } from '../completeness.tsx';
import { DutyHolders } from '../duty-holders.tsx';
import { FileUpload } from '../file-upload.tsx';
import { KeyUnitBanner } from '../key-unit-banner.tsx';
import { premisesApi } from '../premises.client.ts';
import { PremisesFacts } from '../premises-facts.tsx';
import { PremisesFlags } from '../premises-flags.tsx';
import { PremisesForm } from '../premises-form.tsx';
import { premisesPath, statusOptions, statusState, typesWords } from '../premises-words.ts';
import '../premises.css';

function entriesOf(changes: Change[]): TimelineEntry[] {
  return changes.map((change) => {
    const isRegistration = change.fields.some((field) => field.field === 'registered');
    const [only, ...others] = change.fields;
    const title = isRegistration
      ? t('登记建档')
      : others.length === 0 && only
        ? t('变更{label}', { label: t(only.label) })
        : t('变更 {n} 项', { n: change.fields.length });
    return {
      id: change.id,
      at: change.at,
      kind: 'event',
      title,
      who: { name: change.actor },
      body: (
        <>
          {!isRegistration && (
            <ul className="change-fields">
              {change.fields.map((field) => (
                <li key={field.field}>
                  <span className="soft">{t(field.label)}</span>
                  <span>
                    {field.before !== null && <del>{t(field.before)}</del>}{' '}
                    {field.after === null ? <span className="missing">{t('—「清空」')}</span> : t(field.after)}
                  </span>
                </li>
              ))}
            </ul>
          )}
          {change.reason && <p>{t('理由：{words}', { words: change.reason })}</p>}
        </>
      ),
    };
  });
}

function History({ file }: { file: PremisesFile }) {
  const history = useInfiniteQuery({
    queryKey: [['premises', 'history'], file.id],
    queryFn: ({ pageParam }) =>
      premisesApi.history.call({
        countyCode: file.countyCode,
        id: file.id,
        limit: 20,
        ...(pageParam ? { cursor: pageParam } : {}),
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
  if (history.error) return <ErrorSentence error={history.error} retry={() => void history.refetch()} />;
  if (!history.data) return <Skeleton active paragraph={{ rows: 4 }} />;
  return (
    <>
      <Timeline
        title={t('变更记录')}
        entries={entriesOf(history.data.pages.flatMap((page) => page.items) as Change[])}
      />
      {history.hasNextPage && (
        <Button loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
          {t('更早的记录')}
        </Button>
      )}
    </>
  );
}

function Attachments({ file, onDone }: { file: PremisesFile; onDone: () => Promise<void> }) {
  const [isAdding, setAdding] = useState(false);
  const [isTaking, setTaking] = useState(false);
  const photos = file.files.filter((one) => one.mediaType.startsWith('image/'));
  const papers = file.files.filter((one) => !one.mediaType.startsWith('image/'));
  const noted = (list: typeof file.files) =>
    list.map((one) => ({ ...one, note: t(filePurposes[one.purpose as keyof typeof filePurposes] ?? one.purpose) }));
  return (
    <section className="section">
      <h2 className="section-title premises-title">
        {t('平面图、照片和材料')}
        {file.allowedActions.includes('attach') && (
          <button type="button" className="link-button" onClick={() => setAdding(true)}>
            {t('归档文件')}
          </button>
        )}
        {file.allowedActions.includes('attach') && file.files.length > 0 && (
          <button type="button" className="link-button" onClick={() => setTaking(true)}>
            {t('取下')}
          </button>
        )}
      </h2>
      {photos.length > 0 && <PhotoStrip photos={noted(photos)} />}
      {papers.length > 0 && <FileList files={noted(papers)} />}
      {file.files.length === 0 && <Empty compact reason={t('还没有平面图和照片')} />}
      <FormDrawer<{ purpose: 'FLOOR_PLAN' | 'PHOTO' | 'DOCUMENT'; files: { id: string }[] }>
        isOpen={isAdding}
        title={t('归档文件')}
        submitLabel={t('归档')}
        initial={{ purpose: 'FLOOR_PLAN', files: [] }}
        width={440}
        onClose={() => setAdding(false)}
        onSubmit={async ({ purpose, files }) => {
          await premisesApi.attach.call({
            countyCode: file.countyCode,
            id: file.id,
            purpose,
            fileIds: (files ?? []).map((one) => one.id),
          });
          await onDone();
        }}
      >
        <Field
          name="purpose"
          label={t('类型')}
          kind="radio"
          isRequired
          options={Object.entries(filePurposes).map(([value, label]) => ({ value, label: t(label) }))}
        />
        <Field
          name="files"
          label={t('文件')}
          kind="own"
          isRequired
          control={<FileUpload place={{ regionCode: file.regionCode, premisesId: file.id }} />}
          help={t('照片、PDF、Word 或 Excel，每个不超过 25 MB')}
        />
      </FormDrawer>
      <FormDrawer<{ fileIds: string[]; reason: string }>
        isOpen={isTaking}
        title={t('取下归档的文件')}
        submitLabel={t('取下')}
        initial={{ fileIds: [], reason: '' }}
        width={440}
        onClose={() => setTaking(false)}
        onSubmit={async ({ fileIds, reason }) => {
          await premisesApi.detach.call({ countyCode: file.countyCode, id: file.id, fileIds, reason });
          await onDone();
        }}
      >
        <Field
          name="fileIds"
          label={t('文件')}
          kind="own"
          isRequired
          control={
            <Checkbox.Group
              className="detach-files"
              options={noted(file.files).map(({ id, name, note }) => ({ value: id, label: `${name}（${note}）` }))}
            />
          }
          help={t('从档案中取下，名称和理由留在变更记录中')}
        />
        <Field name="reason" label={t('理由')} kind="long-text" isRequired />
      </FormDrawer>
    </section>
  );
}

function Tenants({ file }: { file: PremisesFile }) {
  if (file.tenantCount === 0) return null;
  return (
    <section className="section">
      <h2 className="section-title">{t('楼内单位 {n} 家', { n: file.tenantCount })}</h2>
      <ul className="tenant-list">
        {file.tenants.map((tenant) => (
          <li key={tenant.id}>
            <RecordLink to={premisesPath({ countyCode: file.countyCode, id: tenant.id })}>{tenant.name}</RecordLink>
            <span className="soft">
              {[
                tenant.floor,
                typesWords(tenant.types),
                tenant.status === 'OPERATING' ? '' : statusState(tenant.status).words,
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      {file.tenantCount > file.tenants.length && (
        <RecordLink to={`/premises?building=${file.id}`}>{t('查看全部 {n} 家', { n: file.tenantCount })}</RecordLink>
      )}
    </section>
  );
}

/** What somebody still owes this file: the decision on a proposal, the fields that are missing. */
function owedOf(file: PremisesFile): Owed[] {
  const keeper = file.supervisorName ?? file.townshipName;
  return [
    ...(file.proposal
      ? [
          {
            who: t('消防救援机构'),
            what: file.proposal.direction === 'DESIGNATE' ? t('确认是否列为重点单位') : t('确认是否取消重点单位'),
          },
        ]
      : []),
    ...(file.missing.length > 0
      ? [
          {
            who: keeper,
            what: t('补齐档案：{fields}', { fields: file.missing.map((one) => t(one.label)).join(t('、')) }),
          },
        ]
      : []),
  ];
}

export default function PremisesFilePage() {
  const { county = '', id = '' } = useRecordParams();
  const queries = useQueryClient();
  const [isEditing, setEditing] = useState(false);
  const panels = usePanels('premises.file');
  const query = useQuery(premisesApi.get.queryOptions({ input: { countyCode: county, id } }));
  if (query.error) return <ErrorSentence error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton active paragraph={{ rows: 14 }} />;
  const file: PremisesFile = query.data;
  const refresh = async () => {
    await queries.invalidateQueries({ queryKey: [['premises']] });
  };
  const key = { countyCode: file.countyCode, id: file.id };
  const others = statusOptions().filter((option) => option.value !== file.status);
  const acts: Act[] = [
    { key: 'edit', label: t('修改档案'), run: () => setEditing(true) },
    {
      key: 'changeStatus',
      label: t('变更状态'),
      reason: 'required',
      fields: <Field name="status" label={t('变更为')} kind="radio" isRequired options={others} />,
      run: async ({ status, reason }) => {
        await premisesApi.changeStatus.call({
          ...key,
          version: file.version,
          status: status as PremisesStatus,
          reason: reason ?? '',
        });
        await refresh();
      },
    },
    ...(file.proposal
      ? []
      : ([true, false] as const).map(
          (isKeyUnit): Act => ({
            key: isKeyUnit ? 'designate' : 'withdraw',
            label: isKeyUnit ? t('确定为重点单位') : t('取消重点单位'),
            reason: 'required',
            consequences: [
              isKeyUnit
                ? t('列为消防安全重点单位，由消防救援机构列管')
                : t('不再是消防安全重点单位，按类别重新确定监管类别'),
            ],
            run: async ({ reason }) => {
              await premisesApi.designate.call({ ...key, version: file.version, isKeyUnit, reason: reason ?? '' });
              await refresh();
            },
          }),
        )),
  ];
  return (
    <>
      <DetailHead
        back={{ to: '/premises', title: t('单位') }}
        title={file.name}
        number={file.code}
        state={<PremisesFlags row={file} />}
        owed={owedOf(file)}
        actions={
          <>
            <RecordLink to={`${premisesPath(file)}/sheet`} className="premises-qr">
              <QrcodeOutlined /> {t('二维码')}
            </RecordLink>
            <ActionBar acts={acts} allowed={file.allowedActions} />
          </>
        }
      />
      {file.proposal && <KeyUnitBanner proposal={file.proposal} onDone={refresh} />}
      <div className="premises-file">
        <div>
          <p className="premises-complete">
            <span>{t('档案完整率')}</span> <Completeness percent={file.completeness} />
          </p>
          {file.doubts.map((doubt) => (
            <p key={doubt.sentence} className="premises-hint">
              {doubt.sentence}
            </p>
          ))}
          <PremisesFacts file={file} />
        </div>
        <div>
          <DutyHolders file={file} />
          {panels.map((panel) => (
            <section key={panel.key} className="section">
              <h2 className="section-title">{t(panel.title)}</h2>
              <Suspense fallback={<Skeleton active paragraph={{ rows: 2 }} />}>
                <panel.component countyCode={file.countyCode} premisesId={file.id} />
              </Suspense>
            </section>
          ))}
          <Tenants file={file} />
          <Attachments file={file} onDone={refresh} />
          {file.lng !== null && file.lat !== null && (
            <section className="section">
              <h2 className="section-title">{t('位置')}</h2>
              <MapView
                height={220}
                label={t('位置')}
                centre={{ lng: file.lng, lat: file.lat }}
                zoom={14}
                layers={[
                  {
                    id: 'place',
                    kind: 'point',
                    hasLabels: true,
                    data: {
                      type: 'FeatureCollection',
                      features: [
                        {
                          type: 'Feature',
                          geometry: { type: 'Point', coordinates: [file.lng, file.lat] },
                          properties: { id: file.id, name: file.name, tone: 'active' },
                        },
                      ],
                    },
                  },
                ]}
              />
            </section>
          )}
          <History file={file} />
        </div>
      </div>
      <PremisesForm isOpen={isEditing} file={file} onClose={() => setEditing(false)} onDone={refresh} />
    </>
  );
}
