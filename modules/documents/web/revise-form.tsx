import { editableWords, type PaperDetail, type PaperWords, wordsOf } from '#modules/documents/contract';
import { Field } from '#platform/web/components/field.tsx';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { dayOf } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { documentsApi } from './documents.client.ts';
import './papers.css';

type Values = { fields?: Record<string, string | null>; items?: Record<string, string | null>[]; note?: string };
type EditableField = (typeof editableWords)[PaperDetail['kind']]['fields'][number];

const tomorrow = () => dayOf(new Date(Date.now() + 86_400_000));
const empty = (words: Record<string, string | null>) =>
  Object.fromEntries(Object.entries(words).map(([key, value]) => [key, value ?? '']));

function WordsField({ at, field }: { at: (string | number)[]; field: EditableField }) {
  const common = { name: [...at, field.key], label: t(field.label), isRequired: field.isRequired ?? false };
  if (field.kind === 'day') return <Field {...common} kind="day" earliest={tomorrow()} />;
  return <Field {...common} kind={field.kind} max={field.max} {...(field.kind === 'long-text' ? { rows: 2 } : {})} />;
}

/** The words of a paper that has no number yet: what its drafter may change, and nothing else. */
export function ReviseForm(props: {
  paper: PaperDetail;
  isOpen: boolean;
  onClose: () => void;
  onDone: (next: PaperDetail) => Promise<void>;
}) {
  const { paper } = props;
  const { fields, items } = editableWords[paper.kind];
  const held: PaperWords = wordsOf(paper.kind, paper.data);
  return (
    <FormDrawer<Values>
      isOpen={props.isOpen}
      title={t('修改文书')}
      draftKey={`paper.${paper.id}.${paper.version}`}
      initial={{ fields: empty(held.fields), items: held.items.map(empty) }}
      submitLabel={t('保存为第 {n} 稿', { n: paper.revision + 1 })}
      consequence={t('原稿保留备查；检查事实、人员和日期以检查记录为准，不在此修改')}
      onClose={props.onClose}
      onSubmit={async (values) =>
        props.onDone(
          await documentsApi.revise.call({
            countyCode: paper.countyCode,
            id: paper.id,
            version: paper.version,
            words: { fields: values.fields ?? {}, items: values.items ?? [] },
            note: values.note || null,
          }),
        )
      }
    >
      {paper.returnReason && (
        <p className="paper-returned">
          <strong>{t('退回意见')}</strong>
          {paper.returnReason}
        </p>
      )}
      {items &&
        held.items.map((words, index) => (
          <section
            // biome-ignore lint/suspicious/noArrayIndexKey: an item is its place on the paper
            key={index}
            className="revise-item"
          >
            {held.items.length > 1 && <h3>{t('第 {n} 项', { n: index + 1 })}</h3>}
            {items.fields
              .filter((field) => field.key in words)
              .map((field) => (
                <WordsField key={field.key} at={['items', index]} field={field} />
              ))}
          </section>
        ))}
      {fields.map((field) => (
        <WordsField key={field.key} at={['fields']} field={field} />
      ))}
      <Field name="note" label={t('修改说明')} kind="long-text" rows={2} max={500} />
    </FormDrawer>
  );
}
