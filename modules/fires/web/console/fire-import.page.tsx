import { useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Select, Upload } from 'antd';
import { useState } from 'react';
import {
  type FireImportColumn,
  type FireImportMapping,
  type FireImportOutcome,
  type FireImportPlan,
  fireImportColumns,
  incidentKinds,
} from '#modules/fires/contract';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { PageHeader } from '#platform/web/components/page-header.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { RegionField } from '#platform/web/components/region-field.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { ForCounty } from '#platform/web/county.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { useScope } from '#platform/web/search.ts';
import { useSession } from '#platform/web/session.ts';
import { StationField } from '../fields.tsx';
import { fireImportApi } from '../fires.client.ts';
import '../fires.css';

const columns: readonly FireImportColumn[] = fireImportColumns;
const columnOptions = [
  { value: '', label: t('不导入') },
  ...columns.map(({ key, title }) => ({ value: key, label: t(title) })),
];
const kindOptions = incidentKinds.map(({ id, label }) => ({ value: id, label: t(label) }));

type Opened = Awaited<ReturnType<typeof fireImportApi.open.call>>;

/** What each column means, beside its first rows. */
function ColumnTable(props: {
  opened: Opened;
  mapping: FireImportMapping;
  onChange: (mapping: FireImportMapping) => void;
}) {
  const { opened, mapping } = props;
  return (
    <div className="fire-versions-frame">
      <table className="fire-table">
        <thead>
          <tr>
            <th>{t('文件的列')}</th>
            <th>{t('对应')}</th>
            <th>{t('前几行内容')}</th>
          </tr>
        </thead>
        <tbody>
          {opened.header.map((title, i) =>
            title === '' ? null : (
              <tr key={title}>
                <td>{title}</td>
                <td className="fire-import-choice">
                  <Select
                    size="small"
                    aria-label={title}
                    showSearch={{ optionFilterProp: 'label' }}
                    value={mapping.columns[title] ?? ''}
                    options={columnOptions}
                    onChange={(key) =>
                      props.onChange({ ...mapping, columns: { ...mapping.columns, [title]: key as 'place' } })
                    }
                  />
                  {opened.doubtful.includes(title) && mapping.columns[title] && (
                    <StateTag tone="due">{t('请核对')}</StateTag>
                  )}
                </td>
                <td className="soft">
                  {opened.sample
                    .map((row) => row[i])
                    .filter(Boolean)
                    .slice(0, 3)
                    .join(' ｜ ')}
                </td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

/** Words of the file that nobody knows, each with the value that a person gives it. */
function WordTable(props: {
  unknown: FireImportOutcome['unknown'];
  mapping: FireImportMapping;
  onChange: (mapping: FireImportMapping) => void;
}) {
  const { mapping } = props;
  return (
    <section className="section">
      <h2 className="section-title">{t('词语对应')}</h2>
      {Object.entries(props.unknown).map(([key, words]) => {
        const column = columns.find((one) => one.key === key);
        const options = [
          { value: '', label: t('此词不说明问题（留空）') },
          ...(column?.values ?? []).map(({ id, label }) => ({ value: id, label: t(label) })),
        ];
        return (
          <div key={key}>
            <h3 className="form-group">{t('“{title}”的词语', { title: t(column?.title ?? key) })}</h3>
            <ul className="fire-facilities">
              {Object.entries(words)
                .sort(([, a], [, b]) => b - a)
                .map(([word, count]) => (
                  <li key={word}>
                    <span>
                      {word} <small className="soft">{t('出现 {n} 次', { n: count })}</small>
                    </span>
                    <Select
                      size="small"
                      className="fire-import-word"
                      aria-label={word}
                      showSearch={{ optionFilterProp: 'label' }}
                      placeholder={t('请选择')}
                      value={mapping.values[key]?.[word] ?? null}
                      options={options}
                      onChange={(value) =>
                        props.onChange({
                          ...mapping,
                          values: {
                            ...mapping.values,
                            [key]: { ...mapping.values[key], [word]: value ?? '' },
                          },
                        })
                      }
                    />
                  </li>
                ))}
            </ul>
          </div>
        );
      })}
      <p className="soft">{t('改好对应关系后再检查一次')}</p>
    </section>
  );
}

function Import({ countyCode }: { countyCode: string }) {
  const session = useSession();
  const scope = useScope();
  const queries = useQueryClient();
  const [file, setFile] = useState<File>();
  const [opened, setOpened] = useState<Opened>();
  const [mapping, setMapping] = useState<FireImportMapping>({ columns: {}, values: {} });
  const [orgId, setOrgId] = useState<string | null>(
    ['FIRE_STATION', 'GOV_FULLTIME_TEAM', 'FIRE_BRIGADE'].includes(session.actor.orgKind ?? '')
      ? session.actor.orgId
      : null,
  );
  const [regionCode, setRegionCode] = useState(scope.startsWith(countyCode) ? scope : `${countyCode}000000`);
  const [kind, setKind] = useState<FireImportPlan['kind']>('FIRE');
  const [withCallouts, setWithCallouts] = useState(true);
  const [outcome, setOutcome] = useState<FireImportOutcome>();
  const [unknown, setUnknown] = useState<FireImportOutcome['unknown']>({});
  const [busy, setBusy] = useState<string>();
  const [failure, setFailure] = useState<unknown>();

  const work = async (key: string, task: () => Promise<void>) => {
    if (busy) return;
    setBusy(key);
    setFailure(undefined);
    try {
      await task();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(undefined);
    }
  };
  const open = (given: File) =>
    work('open', async () => {
      const next = await fireImportApi.open.call({ countyCode, file: given });
      setFile(given);
      setOpened(next);
      setMapping(next.mapping);
      setOutcome(undefined);
      setUnknown({});
    });
  const plan = (isDryRun: boolean) => JSON.stringify({ ...mapping, regionCode, orgId, kind, withCallouts, isDryRun });
  const run = (isDryRun: boolean) =>
    work(isDryRun ? 'check' : 'commit', async () => {
      if (!file) return;
      const next = await fireImportApi.run.call({ countyCode, file, plan: plan(isDryRun) });
      setOutcome(next);
      // Words that were given a value stay in the list, so that a choice can be changed.
      setUnknown((before) => (Object.keys(next.unknown).length > 0 ? { ...before, ...next.unknown } : before));
      if (next.isWritten) await queries.invalidateQueries();
    });
  const annotated = () =>
    work('annotate', async () => {
      if (!file) return;
      const sheet = await fireImportApi.annotate.call({ countyCode, file, plan: plan(true) });
      const link = document.createElement('a');
      link.href = URL.createObjectURL(sheet as Blob);
      link.download = `${file.name.replace(/\.[A-Za-z0-9]{1,8}$/, '')}-${t('检查结果')}.xlsx`;
      link.click();
      URL.revokeObjectURL(link.href);
    });
  const change = (next: FireImportMapping) => {
    setMapping(next);
    setOutcome(undefined);
  };
  const hasCategory = Object.values(mapping.columns).includes('category');
  const isGood = outcome && !outcome.isWritten && outcome.failed === 0 && outcome.fires + outcome.callouts > 0;
  return (
    <>
      <nav className="detail-back no-print">
        <RecordLink to="/fires">‹ {t('火灾')}</RecordLink>
      </nav>
      <PageHeader
        title={t('导入火灾和接处警')}
        note={t('xlsx 或 csv，每行一起警情；已有编号的不重复导入')}
        actions={
          <Upload
            accept=".xlsx,.csv"
            showUploadList={false}
            beforeUpload={(given) => {
              void open(given);
              return false;
            }}
          >
            <Button type={opened ? 'default' : 'primary'} loading={busy === 'open'}>
              {file ? file.name : t('选择文件')}
            </Button>
          </Upload>
        }
      />
      {failure ? <ErrorSentence error={failure} /> : null}
      {opened && (
        <>
          {opened.isRemembered && <p className="soft">{t('已按您上次的对应关系填好')}</p>}
          <div className="fire-import-settings">
            <label htmlFor="import-station">
              <span>{t('默认消防站')}</span>
              <StationField id="import-station" countyCode={countyCode} value={orgId} onChange={setOrgId} />
              <small className="soft">{t('行中未写消防站的')}</small>
            </label>
            <label htmlFor="import-region">
              <span>{t('默认区划')}</span>
              <RegionField id="import-region" value={regionCode} onChange={setRegionCode} />
              <small className="soft">{t('行中未写区划代码的')}</small>
            </label>
            {!hasCategory && (
              <label htmlFor="import-kind">
                <span>{t('没有类别列的都作为')}</span>
                <Select
                  id="import-kind"
                  value={kind}
                  options={kindOptions}
                  onChange={(value) => setKind(value as 'FIRE')}
                />
              </label>
            )}
            <Checkbox checked={withCallouts} onChange={(event) => setWithCallouts(event.target.checked)}>
              {t('每起火灾同时记一次出动')}
            </Checkbox>
          </div>
          <ColumnTable opened={opened} mapping={mapping} onChange={change} />
          {Object.keys(unknown).length > 0 && <WordTable unknown={unknown} mapping={mapping} onChange={change} />}
          {outcome && (
            <section className="section" role="status">
              <p className={outcome.failed > 0 ? 'fire-hint' : 'fire-computed'}>
                {outcome.isWritten
                  ? t('已全部导入。')
                  : outcome.failed > 0
                    ? t('没有写入任何数据。')
                    : isGood
                      ? t('检查通过，尚未写入。')
                      : t('没有可导入的新记录。')}{' '}
                {t('共 {total} 行：火灾 {fires} 起，出动 {callouts} 起，已有 {skipped} 起，有错 {failed} 行', {
                  total: outcome.total,
                  fires: outcome.fires,
                  callouts: outcome.callouts,
                  skipped: outcome.skipped,
                  failed: outcome.failed,
                })}{' '}
                {outcome.isWritten && <RecordLink to="/fires?status=SUBMITTED">{t('去看导入的火灾')}</RecordLink>}
                {outcome.failed > 0 && (
                  <button type="button" className="link-button" onClick={() => void annotated()}>
                    {t('下载标注了错误的表格')}
                  </button>
                )}
              </p>
              <ul className="fire-facilities">
                {/* While words are unknown, every row says the same; they stand above. */}
                {(Object.keys(outcome.unknown).length > 0 ? [] : outcome.problems.slice(0, 20)).map((problem) => (
                  <li key={problem.line}>
                    <span>{t('第 {n} 行', { n: problem.line })}</span>
                    <span>{problem.message}</span>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <div className="form-acts fire-import-acts">
            <Button loading={busy === 'check'} disabled={!orgId} onClick={() => void run(true)}>
              {t('检查文件')}
            </Button>
            <Button type="primary" loading={busy === 'commit'} disabled={!isGood} onClick={() => void run(false)}>
              {t('正式导入')}
            </Button>
          </div>
        </>
      )}
    </>
  );
}

export default function FireImportPage() {
  return <ForCounty>{(countyCode) => <Import key={countyCode} countyCode={countyCode} />}</ForCounty>;
}
