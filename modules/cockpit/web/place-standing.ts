import { type LeaderView, silentPlaces } from '#modules/cockpit/contract';
import { recordsPath, unitWords, valueWords } from '#modules/indicators/web';

type Table = LeaderView['table'];
export type Indicator = Table['indicators'][number];

/** One place by one indicator. */
export type Standing = {
  code: string;
  name: string;
  /** Null where nothing is known. */
  value: number | null;
  words: string;
  rank: number | null;
  opens?: string;
  /** So few cases that chance alone decides. */
  isSmall: boolean;
};

/** Below so many cases a rate says little. */
const few = 10;

export const indicatorOf = ({ indicators }: Table, id: string | undefined, otherwise: string): Indicator =>
  (indicators.find((one) => one.id === id) ??
    indicators.find((one) => one.id === otherwise) ??
    indicators[0]) as Indicator;

/** Where each place stands by an indicator; what is silent or was not reported has no value and no rank. */
export function standingsOf(table: Table, indicator: Indicator): Standing[] {
  const column = table.indicators.indexOf(indicator);
  const silent = silentPlaces(table);
  const { from, to } = table.period;
  return table.rows.flatMap((row): Standing[] => {
    const cell = row.cells[column];
    const { regionCode: code, name } = row;
    // What is entered for the division itself is no place of it.
    if (!cell || code === null || code === table.regionCode) return [];
    const isKnown = cell.value !== null && !silent.has(code);
    return [
      {
        code,
        name,
        value: isKnown ? cell.value : null,
        words: isKnown ? `${valueWords(cell.value as number, indicator.decimals)}${unitWords(indicator.unit)}` : '',
        rank: isKnown ? cell.rank : null,
        isSmall: isKnown && cell.denominator !== null && cell.denominator < few,
        ...(cell.state === 'RECORDED' && !silent.has(code)
          ? { opens: recordsPath({ id: indicator.id, regionCode: code, from, to, scheme: table.scheme }) }
          : {}),
      },
    ];
  });
}

/** The ends of a ranking; `more` are as good (or bad) as the last of those shown. */
export type End = { places: Standing[]; more: number };

const endOf = (ordered: readonly Standing[], count: number): End => {
  const places = ordered.slice(0, count);
  const last = places.at(-1);
  return { places, more: last ? ordered.slice(count).filter(({ value }) => value === last.value).length : 0 };
};

/** Who stands last and who first. The same place is never at both ends: of few places the last come before the first. */
export function endsOf(standings: readonly Standing[], count: { worst: number; best: number }) {
  const known = standings.filter(({ rank }) => rank !== null).sort((a, b) => (a.rank as number) - (b.rank as number));
  const worst = endOf([...known].reverse(), count.worst);
  const isWorst = new Set(worst.places);
  const best = endOf(
    known.filter((one) => !isWorst.has(one) && one.value !== worst.places.at(-1)?.value),
    count.best,
  );
  return { worst, best, unknown: standings.filter(({ value }) => value === null) };
}

/** Counts so small everywhere that their order may be chance. */
export const isAllFew = (standings: readonly Standing[], indicator: Indicator): boolean =>
  indicator.denominator === undefined &&
  standings.some(({ value }) => value !== null) &&
  standings.every(({ value }) => (value ?? 0) < few);
