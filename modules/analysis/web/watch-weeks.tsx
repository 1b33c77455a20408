import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { cutsOf } from '#modules/analysis/contract';
import { recordsPath } from '#modules/indicators/web';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { analysisApi } from './analysis.client.ts';
import { AnalysisCard } from './analysis-card.tsx';

const oneDecimal = (value: number) => value.toFixed(1);

/** The last weeks of a county: each kind of place beside what its own years expect. */
export function WatchWeeks({ countyCode, about }: { countyCode: string; about: string }) {
  const [isWhole, setWhole] = useState(false);
  const asked = useQuery({ ...analysisApi.weeks.queryOptions({ input: { countyCode } }), staleTime: 60_000 });
  const { data } = asked;
  const kinds = data?.kinds ?? [];
  const withFires = kinds.filter(({ weeks }) => weeks.some(({ observed }) => observed > 0));
  const shown = isWhole ? kinds : withFires;
  const isShort = data !== undefined && data.years < data.leastYears;
  return (
    <AnalysisCard
      isWide
      title={t('近{n}周', { n: data?.weeks.length ?? 12 })}
      about={about}
      asked={asked}
      lead={
        isShort
          ? t('数据不足：与上周同期可比的往年只有{years}年，至少需要{least}年，暂不作判断。', {
              years: data.years,
              least: data.leastYears,
            })
          : undefined
      }
    >
      {data && (
        <>
          <div className="cross-frame">
            <table className="watch-weeks">
              <thead>
                <tr>
                  <th scope="col">{t('每周一起')}</th>
                  {data.weeks.map(({ from }) => (
                    <th key={from} scope="col" title={from}>
                      {from.slice(5)}
                    </th>
                  ))}
                  <th scope="col">{t('末周预期')}</th>
                  <th scope="col">{t('末周提示线')}</th>
                </tr>
              </thead>
              <tbody>
                {shown.map(({ cut, label, weeks }) => {
                  const last = weeks.at(-1);
                  return (
                    <tr key={cut}>
                      <th scope="row" className={cut.startsWith('place=') ? 'is-part' : ''}>
                        {t(label)}
                      </th>
                      {weeks.map(({ observed, expected, alarmAt, isAlarm }, i) => {
                        const week = data.weeks[i];
                        if (!week) return null;
                        const words =
                          expected === null
                            ? t('{from}起一周：{n}起，数据不足', { from: week.from, n: observed })
                            : t('{from}起一周：{n}起，预期{expected}起，{alarmAt}起及以上提示', {
                                from: week.from,
                                n: observed,
                                expected: oneDecimal(expected),
                                alarmAt: alarmAt ?? 0,
                              });
                        const kind = isAlarm
                          ? 'is-alarm'
                          : expected === null
                            ? 'is-unknown'
                            : observed > expected && observed > 1
                              ? 'is-above'
                              : '';
                        return (
                          <td key={week.from} className={kind}>
                            {observed > 0 ? (
                              <RecordLink
                                title={words}
                                to={recordsPath({
                                  id: 'fireCount',
                                  regionCode: countyCode.padEnd(12, '0'),
                                  ...week,
                                  scheme: 'OWN',
                                  cuts: cutsOf(cut),
                                })}
                              >
                                {isAlarm ? `▲${observed}` : observed}
                              </RecordLink>
                            ) : (
                              <span title={words} />
                            )}
                          </td>
                        );
                      })}
                      <td>{last?.expected == null ? t('不足') : oneDecimal(last.expected)}</td>
                      <td>{last?.alarmAt ?? t('不足')}</td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
          <p className="watch-key">
            <span>
              <i />
              {t('不高于预期')}
            </span>
            <span>
              <i className="is-above" />
              {t('高于预期、未到提示线')}
            </span>
            <span>
              <i className="is-alarm" />
              {t('▲ 达到提示线')}
            </span>
            <span>
              <i className="is-unknown" />
              {t('数据不足')}
            </span>
            {kinds.length > withFires.length && (
              <button type="button" className="link-button no-print" onClick={() => setWhole(!isWhole)}>
                {isWhole ? t('收起') : t('另有{n}类近几周没有火灾', { n: kinds.length - withFires.length })}
              </button>
            )}
          </p>
        </>
      )}
    </AnalysisCard>
  );
}
