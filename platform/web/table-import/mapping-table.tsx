import { Select } from 'antd';
import type { TableMapping } from '#platform/shared/table-import.ts';
import { t } from '../i18n/i18n.ts';
import type { ImportSource, ImportState } from './source.ts';

/** A heading, what stands under it, and what it means. */
export function MappingTable<Options>(props: {
  state: ImportState<Options>;
  source: ImportSource<Options>;
  columns: TableMapping['columns'];
  onChange: (heading: string, key: string) => void;
}) {
  const { state, columns } = props;
  const used = new Set(Object.values(columns).filter(Boolean));
  const options = props.source.columns();
  return (
    <table className="import-mapping">
      <thead>
        <tr>
          <th>{t('表格中的列')}</th>
          <th>{t('前几行')}</th>
          <th>{t('对应')}</th>
        </tr>
      </thead>
      <tbody>
        {state.header.map((heading, i) =>
          heading === '' ? null : (
            <tr key={heading} className={columns[heading] ? '' : 'is-left-out'}>
              <td>{heading}</td>
              <td className="soft">
                {state.sample
                  .map((row) => row[i])
                  .filter(Boolean)
                  .slice(0, 3)
                  .join('　') || t('（空）')}
              </td>
              <td>
                <Select
                  className="import-choice"
                  aria-label={t('“{heading}”对应什么', { heading })}
                  showSearch={{ optionFilterProp: 'label' }}
                  value={columns[heading] || ''}
                  onChange={(key: string) => props.onChange(heading, key)}
                  options={[
                    { value: '', label: t('不导入') },
                    ...options.map((option) => ({
                      ...option,
                      disabled: used.has(option.value) && columns[heading] !== option.value,
                    })),
                  ]}
                />
                {state.doubtful.includes(heading) && columns[heading] && (
                  <span className="import-doubt">{t('请核对')}</span>
                )}
              </td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}

/** Words of the file that nobody knows: what they mean is said once and remembered. */
export function UnknownWords<Options>(props: {
  words: ImportState<Options>['unknownValues'];
  source: ImportSource<Options>;
  values: TableMapping['values'];
  onChange: (key: string, word: string, value: string | undefined) => void;
}) {
  const { source } = props;
  const entries = Object.entries(props.words).flatMap(([key, words]) =>
    Object.entries(words)
      .sort(([, a], [, b]) => b - a)
      .map(([word, count]) => ({ key, word, count })),
  );
  if (!entries.length) return null;
  return (
    <section>
      <h2 className="section-title">{t('不认识的词')}</h2>
      <p className="soft">{t('指定含义后重新检查，下次导入同样的表格会记住')}</p>
      <table className="import-mapping">
        <tbody>
          {entries.map(({ key, word, count }) => (
            <tr key={`${key} ${word}`}>
              <td>{source.columnTitle(key)}</td>
              <td>{t('“{word}”，{n} 行', { word, n: count })}</td>
              <td>
                <Select
                  className="import-choice"
                  allowClear
                  showSearch={{ optionFilterProp: 'label' }}
                  aria-label={t('“{word}”的含义', { word })}
                  placeholder={t('选择含义')}
                  options={[...(source.silent ? [{ value: '', label: source.silent }] : []), ...source.choices(key)]}
                  {...(props.values[key]?.[word] === undefined ? {} : { value: props.values[key][word] })}
                  onChange={(value?: string) => props.onChange(key, word, value)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
