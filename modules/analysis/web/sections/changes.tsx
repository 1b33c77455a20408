import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useState } from 'react';
import {
  type Against,
  type Changes as ChangeList,
  type ChangeRow,
  differencePhrase,
  dimensions,
  type Verdict,
  verdictPhrase,
  verdicts,
} from '#modules/analysis/contract';
import { yearBefore } from '#modules/indicators/contract';
import { recordsPath, unitWords, valueWords } from '#modules/indicators/web';
import { Empty } from '#platform/web/components/empty.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { useSearch, useSetSearch } from '#platform/web/search.ts';
import type { Tone } from '#platform/web/theme.ts';
import { analysisApi } from '../analysis.client.ts';
import { AnalysisCard } from '../analysis-card.tsx';
import { cutOf, partPath, type Question } from '../question.ts';
import { say } from '../say.ts';

const few = 8;
const tones: Record<Verdict, Tone> = {
  CHANGED: 'active',
  HINT: 'due',
  CHANCE: 'plain',
  TOO_FEW: 'unknown',
  NOT_COUNTED: 'unknown',
};

const pathOf = (question: Question, { dimension, code }: ChangeRow): string => {
  const { column } = dimensions[dimension];
  return column ? partPath(question, cutOf(column, code)) : recordsPath({ ...question, regionCode: code });
};

function Change({ row, list, question }: { row: ChangeRow; list: ChangeList; question: Question }) {
  const { unit, decimals } = list.indicator;
  const years = list.years.length;
  const mood = row.isBetter === null || row.verdict !== 'CHANGED' ? '' : row.isBetter ? ' is-good' : ' is-bad';
  const isUp = row.difference > 0;
  const isJudged = row.verdict !== 'NOT_COUNTED';
  return (
    <li>
      <RecordLink to={pathOf(question, row)} className="change-name">
        <small>{t(dimensions[row.dimension].label)}</small>
        {t(row.label)}
      </RecordLink>
      <span className={`change-by${mood}`}>
        {row.difference !== 0 && (
          <svg aria-hidden="true" viewBox="0 0 8 8" width="8" height="8" fill="currentColor">
            <path d={isUp ? 'M4 1l3.5 6h-7z' : 'M4 7L.5 1h7z'} />
          </svg>
        )}
        <strong>{`${isUp ? '+' : '−'}${valueWords(Math.abs(row.difference), years > 1 ? decimals + 1 : decimals)}`}</strong>
        <small>{unitWords(unit)}</small>
      </span>
      <span className="change-verdict">
        {isJudged && <StateTag tone={tones[row.verdict]}>{t(verdicts[row.verdict].label)}</StateTag>}
        {row.isSmallBase && <StateTag tone="unknown">{t('小基数')}</StateTag>}
      </span>
      <p>
        {say(differencePhrase(row, { unit, decimals, years }))}
        {isJudged && <span className="soft">{say(verdictPhrase(row, { compared: list.compared, years }))}</span>}
      </p>
    </li>
  );
}

/** The largest changes, each with whether it means anything. */
export function Changes({ question, about }: { question: Question; about: string }) {
  const search = useSearch();
  const setSearch = useSetSearch();
  const [isWhole, setWhole] = useState(false);
  const against: Against = search.against === 'YEARS' ? 'YEARS' : 'YEAR';
  const isTooLong = yearBefore(question).to >= question.from;
  const asked = useQuery({
    ...analysisApi.changes.queryOptions({ input: { ...question, against } }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    enabled: !isTooLong,
  });
  const data = isTooLong ? undefined : asked.data;
  const rows = data?.rows.filter(({ difference }) => difference !== 0) ?? [];
  const count = (verdict: Verdict) => rows.filter((row) => row.verdict === verdict).length;
  const emptyWords = () => {
    if (isTooLong) return t('时段超过一年，与去年同期重叠，不能比较；请选择一年以内的时段');
    return data?.years.length === 0 ? t('去年同期没有记录，不能比较') : t('与比较期相比没有增减');
  };
  const lead = () => {
    if (!data || rows.length === 0) return undefined;
    if (rows.some(({ verdict }) => verdict === 'NOT_COUNTED'))
      return t('{name}只列增减：金额和人数受个别火灾左右，不作偶然与否的判断，可改看起数。', {
        name: t(data.indicator.label),
      });
    if (data.compared === 0) return t('各项数量都太少，任何差别都可能是偶然，不作判断。');
    return count('CHANGED') > 0
      ? t('同时比较了{n}项，{changed}项确有变化，{hint}项宜继续观察，其余可能只是偶然起伏。', {
          n: data.compared,
          changed: count('CHANGED'),
          hint: count('HINT'),
        })
      : t('同时比较了{n}项，没有一项能认定确有变化，{hint}项宜继续观察，其余可能只是偶然起伏。', {
          n: data.compared,
          hint: count('HINT'),
        });
  };
  return (
    <AnalysisCard
      isWide
      title={t('变化最大的')}
      about={about}
      asked={isTooLong ? { ...asked, isPending: false, error: null } : asked}
      lead={lead()}
      actions={
        <Segmented
          className="no-print"
          size="small"
          value={against}
          options={[
            { value: 'YEAR', label: t('比去年同期') },
            { value: 'YEARS', label: t('比前几年同期') },
          ]}
          onChange={(next) => setSearch({ against: next === 'YEARS' ? next : undefined }, { replace: true })}
        />
      }
      foot={
        data && data.compared > 0
          ? `${
              against === 'YEAR'
                ? t('判断按泊松计数：两期都按同一水平发生时，差别有多大可能纯属偶然。')
                : t('判断按前几年的水平和起伏（负二项分布）：出现这样的数有多大可能纯属偶然。')
            }${t(
              '比较{n}项，按霍尔姆法从严，全部误判任何一项的可能性不超过{level}%。未填、原因不明和正在调查的不参与比较。',
              {
                n: data.compared,
                level: Number((data.level * 100).toPrecision(2)),
              },
            )}`
          : undefined
      }
    >
      {rows.length > 0 && data ? (
        <>
          <ol className="change-list">
            {rows.slice(0, isWhole ? rows.length : few).map((row) => (
              <Change key={`${row.dimension} ${row.code}`} row={row} list={data} question={question} />
            ))}
          </ol>
          {rows.length > few && (
            <button type="button" className="link-button no-print" onClick={() => setWhole(!isWhole)}>
              {isWhole ? t('收起') : t('全部{n}项', { n: rows.length })}
            </button>
          )}
        </>
      ) : (
        <Empty compact reason={emptyWords()} />
      )}
    </AnalysisCard>
  );
}
