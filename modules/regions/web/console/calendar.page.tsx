import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, DatePicker, InputNumber } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useMemo, useState } from 'react';
import type { CalendarDay } from '#modules/regions/contract';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { Field } from '#platform/web/components/field.tsx';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { PageHeader } from '#platform/web/components/page-header.tsx';
import { dayOf, monthWords } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useRemembered } from '#platform/web/remembered.ts';
import { useSearch, useSetSearch } from '#platform/web/search.ts';
import { useMay } from '#platform/web/session.ts';
import { regionsApi } from '../regions.client.ts';
import '../regions.css';

type DayForm = { kind: 'HOLIDAY' | 'WORKDAY' | 'ORDINARY'; name?: string; reason?: string };

const isWeekend = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay() % 6 === 0;
const weekdays = () => [t('一'), t('二'), t('三'), t('四'), t('五'), t('六'), t('日')];

/** Weeks of a month, Monday first; undefined where a day belongs to a neighbouring month. */
function weeksOf(year: number, month: number): (string | undefined)[][] {
  const first = new Date(Date.UTC(year, month, 1));
  const days = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const cells: (string | undefined)[] = [
    ...Array<undefined>((first.getUTCDay() + 6) % 7).fill(undefined),
    ...Array.from({ length: days }, (_, i) => new Date(Date.UTC(year, month, i + 1)).toISOString().slice(0, 10)),
  ];
  return Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

function Month(props: {
  year: number;
  month: number;
  exceptions: Map<string, CalendarDay>;
  today: string;
  onPick: ((day: string) => void) | undefined;
}) {
  return (
    <section className="card calendar-month">
      <h2>{monthWords(props.month + 1)}</h2>
      <table>
        <thead>
          <tr>
            {weekdays().map((word) => (
              <th key={word}>{word}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(props.year, props.month).map((week) => (
            <tr key={week.find(Boolean)}>
              {week.map((day, i) => {
                // biome-ignore lint/suspicious/noArrayIndexKey: an empty cell is its place in the week
                if (!day) return <td key={i} />;
                const exception = props.exceptions.get(day);
                const kind = exception ? `is-${exception.kind.toLowerCase()}` : isWeekend(day) ? 'is-weekend' : '';
                const name = `calendar-day ${kind} ${day === props.today ? 'is-today' : ''}`;
                const words = (
                  <>
                    {Number(day.slice(8))}
                    {exception && <sup>{exception.kind === 'HOLIDAY' ? t('休') : t('班')}</sup>}
                  </>
                );
                return (
                  <td key={day} title={exception ? `${day} ${exception.name}` : day}>
                    {props.onPick ? (
                      <button type="button" className={`plain-button ${name}`} onClick={() => props.onPick?.(day)}>
                        {words}
                      </button>
                    ) : (
                      <span className={name}>{words}</span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Computes a limit in working days by the calendar as it stands. */
function LimitOf() {
  const [from, setFrom] = useState(dayOf(new Date()));
  const [workdays, setWorkdays] = useState(3);
  const limit = useQuery(regionsApi.deadline.queryOptions({ input: { from, workdays } }));
  return (
    <section className="card calendar-limit">
      <strong>{t('期限计算')}</strong>
      <DatePicker
        allowClear={false}
        value={dayjs(from)}
        onChange={(day: Dayjs | null) => day && setFrom(day.format('YYYY-MM-DD'))}
      />
      {t('起')}
      <InputNumber min={0} max={500} value={workdays} onChange={(n) => setWorkdays(n ?? 0)} suffix={t('个工作日')} />
      {limit.data && (
        <span>
          {t('止于')} <strong>{limit.data.day}</strong>
          {limit.data.holidays.length > 0 && (
            <span className="soft">
              {' '}
              {limit.data.holidays
                .map((day) => `${day.day.slice(5)} ${day.name}${day.kind === 'HOLIDAY' ? t('休') : t('班')}`)
                .join('、')}
            </span>
          )}
          {limit.data.provisional && <span className="soft"> {t('途经尚未公布的年份，公布后可能变化')}</span>}
        </span>
      )}
      <ErrorSentence error={limit.error} />
    </section>
  );
}

/** The working-day calendar of a year: what is off, what is worked, and its maintenance. */
export default function CalendarPage() {
  const search = useSearch();
  const setSearch = useSetSearch();
  const queries = useQueryClient();
  const mayEdit = useMay('regions.editCalendar');
  const today = dayOf(new Date());
  const year = /^20\d\d$/.test(search.year ?? '') ? Number(search.year) : Number(today.slice(0, 4));
  const calendar = useQuery(regionsApi.calendar.queryOptions({ input: { year } }));
  const [draft, setDraft] = useRemembered<CalendarDay[]>(`calendar-draft.${year}`, []);
  const [picked, setPicked] = useState<string>();
  const [isPublishing, setPublishing] = useState(false);
  const isPublished = calendar.data?.isPublished ?? true;
  const shown = isPublished ? (calendar.data?.exceptions ?? []) : draft;
  const exceptions = useMemo(() => new Map(shown.map((one) => [one.day, one])), [shown]);
  const held = picked ? exceptions.get(picked) : undefined;
  const refresh = () => queries.invalidateQueries({ queryKey: regionsApi.key() });

  const setDay = async ({ kind, name, reason }: DayForm) => {
    if (!picked) return;
    if (isPublished) {
      await regionsApi.setCalendarDay.call({ day: picked, kind, ...(name ? { name } : {}), reason: reason ?? '' });
      await refresh();
    } else {
      const others = draft.filter((one) => one.day !== picked);
      const words = name || (kind === 'HOLIDAY' ? t('放假') : t('调休上班'));
      setDraft(
        (kind === 'ORDINARY' ? others : [...others, { day: picked, kind, name: words }]).sort((a, b) =>
          a.day < b.day ? -1 : 1,
        ),
      );
    }
  };

  return (
    <>
      <PageHeader
        title={t('工作日历')}
        note={calendar.data?.source ?? ''}
        actions={
          mayEdit && !isPublished ? (
            <Button type="primary" disabled={draft.length === 0} onClick={() => setPublishing(true)}>
              {t('公布 {year} 年', { year })}
            </Button>
          ) : undefined
        }
      />
      <div className="calendar-head">
        <Button
          icon={<LeftOutlined />}
          aria-label={t('上一年')}
          onClick={() => setSearch({ year: String(year - 1) })}
        />
        <strong>{t('{year} 年', { year })}</strong>
        <Button
          icon={<RightOutlined />}
          aria-label={t('下一年')}
          onClick={() => setSearch({ year: String(year + 1) })}
        />
        <span className="soft">
          {t('休：工作日放假 {holidays} 天　班：周末上班 {workdays} 天', {
            holidays: shown.filter((one) => one.kind === 'HOLIDAY').length,
            workdays: shown.filter((one) => one.kind === 'WORKDAY').length,
          })}
        </span>
      </div>
      <ErrorSentence error={calendar.error} retry={() => void calendar.refetch()} />
      {calendar.data && !isPublished && (
        <div className="notice" role="status">
          {mayEdit
            ? t('{year} 年放假安排尚未公布，期限暂按周一至周五计算。点按日期逐日录入，核对后公布。', { year })
            : t('{year} 年放假安排尚未公布，期限暂按周一至周五计算。', { year })}
        </div>
      )}
      <LimitOf />
      <div className="calendar-year-grid">
        {Array.from({ length: 12 }, (_, month) => (
          <Month
            // biome-ignore lint/suspicious/noArrayIndexKey: the month is its number
            key={month}
            year={year}
            month={month}
            exceptions={exceptions}
            today={today}
            onPick={mayEdit ? setPicked : undefined}
          />
        ))}
      </div>
      <FormDrawer<DayForm>
        isOpen={picked !== undefined}
        title={picked ? t('调整 {day}', { day: picked }) : ''}
        submitLabel={isPublished ? t('保存') : t('记入草稿')}
        width={400}
        initial={{ kind: held?.kind ?? 'ORDINARY', name: held?.name ?? '' }}
        {...(isPublished ? { consequence: t('全部时限将按新日历重新计算，并记入日志') } : {})}
        onSubmit={setDay}
        onClose={() => setPicked(undefined)}
      >
        <Field
          name="kind"
          label={t('当天')}
          kind="radio"
          isRequired
          options={[
            { value: 'ORDINARY', label: picked && isWeekend(picked) ? t('周末休息') : t('正常上班') },
            ...(picked && isWeekend(picked) ? [{ value: 'WORKDAY', label: t('调休上班') }] : []),
            { value: 'HOLIDAY', label: t('放假') },
          ]}
        />
        <Field name="name" label={t('节日名称')} max={20} />
        {isPublished && <Field name="reason" label={t('理由')} kind="long-text" isRequired max={200} />}
      </FormDrawer>
      <FormDrawer<{ source: string }>
        isOpen={isPublishing}
        title={t('公布 {year} 年工作日历', { year })}
        submitLabel={t('公布')}
        width={440}
        consequence={t('公布后 {year} 年的时限按此计算', { year })}
        onSubmit={async ({ source }) => {
          await regionsApi.publishCalendar.call({ year, source, exceptions: draft });
          setDraft([]);
          await refresh();
        }}
        onClose={() => setPublishing(false)}
      >
        <p>
          {t('工作日放假 {holidays} 天，周末上班 {workdays} 天。', {
            holidays: draft.filter((one) => one.kind === 'HOLIDAY').length,
            workdays: draft.filter((one) => one.kind === 'WORKDAY').length,
          })}
        </p>
        <Field name="source" label={t('依据文件')} isRequired max={100} placeholder={t('国办发明电〔年份〕号')} />
      </FormDrawer>
    </>
  );
}
