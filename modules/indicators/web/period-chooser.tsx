import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, DatePicker, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { t } from '#platform/web/i18n/i18n.ts';
import {
  type ChosenPeriod,
  changeKind,
  daysOf,
  isAhead,
  periodAround,
  periodKinds,
  readPeriod,
  step,
} from './period-choice.ts';
import { kindWords, spanWords } from './words.ts';

const named = ({ from, lastDay }: ChosenPeriod) => spanWords({ from, to: lastDay });
const pickers = { month: 'month', quarter: 'quarter', year: 'year', toDate: 'month' } as const;

/** The half-years of twenty years, no picker knows them; an older one that is chosen stands below. */
function halvesBack(chosen: ChosenPeriod, today: string): ChosenPeriod[] {
  const halves = [periodAround('half', today, today)];
  for (let i = 1; i < 40; i += 1) halves.push(step(halves[i - 1] as ChosenPeriod, -1, today));
  return halves.some(({ text }) => text === chosen.text) ? halves : [...halves, chosen];
}

/** Which period: its kind, the period itself, and one step back or forth. */
export function PeriodChooser(props: {
  period: ChosenPeriod;
  today: string;
  onChange: (period: ChosenPeriod) => void;
}) {
  const { period, today, onChange } = props;
  const later = step(period, 1, today);
  const format = (day: Dayjs) => named(periodAround(period.kind, day.format('YYYY-MM-DD'), today));
  return (
    <div className="period-chooser no-print">
      <Select
        aria-label={t('时段类型')}
        value={period.kind}
        popupMatchSelectWidth={false}
        options={periodKinds.map((kind) => ({ value: kind, label: kindWords(kind) }))}
        onChange={(kind) => onChange(changeKind(period, kind, today))}
      />
      <Button
        icon={<LeftOutlined />}
        aria-label={t('上一时段')}
        title={t('上一时段')}
        onClick={() => onChange(step(period, -1, today))}
      />
      {period.kind === 'days' ? (
        <DatePicker.RangePicker
          allowClear={false}
          aria-label={t('统计时段')}
          value={[dayjs(period.from), dayjs(period.to)]}
          maxDate={dayjs(today)}
          onChange={(range) => {
            const [from, to] = [range?.[0]?.format('YYYY-MM-DD'), range?.[1]?.format('YYYY-MM-DD')];
            if (from && to) onChange(daysOf(from, to));
          }}
        />
      ) : period.kind === 'half' ? (
        <Select
          className="period-picker"
          aria-label={t('统计时段')}
          value={period.text}
          options={halvesBack(period, today).map((half) => ({ value: half.text, label: named(half) }))}
          onChange={(text) => onChange(readPeriod(text, today))}
        />
      ) : (
        <DatePicker
          key={period.kind}
          className={`period-picker is-${period.kind}`}
          allowClear={false}
          inputReadOnly
          aria-label={t('统计时段')}
          picker={pickers[period.kind]}
          value={dayjs(period.kind === 'toDate' ? period.lastDay : period.from)}
          maxDate={dayjs(today)}
          format={format}
          onChange={(day) => day && onChange(periodAround(period.kind, day.format('YYYY-MM-DD'), today))}
        />
      )}
      <Button
        icon={<RightOutlined />}
        aria-label={t('下一时段')}
        title={t('下一时段')}
        disabled={isAhead(later, today) || period.lastDay >= today}
        onClick={() => onChange(later)}
      />
    </div>
  );
}
