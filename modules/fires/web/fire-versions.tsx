import { useQuery } from '@tanstack/react-query';
import { DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import type { FireDetail, FireVersion } from '#modules/fires/contract';
import { dateWords } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { factGroups } from './fire-facts.tsx';
import { facilityResultWords, facilityWords, fireState, outcomeWords, stageWords } from './fire-words.ts';
import { firesApi } from './fires.client.ts';

const name = (version: FireVersion) =>
  `${t('第 {n} 版', { n: version.seq })} ${version.isCorrection ? t('更正') : (stageWords(version.stage) ?? '')} · ${dateWords(version.at)}`;

/** All facts of a version as label → words, with persons and facilities as sums. */
function wordsOf(version: FireVersion): [string, string | null][] {
  const { content, figures } = version;
  const listed = content.victims.map((one) => outcomeWords(one.outcome) + (one.diedOn ? `（${one.diedOn}）` : ''));
  const facilities = content.facilities.map(
    (one) => facilityWords(one.kind) + (one.isPresent ? (facilityResultWords(one.result) ?? '') : t('没有设置')),
  );
  return [
    ...factGroups(content, figures).flatMap(({ facts }) =>
      facts.map(({ label, value }): [string, string | null] => [label, value]),
    ),
    [t('逐人登记'), listed.join('、') || null],
    [t('消防设施'), facilities.join('、') || null],
  ];
}

/** What the record was at an instant, for figures that were made then. */
function AsOf({ fire, onVersion }: { fire: FireDetail; onVersion: (seq: number) => void }) {
  const [at, setAt] = useState<string>();
  const { countyCode, id } = fire;
  const found = useQuery({
    ...firesApi.asOf.queryOptions({ input: { countyCode, id, at: at ?? '' } }),
    enabled: at !== undefined,
  });
  const version = found.data?.version;
  return (
    <p className="fire-as-of">
      <DatePicker
        size="small"
        aria-label={t('看某一时点的记录')}
        placeholder={t('看某一时点的记录')}
        showTime={{ format: 'HH:mm' }}
        format="YYYY-MM-DD HH:mm"
        maxDate={dayjs()}
        value={at ? dayjs(at) : null}
        onChange={(value) => setAt(value ? value.toISOString() : undefined)}
      />
      {found.data && (
        <span>
          {found.data.status === null
            ? t('当时还没有这条记录')
            : version
              ? t('当时{state}，为{name}', {
                  state: fireState({ status: found.data.status }).words,
                  name: name(version),
                })
              : t('当时{state}，尚未上报', { state: fireState({ status: found.data.status }).words })}
          {version && fire.versions.length > 1 && (
            <button type="button" className="link-button" onClick={() => onVersion(version.seq)}>
              {t('与现在比较')}
            </button>
          )}
        </span>
      )}
    </p>
  );
}

/** Two versions side by side: what differs first, everything on demand. */
export function FireVersions({ fire }: { fire: FireDetail }) {
  const { versions } = fire;
  const [left, setLeft] = useState<number>();
  const [right, setRight] = useState<number>();
  const [isWhole, setWhole] = useState(false);
  const last = versions.at(-1);
  if (!last) return null;
  const b = versions.find((one) => one.seq === (right ?? last.seq)) ?? last;
  const a = versions.find((one) => one.seq === (left ?? Math.max(1, b.seq - 1))) ?? b;
  const before = new Map(wordsOf(a));
  const after = new Map(wordsOf(b));
  const labels = [...new Set([...before.keys(), ...after.keys()])];
  const differs = (label: string) => (before.get(label) ?? null) !== (after.get(label) ?? null);
  const shown = labels.filter((label) => isWhole || differs(label));
  const choices = versions.map((version) => ({ value: version.seq, label: name(version) }));
  return (
    <section className="section">
      <h2 className="section-title">
        {t('版本')}
        {versions.length > 1 && (
          <button type="button" className="link-button" onClick={() => setWhole(!isWhole)}>
            {isWhole ? t('只看不同') : t('看全部内容')}
          </button>
        )}
      </h2>
      <AsOf
        fire={fire}
        onVersion={(seq) => {
          setLeft(seq);
          setRight(last.seq);
        }}
      />
      {versions.length === 1 ? (
        <p className="soft">{t('只有一版：{name}', { name: name(last) })}</p>
      ) : (
        <div className="fire-versions-frame">
          <table className="fire-table fire-versions">
            <thead>
              <tr>
                <th />
                <th>
                  <Select size="small" aria-label={t('左侧版本')} value={a.seq} options={choices} onChange={setLeft} />
                </th>
                <th>
                  <Select size="small" aria-label={t('右侧版本')} value={b.seq} options={choices} onChange={setRight} />
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((label) => (
                <tr key={label} className={differs(label) ? 'is-different' : ''}>
                  <th scope="row">{label}</th>
                  <td>{before.get(label) ?? '—'}</td>
                  <td>{after.get(label) ?? '—'}</td>
                </tr>
              ))}
              {shown.length === 0 && (
                <tr>
                  <td colSpan={3}>{t('两版内容相同')}</td>
                </tr>
              )}
            </tbody>
          </table>
          {b.reason && <p className="soft">{t('理由：{reason}', { reason: b.reason })}</p>}
        </div>
      )}
    </section>
  );
}
