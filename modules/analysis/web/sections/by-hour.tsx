import { useQuery } from '@tanstack/react-query';
import type { Breakdown } from '#modules/indicators/contract';
import { unitWords, valueWords } from '#modules/indicators/web';
import { Empty } from '#platform/web/components/empty.tsx';
import { useWidth } from '#platform/web/components/use-width.ts';
import { language, t } from '#platform/web/i18n/i18n.ts';
import { AnalysisCard } from '../analysis-card.tsx';
import { CrossTable, type Line } from '../cross-table.tsx';
import { crossedOf, linesOf } from '../lines.ts';
import { breakdownOf, cutOf, partPath, type Question } from '../question.ts';

/** 一 · Mon */
const shortDay = ({ code, label }: Line): string =>
  code === null ? label : language() === 'zh' ? label.slice(-1) : label.slice(0, 3);
const hours = 24;
const span = 4;

/** The four hours with the most, and the night. */
function hourWords(breakdown: Breakdown): string {
  const byHour = Array.from({ length: hours }, (_, hour) =>
    breakdown.rows.reduce((sum, { codes, value }) => sum + (codes[0] === String(hour) ? value : 0), 0),
  );
  const known = byHour.reduce((sum, value) => sum + value, 0);
  if (known === 0) return '';
  const within = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => byHour[(from + i) % hours] ?? 0).reduce((sum, value) => sum + value, 0);
  const spans = byHour.map((_, from) => within(from, span));
  const from = spans.indexOf(Math.max(...spans));
  const share = (value: number) => ((value / known) * 100).toFixed(1);
  return t('{from}时至{to}时最集中，占已知时刻的{share}%；0时至6时占{night}%。', {
    from,
    to: (from + span) % hours,
    share: share(spans[from] ?? 0),
    night: share(within(0, 6)),
  });
}

/** Hours across and weekdays down; where there is no room for that, the other way round. */
function HourTable({ breakdown, question }: { breakdown: Breakdown; question: Question }) {
  const [frame, width] = useWidth<HTMLDivElement>();
  const at = crossedOf(breakdown);
  const hour = linesOf(breakdown, 0).map((line) => ({ ...line, label: line.code ?? line.label }));
  const weekday = linesOf(breakdown, 1);
  const { decimals } = breakdown.indicator;
  const format = (value: number) => valueWords(value, value >= 10 ? 0 : decimals);
  const path = (hourLine: Line | undefined, dayLine: Line | undefined) =>
    partPath(
      question,
      ...(hourLine ? [cutOf('hour', hourLine.code)] : []),
      ...(dayLine ? [cutOf('weekday', dayLine.code)] : []),
    );
  const isTall = width > 0 && width < 640;
  return (
    <div ref={frame}>
      {isTall ? (
        <CrossTable
          isDense
          corner={t('时刻')}
          rows={hour}
          columns={weekday.map((line) => ({ ...line, label: shortDay(line) }))}
          value={at}
          path={path}
          format={format}
        />
      ) : (
        <CrossTable
          isDense
          corner={t('时刻')}
          rows={weekday}
          columns={hour}
          value={(row, column) => at(column, row)}
          path={(row, column) => path(column, row)}
          format={format}
        />
      )}
    </div>
  );
}

/** When in the day and in the week. */
export function ByHour({ question, about }: { question: Question; about: string }) {
  const asked = useQuery(breakdownOf(question, ['hour', 'weekday']));
  const { data } = asked;
  return (
    <AnalysisCard
      isWide
      title={t('时刻与星期')}
      about={about}
      asked={asked}
      lead={data && hourWords(data)}
      foot={
        data && t('起火时刻（0至23时）与星期，单位：{unit}；颜色越深越多。', { unit: unitWords(data.indicator.unit) })
      }
    >
      {data && data.rows.length > 0 ? (
        <HourTable breakdown={data} question={question} />
      ) : (
        <Empty compact reason={t('期内没有这样的记录')} />
      )}
    </AnalysisCard>
  );
}
