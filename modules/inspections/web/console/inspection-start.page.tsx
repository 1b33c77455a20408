import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input, Select, Skeleton } from 'antd';
import { useDeferredValue, useEffect, useState } from 'react';
import { v7 } from 'uuid';
import { paperKinds } from '#modules/documents/contract';
import { type InspectionKind, inspectionKinds, kindsOfBody } from '#modules/inspections/contract';
import { typeName } from '#modules/premises/contract';
import { Empty } from '#platform/web/components/empty.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { PageHeader } from '#platform/web/components/page-header.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { ForCounty } from '#platform/web/county.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { recall, remember } from '#platform/web/remembered.ts';
import { useGo, useScope, useSearch, useSetSearch } from '#platform/web/search.ts';
import { useSession } from '#platform/web/session.ts';
import { kindWords, natureWords, visitPath } from '../inspection-words.ts';
import { inspectionsApi, premisesApi } from '../inspections.client.ts';
import '../inspections.css';

function PremisesSearch({ onPick }: { onPick: (countyCode: string, id: string) => void }) {
  const regionCode = useScope();
  const [words, setWords] = useState('');
  const asked = useDeferredValue(words.trim());
  const found = useQuery({
    ...premisesApi.list.queryOptions({ input: { regionCode, limit: 12, ...(asked ? { search: asked } : {}) } }),
    placeholderData: keepPreviousData,
    enabled: asked.length > 0,
  });
  return (
    <div className="start-search">
      <Input.Search
        size="large"
        autoFocus
        allowClear
        placeholder={t('输入单位名称、地址或信用代码')}
        aria-label={t('查找单位')}
        loading={found.isFetching}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onSearch={() => {
          const only = found.data?.items[0];
          if (found.data?.items.length === 1 && only) onPick(only.countyCode, only.id);
        }}
      />
      <ErrorSentence error={found.error} />
      {asked && found.data && (
        <ul className="start-hits">
          {found.data.items.map((row) => (
            <li key={row.id}>
              <button type="button" className="plain-button start-hit" onClick={() => onPick(row.countyCode, row.id)}>
                <strong>{row.name}</strong>
                <span className="soft">{row.address}</span>
              </button>
            </li>
          ))}
          {found.data.items.length === 0 && (
            <li>
              <Empty compact reason={t('没有找到“{words}”，请换个词，或先到“单位”登记', { words: asked })} />
            </li>
          )}
        </ul>
      )}
    </div>
  );
}

function Plan({ countyCode, premisesId }: { countyCode: string; premisesId: string }) {
  const session = useSession();
  const search = useSearch();
  const setSearch = useSetSearch();
  const queries = useQueryClient();
  const go = useGo();
  const isUnit = Boolean(session.actor.premisesId);
  const bodyKinds = kindsOfBody(isUnit ? null : (session.actor.orgKind ?? null));
  const kind = (
    search.kind && search.kind in inspectionKinds ? search.kind : (bodyKinds[0] ?? 'SELF')
  ) as InspectionKind;
  const kept = recall<string[]>('officers') ?? [];
  const [officerIds, setOfficerIds] = useState<string[]>(
    isUnit ? [] : [...new Set([session.actor.personId ?? '', ...kept])].filter(Boolean),
  );
  const [id] = useState(() => v7());
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const premises = useQuery(premisesApi.get.queryOptions({ input: { countyCode, id: premisesId } }));
  const guard = useQuery({
    ...inspectionsApi.guard.queryOptions({ input: { countyCode, premisesId, kind, officerIds } }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const { data } = guard;
  // A re-inspection follows a visit: the latest one here, unless the hazard named its own.
  const earlier = useQuery({
    ...inspectionsApi.list.queryOptions({ input: { countyCode, premisesId, status: ['FINISHED'], limit: 20 } }),
    enabled: kind === 'REINSPECTION' && !search.previous,
  });
  const previousId =
    search.previous ??
    (kind === 'REINSPECTION' ? earlier.data?.items.find((row) => row.findingCount > 0)?.id : undefined);

  // Colleagues remembered from another post are not offered here.
  useEffect(() => {
    if (!data || isUnit) return;
    const known = new Set(data.officers.map((officer) => officer.personId));
    setOfficerIds((now) => (now.every((one) => known.has(one)) ? now : now.filter((one) => known.has(one))));
  }, [data, isUnit]);
  // Nobody here works for this body: an id that the guard does not know makes it refuse as a whole.
  useEffect(() => {
    if (guard.error && officerIds.length > 0) setOfficerIds([]);
  }, [guard.error, officerIds.length]);

  const begin = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      const visit = await inspectionsApi.start.call({
        id,
        countyCode,
        premisesId,
        kind,
        officerIds,
        ...(previousId ? { previousId } : {}),
      });
      if (!isUnit) remember('officers', officerIds);
      queries.setQueryData(inspectionsApi.read.queryKey({ input: { countyCode, id } }), visit);
      await queries.invalidateQueries({ queryKey: inspectionsApi.list.key() });
      go(visitPath(visit), { replace: true });
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const isStale = guard.isPlaceholderData || guard.isFetching;
  const kinds = data?.kinds ?? bodyKinds;
  return (
    <div className="start-plan">
      <div className="start-fields">
        <section className="card start-card">
          <h2 className="section-title">{t('检查对象')}</h2>
          {premises.error ? <ErrorSentence error={premises.error} /> : null}
          {premises.data ? (
            <>
              <p className="start-name">
                <RecordLink to={`/premises/${countyCode}/${premisesId}`}>{premises.data.name}</RecordLink>
              </p>
              <p className="soft">
                {premises.data.address} · {premises.data.types.map((type) => t(typeName(type))).join('、')}
              </p>
            </>
          ) : (
            <Skeleton active paragraph={{ rows: 1 }} />
          )}
          {data && data.openHazards > 0 && (
            <p>
              <RecordLink to={`/hazards?premises=${premisesId}&open=1`}>
                {t('有 {n} 条未销案隐患', { n: data.openHazards })}
              </RecordLink>
            </p>
          )}
          {!isUnit && (
            <button
              type="button"
              className="link-button"
              onClick={() => setSearch({ premises: undefined, county: undefined, previous: undefined })}
            >
              {t('换一个单位')}
            </button>
          )}
        </section>
        {!isUnit && (
          <section className="card start-card">
            <h2 className="section-title">{t('检查类型')}</h2>
            <Select<InspectionKind>
              className="field-full"
              aria-label={t('检查类型')}
              value={kind}
              options={kinds.map((value) => ({ value, label: kindWords(value) }))}
              onChange={(value) => setSearch({ kind: value }, { replace: true })}
            />
            {kind === 'REINSPECTION' && !previousId && earlier.data && (
              <p className="start-warning">{t('这个单位没有查出过隐患的检查，无从复查；请改选其他类型')}</p>
            )}
          </section>
        )}
        {!isUnit && (
          <section className="card start-card">
            <h2 className="section-title">{t('检查人员')}</h2>
            {data ? (
              <ul className="start-officers">
                {data.officers.map((officer) => (
                  <li key={officer.personId}>
                    <Checkbox
                      checked={officerIds.includes(officer.personId)}
                      onChange={(event) =>
                        setOfficerIds(
                          event.target.checked
                            ? [...officerIds, officer.personId]
                            : officerIds.filter((one) => one !== officer.personId),
                        )
                      }
                    >
                      <strong>{officer.name}</strong> <span className="soft">{officer.title}</span>
                    </Checkbox>
                    {officer.problem ? (
                      <StateTag tone="due">{officer.problem}</StateTag>
                    ) : (
                      <span className="soft">{t('执法证 {number}', { number: officer.certificateNo ?? '' })}</span>
                    )}
                  </li>
                ))}
              </ul>
            ) : guard.error ? (
              <p className="soft">{t('人员名单未能载入')}</p>
            ) : (
              <Skeleton active paragraph={{ rows: 3 }} />
            )}
          </section>
        )}
      </div>
      <section className={isStale ? 'card start-guard is-stale' : 'card start-guard'} aria-live="polite">
        <h2 className="section-title">{t('本次检查的性质')}</h2>
        {guard.error ? <ErrorSentence error={guard.error} retry={() => void guard.refetch()} /> : null}
        {!data && !guard.error && <Skeleton active paragraph={{ rows: 5 }} />}
        {data && (
          <>
            {data.refusal ? (
              <div className="start-refusal" role="alert">
                <StateTag tone="overdue">{t('不能开始')}</StateTag>
                <p>{data.refusal}</p>
              </div>
            ) : (
              <p className={`start-nature is-${data.nature.toLowerCase()}`}>{natureWords(data.nature)}</p>
            )}
            <ul className="start-reasons">
              {data.reasons.map((reason) => (
                <li key={reason.text}>
                  {reason.text}
                  {reason.basis && <small>{reason.basis}</small>}
                </li>
              ))}
            </ul>
            {!data.refusal && (
              <p className="start-papers">
                <span className="soft">{t('可出具的文书')}</span>
                {data.papers.length > 0 ? (
                  data.papers.map((paper) => <span key={paper}>{t(paperKinds[paper].label)}</span>)
                ) : (
                  <span>{t('无（自查不产生执法文书）')}</span>
                )}
              </p>
            )}
            {data.recentVisit && !isUnit && (
              <p className="start-recent">
                <StateTag tone="due">{t('近期已有检查')}</StateTag>
                <span>
                  {t('{org}于 {day} 来过。能合并的尽量合并，减轻单位负担。', {
                    org: data.recentVisit.orgName,
                    day: data.recentVisit.inspectedOn,
                  })}{' '}
                  <RecordLink to={`/inspections/${countyCode}/${data.recentVisit.id}`}>{t('看那次检查')}</RecordLink>
                </span>
              </p>
            )}
          </>
        )}
        <ErrorSentence error={failure} />
        <Button
          type="primary"
          size="large"
          block
          loading={isBusy}
          disabled={
            !data ||
            Boolean(data.refusal) ||
            isStale ||
            (kind === 'REINSPECTION' && !previousId) ||
            (!isUnit && officerIds.length === 0)
          }
          onClick={() => void begin()}
        >
          {kind === 'REINSPECTION'
            ? t('开始复查')
            : isUnit
              ? t('开始自查')
              : data?.nature === 'SAFETY_VISIT' && !data.refusal
                ? t('开始走访')
                : t('开始检查')}
        </Button>
        {!isUnit && officerIds.length === 0 && data && <p className="soft">{t('请先选择检查人员')}</p>}
      </section>
    </div>
  );
}

export default function InspectionStartPage() {
  const search = useSearch();
  const setSearch = useSetSearch();
  const { premises } = search;
  return (
    <>
      <PageHeader
        title={search.kind === 'REINSPECTION' ? t('开始复查') : search.kind === 'SELF' ? t('开始自查') : t('开始检查')}
      />
      {premises && search.county ? (
        <Plan key={premises} countyCode={search.county} premisesId={premises} />
      ) : (
        <ForCounty>
          {(countyCode) =>
            premises ? (
              <Plan key={premises} countyCode={countyCode} premisesId={premises} />
            ) : (
              <PremisesSearch onPick={(county, id) => setSearch({ county, premises: id })} />
            )
          }
        </ForCounty>
      )}
    </>
  );
}
