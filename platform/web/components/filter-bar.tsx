import { CloseOutlined, DownOutlined, SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { DatePicker, Input, Popover } from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { t } from '../i18n/i18n.ts';
import { useRegions } from '../regions.ts';
import { type FilterSpec, filterWords, type Option, readDates } from './filters.ts';
import './filter-bar.css';
import { RegionPicker } from './region-picker.tsx';
import { ToneIcon } from './tone-icon.tsx';

type Values = Record<string, string | undefined>;
type Change = (key: string, value: string | undefined) => void;

const wait = 300;

function TextFilter(props: { filter: FilterSpec & { kind: 'text' }; value: string; onChange: Change }) {
  const [text, setText] = useState(props.value);
  const sent = useRef(props.value);
  // The address changed from outside (chip cleared, back button): show that.
  useEffect(() => {
    if (props.value !== sent.current) {
      sent.current = props.value;
      setText(props.value);
    }
  }, [props.value]);
  const { onChange, filter } = props;
  useEffect(() => {
    if (text.trim() === sent.current) return undefined;
    const timer = setTimeout(() => {
      sent.current = text.trim();
      onChange(filter.key, sent.current || undefined);
    }, wait);
    return () => clearTimeout(timer);
  }, [text, onChange, filter.key]);
  return (
    <Input
      className="filter-text"
      aria-label={filter.label}
      allowClear
      prefix={<SearchOutlined />}
      placeholder={filter.placeholder ?? filter.label}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}

function OptionList(props: { options: Option[]; picked: string[]; many: boolean; onPick: (value: string) => void }) {
  const [words, setWords] = useState('');
  const shown = props.options.filter((option) => option.label.includes(words.trim()));
  return (
    <div className="option-list">
      {props.options.length > 10 && (
        <Input
          size="small"
          variant="filled"
          prefix={<SearchOutlined />}
          placeholder={t('查找')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      )}
      <ul>
        {shown.map((option) => {
          const isPicked = props.picked.includes(option.value);
          return (
            <li key={option.value}>
              <button
                type="button"
                className="plain-button option"
                aria-pressed={isPicked}
                onClick={() => props.onPick(option.value)}
              >
                <span className={props.many ? 'option-box' : 'option-dot'} aria-hidden="true" />
                {option.tone && (
                  <span className={`option-tone tone-${option.tone}`}>
                    <ToneIcon tone={option.tone} />
                  </span>
                )}
                <span className="option-label">{option.label}</span>
                {option.count !== undefined && <span className="option-count">{option.count.toLocaleString()}</span>}
              </button>
            </li>
          );
        })}
        {shown.length === 0 && <li className="option-none">{t('没有相符的选项')}</li>}
      </ul>
    </div>
  );
}

const quickRanges = () => {
  const today = dayjs();
  const month = today.subtract(1, 'month');
  return [
    { words: t('今天'), from: today, to: today },
    { words: t('近7天'), from: today.subtract(6, 'day'), to: today },
    { words: t('本月'), from: today.startOf('month'), to: today },
    { words: t('上月'), from: month.startOf('month'), to: month.endOf('month') },
    { words: t('今年以来'), from: today.startOf('year'), to: today },
  ];
};

function DatesFilter({ value, onPick }: { value: string | undefined; onPick: (value: string | undefined) => void }) {
  const { from, to } = readDates(value) ?? {};
  const day = 'YYYY-MM-DD';
  return (
    <div className="dates-filter">
      <div className="dates-quick">
        {quickRanges().map((range) => (
          <button
            key={range.words}
            type="button"
            className="link-button"
            onClick={() => onPick(`${range.from.format(day)}..${range.to.format(day)}`)}
          >
            {range.words}
          </button>
        ))}
      </div>
      <DatePicker.RangePicker
        allowEmpty={[true, true]}
        value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
        onChange={(range) => {
          const [a, b] = [range?.[0]?.format(day) ?? '', range?.[1]?.format(day) ?? ''];
          onPick(a || b ? `${a}..${b}` : undefined);
        }}
      />
    </div>
  );
}

function Chip(props: { filter: FilterSpec; value: string | undefined; onChange: Change }) {
  const { filter, value, onChange } = props;
  const [isOpen, setOpen] = useState(false);
  const regions = useRegions();
  const region = useQuery({
    queryKey: ['regions', 'path', value],
    queryFn: () => regions?.path(value ?? '') ?? [],
    enabled: filter.kind === 'region' && Boolean(value),
    staleTime: 600_000,
  });
  const set = (next: string | undefined) => onChange(filter.key, next);
  const pick = (next: string | undefined) => {
    set(next);
    setOpen(false);
  };
  let body: ReactNode = null;
  if (filter.kind === 'select') {
    const toggle = (one: string) => pick(one === value ? undefined : one);
    body = <OptionList options={filter.options} picked={value ? [value] : []} many={false} onPick={toggle} />;
  } else if (filter.kind === 'multi') {
    const picked = value ? value.split(',') : [];
    const toggle = (one: string) => {
      const next = picked.includes(one) ? picked.filter((x) => x !== one) : [...picked, one];
      set(next.join(',') || undefined);
    };
    body = <OptionList options={filter.options} picked={picked} many onPick={toggle} />;
  } else if (filter.kind === 'dates') body = <DatesFilter value={value} onPick={pick} />;
  else if (filter.kind === 'region') body = <RegionPicker value={value} onPick={(one) => pick(one.code)} />;

  const words = value ? filterWords(filter, value, region.data?.at(-1)?.name) : undefined;
  const face = (
    <span className={value ? 'filter-chip is-set' : 'filter-chip'}>
      <button
        type="button"
        className="plain-button filter-chip-face"
        aria-expanded={filter.kind === 'flag' ? undefined : isOpen}
        aria-pressed={filter.kind === 'flag' ? Boolean(value) : undefined}
        onClick={filter.kind === 'flag' ? () => set(value ? undefined : '1') : undefined}
      >
        {filter.kind === 'flag' || !words ? filter.label : <span className="filter-chip-label">{filter.label}</span>}
        {filter.kind !== 'flag' && words && <span className="filter-chip-value">{words}</span>}
        {filter.kind !== 'flag' && !words && <DownOutlined />}
      </button>
      {value && (
        <button
          type="button"
          className="plain-button filter-chip-clear"
          aria-label={t('清除{name}', { name: filter.label })}
          onClick={(event) => {
            event.stopPropagation();
            pick(undefined);
          }}
        >
          <CloseOutlined />
        </button>
      )}
    </span>
  );
  if (filter.kind === 'flag') return face;
  return (
    <Popover
      arrow={false}
      trigger="click"
      placement="bottomLeft"
      open={isOpen}
      onOpenChange={setOpen}
      content={body}
      destroyOnHidden
    >
      {face}
    </Popover>
  );
}

/** One line of filters: every filter is a chip that opens its choices and, once set, says what it is set to. */
export function FilterBar(props: { filters: FilterSpec[]; values: Values; onChange: Change; onClear: () => void }) {
  const setCount = props.filters.filter((filter) => props.values[filter.key]).length;
  return (
    <search className="filter-bar">
      {props.filters.map((filter) =>
        filter.kind === 'text' ? (
          <TextFilter
            key={filter.key}
            filter={filter}
            value={props.values[filter.key] ?? ''}
            onChange={props.onChange}
          />
        ) : (
          <Chip key={filter.key} filter={filter} value={props.values[filter.key]} onChange={props.onChange} />
        ),
      )}
      {setCount > 0 && (
        <button type="button" className="link-button filter-clear" onClick={props.onClear}>
          {t('清除条件')}
        </button>
      )}
    </search>
  );
}
