/** How official papers write days, times, lists and sentences. */
import type { PaperPeriod } from '../../contract/paper-data.ts';

/** `2026-11-05` → 2026年11月5日 */
export const dayInWords = (day: string) => {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
};

const timeInWords = (time: string) => {
  const [hour, minutes] = time.split(':');
  return `${Number(hour)}时${minutes}分`;
};

/** `2026-11-05T09:30` → 2026年11月5日9时30分 */
export const minuteInWords = (minute: string) => {
  const [day = '', time = ''] = minute.split('T');
  return dayInWords(day) + timeInWords(time);
};

export const periodInWords = ({ from, to }: PaperPeriod) => {
  if (!to) return minuteInWords(from);
  const [fromDay] = from.split('T');
  const [toDay, toTime = ''] = to.split('T');
  return `${minuteInWords(from)}至${fromDay === toDay ? timeInWords(toTime) : minuteInWords(to)}`;
};

export const BLANK_DAY = '　　　　年　　月　　日';
export const BLANK_MINUTE = '　　　年　　月　　日　时　分';

/** Free text as the body of a sentence: the paper sets the closing mark itself. */
export const withoutStop = (text: string) => text.trim().replace(/[。；;，,.、\s]+$/u, '');

/** 第1、3项 */
export const numbersInWords = (numbers: number[]) => `第${numbers.join('、')}项`;

export const inspectorsInWords = (inspectors: { name: string; certificate?: string | null | undefined }[]) =>
  inspectors.map(({ name, certificate }) => (certificate ? `${name}（证号：${certificate}）` : name)).join('、');
