import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Skeleton } from 'antd';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Candidate, CandidateRival } from '#modules/candidates/contract';
import { type PremisesStatus, type PremisesType, premisesStatuses } from '#modules/premises/contract';
import { PlaceForm, typesWords } from '#modules/premises/web';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { type MapLayer, MapView } from '#platform/web/components/map-view.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { dateWords } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { candidateState, fillWords, rejectReasons } from './candidate-words.ts';
import { candidatesApi } from './candidates.client.ts';
import './candidates.css';

/** Candidate and registered place in two columns; what a merge would fill is marked. */
function SideBySide({ candidate, rival }: { candidate: Candidate; rival: CandidateRival }) {
  const fills = new Set(rival.fills.map(({ field }) => field));
  const place = (one: { lng: number | null; lat: number | null }) =>
    one.lng === null || one.lat === null ? null : `${one.lng.toFixed(5)}, ${one.lat.toFixed(5)}`;
  const rows: [string, string | null, string | null, boolean][] = [
    [t('名称'), candidate.name, rival.name, false],
    [t('地址'), candidate.address, rival.address, false],
    [t('类别'), typesWords(candidate.types), typesWords(rival.types), false],
    [t('状态'), null, t(premisesStatuses[rival.status as PremisesStatus] ?? rival.status), false],
    [t('信用代码'), candidate.uscc, rival.uscc, fills.has('uscc')],
    [t('位置'), place(candidate), place(rival), fills.has('lng')],
    [
      t('层数'),
      candidate.storeys === null ? null : String(candidate.storeys),
      rival.storeys === null ? null : String(rival.storeys),
      fills.has('storeys'),
    ],
    [
      t('高度（米）'),
      candidate.height === null ? null : String(candidate.height),
      rival.height === null ? null : String(rival.height),
      fills.has('height'),
    ],
  ];
  return (
    <table className="side-by-side">
      <thead>
        <tr>
          <th />
          <th>{t('地图上')}</th>
          <th>{t('名册上')}</th>
        </tr>
      </thead>
      <tbody>
        {rows
          .filter(([, here, there]) => here !== null || there !== null)
          .map(([label, here, there, isFilled]) => (
            <tr key={label}>
              <th>{label}</th>
              <td>{here ?? '—'}</td>
              <td>{isFilled ? <span className="side-fill">{t('空，并入后补为左侧')}</span> : (there ?? '—')}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

function Around({ candidate }: { candidate: Candidate }) {
  const layers = useMemo<MapLayer[]>(() => {
    const point = (lng: number, lat: number, id: string, name: string, tone: string) => ({
      type: 'Feature' as const,
      geometry: { type: 'Point' as const, coordinates: [lng, lat] },
      properties: { id, name, tone },
    });
    const features = [
      ...candidate.rivals.flatMap((rival) =>
        rival.lng === null || rival.lat === null ? [] : [point(rival.lng, rival.lat, rival.id, rival.name, 'active')],
      ),
      ...(candidate.lng === null || candidate.lat === null
        ? []
        : [point(candidate.lng, candidate.lat, candidate.id, candidate.name, 'due')]),
    ];
    return [
      {
        id: 'around',
        kind: 'point',
        hasLabels: true,
        data: { type: 'FeatureCollection', features: features as never },
      },
    ];
  }, [candidate]);
  if (candidate.lng === null || candidate.lat === null) return null;
  return (
    <MapView
      key={candidate.id}
      height={180}
      label={t('核实对象和名册上相近的单位')}
      layers={layers}
      {...(candidate.rivals.some((rival) => rival.lng !== null)
        ? {}
        : { centre: { lng: candidate.lng, lat: candidate.lat }, zoom: 16 })}
      legend={[
        { tone: 'due', words: t('核实对象') },
        { tone: 'active', words: t('名册上') },
      ]}
    />
  );
}

/** One candidate: what it is, what it may be, and the decision by button or key (Y register or merge, N reject, Z undo). */
export function CandidatePeek(props: {
  row: { countyCode: string; id: string };
  onDecided: (candidate: Candidate) => Promise<void> | void;
}) {
  const { row } = props;
  const queries = useQueryClient();
  const query = useQuery(candidatesApi.get.queryOptions({ input: { countyCode: row.countyCode, id: row.id } }));
  const [isRegistering, setRegistering] = useState(false);
  const [isRejecting, setRejecting] = useState(false);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  const candidate = query.data;
  const { onDecided } = props;

  const decide = useCallback(
    async (key: string, act: () => Promise<Candidate>) => {
      if (busy) return;
      setBusy(key);
      setFailure(undefined);
      try {
        const decided = await act();
        setRejecting(false);
        setReason('');
        queries.setQueryData(
          candidatesApi.get.queryKey({ input: { countyCode: decided.countyCode, id: decided.id } }),
          decided as never,
        );
        await onDecided(decided);
      } catch (error) {
        setFailure(error);
      } finally {
        setBusy(undefined);
      }
    },
    [busy, queries, onDecided],
  );

  const key = candidate && { countyCode: candidate.countyCode, id: candidate.id, version: candidate.version };
  const merge = (premisesId: string) =>
    key && void decide(`merge ${premisesId}`, () => candidatesApi.merge.call({ ...key, premisesId }));
  const reject = (words: string) =>
    key && words.trim() && void decide('reject', () => candidatesApi.reject.call({ ...key, reason: words.trim() }));
  const undo = () => key && void decide('undo', () => candidatesApi.undo.call(key));
  const best = candidate?.rivals[0];
  const may = (action: Candidate['allowedActions'][number]) => candidate?.allowedActions.includes(action) ?? false;

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        isRegistering ||
        (event.target as HTMLElement).closest('input, textarea, .ant-drawer, .ant-select')
      )
        return;
      const pressed = event.key.toLowerCase();
      if (isRejecting && /^[1-4]$/.test(pressed)) reject(rejectReasons()[Number(pressed) - 1] as string);
      else if (pressed === 'y' && may('confirm')) {
        if (best?.verdict === 'SAME' && may('merge')) merge(best.id);
        else setRegistering(true);
      } else if (pressed === 'n' && may('reject')) setRejecting(true);
      else if (pressed === 'z' && may('undo')) undo();
      else if (pressed === 'escape' && isRejecting) setRejecting(false);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener('keydown', onKey, true);
    return () => removeEventListener('keydown', onKey, true);
  });

  if (query.error) return <ErrorSentence error={query.error} retry={() => void query.refetch()} />;
  if (!candidate || !key) return <Skeleton active paragraph={{ rows: 8 }} />;
  const state = candidateState(candidate.status);

  return (
    <div className="candidate">
      <h2>{candidate.name}</h2>
      <p>
        <StateTag tone={state.tone ?? 'plain'}>{state.words}</StateTag>　{typesWords(candidate.types)}
      </p>
      {candidate.status === 'PENDING' ? (
        <>
          <div className="candidate-acts no-print">
            <Button type={best?.verdict === 'SAME' ? 'default' : 'primary'} onClick={() => setRegistering(true)}>
              {t('登记为单位')}
              {best?.verdict !== 'SAME' && <kbd>Y</kbd>}
            </Button>
            <Button danger={isRejecting} loading={busy === 'reject'} onClick={() => setRejecting(!isRejecting)}>
              {t('排除')}
              <kbd>N</kbd>
            </Button>
          </div>
          {isRejecting && (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as a box
            <div className="candidate-reject" role="group" aria-label={t('排除的理由')}>
              {rejectReasons().map((words, i) => (
                <Button key={words} disabled={busy !== undefined} onClick={() => reject(words)}>
                  {words}
                  <kbd>{i + 1}</kbd>
                </Button>
              ))}
              <Input.Search
                placeholder={t('其他理由')}
                aria-label={t('其他理由')}
                enterButton={t('排除')}
                maxLength={300}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
                onSearch={reject}
              />
            </div>
          )}
        </>
      ) : (
        <div className="candidate-done">
          <p>
            {candidate.decidedBy}　{candidate.decidedAt && dateWords(candidate.decidedAt)}
            {candidate.decisionReason && <>　{candidate.decisionReason}</>}
          </p>
          {candidate.premisesId && (
            <RecordLink to={`/premises/${candidate.countyCode}/${candidate.premisesId}`}>
              {candidate.premisesName ?? t('打开单位档案')}
            </RecordLink>
          )}
          {may('undo') && (
            <Button loading={busy === 'undo'} onClick={undo}>
              {t('撤销')}
              <kbd>Z</kbd>
            </Button>
          )}
        </div>
      )}
      <ErrorSentence error={failure} />
      <p className="soft">{candidate.reason}</p>
      {candidate.facts.length > 0 && (
        <p className="candidate-facts">
          {candidate.address && (
            <span>
              <span className="soft">{t('地址')} </span>
              {candidate.address}
            </span>
          )}
          {candidate.facts.map(({ label, text }) => (
            <span key={label}>
              <span className="soft">{t(label)} </span>
              {text}
            </span>
          ))}
        </p>
      )}
      <Around candidate={candidate} />
      {candidate.status === 'PENDING' && candidate.rivals.length === 0 && (
        <p className="candidate-hint">{t('名册上没有名称或位置相近的单位，很可能漏管')}</p>
      )}
      {candidate.rivals.map((rival, i) => (
        <section key={rival.id} className="candidate-rival">
          <p className="candidate-rival-head">
            <RecordLink to={`/premises/${candidate.countyCode}/${rival.id}`}>{rival.name}</RecordLink>
            <span className="soft">{rival.reasons.join('，')}</span>
            {may('merge') && (
              <Button
                size="small"
                type={i === 0 && rival.verdict === 'SAME' ? 'primary' : 'default'}
                loading={busy === `merge ${rival.id}`}
                onClick={() => merge(rival.id)}
              >
                {t('是同一单位，并入')}
                {i === 0 && rival.verdict === 'SAME' && <kbd>Y</kbd>}
              </Button>
            )}
          </p>
          {i === 0 && <SideBySide candidate={candidate} rival={rival} />}
          {rival.fills.length > 0 && i > 0 && (
            <p className="soft">
              {t('并入将补上：{names}', { names: rival.fills.map(({ field }) => fillWords(field)).join(t('、')) })}
            </p>
          )}
        </section>
      ))}
      {candidate.source === 'OSM' && (
        <p className="soft candidate-source">
          © OpenStreetMap {t('贡献者')}（ODbL） {candidate.sourceRef}
        </p>
      )}
      <PlaceForm
        isOpen={isRegistering}
        given={{
          draftKey: `candidate.${candidate.id}.${candidate.version}`,
          values: {
            name: candidate.name,
            types: candidate.types as PremisesType[],
            ...(candidate.regionCode.endsWith('000000') ? {} : { regionCode: candidate.regionCode }),
            ...(candidate.address ? { address: candidate.address } : {}),
            ...(candidate.uscc ? { uscc: candidate.uscc } : {}),
            ...(candidate.storeys === null ? {} : { storeys: candidate.storeys }),
            ...(candidate.height === null ? {} : { height: candidate.height }),
            ...(candidate.lng === null || candidate.lat === null
              ? {}
              : { point: { lng: candidate.lng, lat: candidate.lat } }),
          },
          register: async (place) => {
            const isSameSpot = 'lng' in place && place.lng === candidate.lng;
            const decided = await candidatesApi.confirm.call({
              ...key,
              place: { ...place, ...(isSameSpot ? { coordinateSource: 'OSM' } : {}) } as never,
            });
            queries.setQueryData(
              candidatesApi.get.queryKey({ input: { countyCode: key.countyCode, id: key.id } }),
              decided as never,
            );
            void props.onDecided(decided as Candidate);
            return { countyCode: key.countyCode, id: decided.premisesId ?? '' };
          },
        }}
        onClose={() => setRegistering(false)}
        onDone={() => setRegistering(false)}
      />
    </div>
  );
}
