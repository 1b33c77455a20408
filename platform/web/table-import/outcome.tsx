import { numberWords } from '../components/columns.tsx';
import { t } from '../i18n/i18n.ts';
import type { ImportState } from './source.ts';

/** What becomes of the rows; where a table names what its rows make, that stands in place of the updated. */
export function Counts({
  state,
  records,
}: {
  state: ImportState<unknown>;
  records: Record<string, string> | undefined;
}) {
  const made = Object.entries(records ?? {}).map(([key, label]) => [label, state.records[key] ?? 0] as const);
  const figures = [
    [t('新增'), state.createdRows],
    ...(records ? made : [[t('更新'), state.updatedRows] as const]),
    [t('跳过'), state.skippedRows],
    [t('有错'), state.failedRows, state.failedRows > 0],
  ] as const;
  return (
    <dl className="import-counts">
      {figures.map(([label, n, isBad]) => (
        <div key={label} className={isBad ? 'is-bad' : ''}>
          <dt>{label}</dt>
          <dd>{numberWords(n)}</dd>
        </div>
      ))}
      <div>
        <dt>{t('共')}</dt>
        <dd>{numberWords(state.totalRows)}</dd>
      </div>
    </dl>
  );
}

const shownLines = 8;

/** The same sentence stands once, with the rows that it is about. */
export function Problems({ state }: { state: ImportState<unknown> }) {
  const bySentence = new Map<string, number[]>();
  for (const { line, message } of state.problems)
    for (const sentence of message.split('；')) bySentence.set(sentence, [...(bySentence.get(sentence) ?? []), line]);
  const linesOf = (lines: number[]) =>
    lines.length > shownLines
      ? t('{lines} 等 {n} 行', { lines: lines.slice(0, shownLines).join('、'), n: lines.length })
      : lines.join('、');
  return (
    <table className="import-problems">
      <thead>
        <tr>
          <th>{t('问题和改法')}</th>
          <th>{t('行')}</th>
        </tr>
      </thead>
      <tbody>
        {[...bySentence].map(([sentence, lines]) => (
          <tr key={sentence}>
            <td>{sentence}</td>
            <td>
              <span className="import-line">{t('行')} </span>
              {linesOf(lines)}
            </td>
          </tr>
        ))}
      </tbody>
      {state.failedRows > state.problems.length && (
        <caption>{t('只列前 {n} 行，全部见检查结果文件', { n: state.problems.length })}</caption>
      )}
    </table>
  );
}
