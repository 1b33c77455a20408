import { Button, Input, Select } from 'antd';
import { v7 } from 'uuid';
import type { IndicatorRow } from '#modules/indicators/contract';
import { t } from '#platform/web/i18n/i18n.ts';
import {
  type EditedParagraph,
  type EditedSection,
  type EditedTemplate,
  newParagraph,
  newSection,
  newSentence,
  raised,
  withMember,
} from './edited-template.ts';
import { SentenceField } from './sentence-field.tsx';
import { TemplateLists } from './template-lists.tsx';
import { TemplateParameters } from './template-parameters.tsx';
import { titleOptions, tokenOptions } from './token-options.ts';
import { WordsField } from './words-field.tsx';

const decimals = () => [0, 1, 2].map((value) => ({ value, label: t('{n} 位小数', { n: value }) }));

/** The template as its parts: head, sections, paragraphs, sentences. */
export function TemplateEditor(props: {
  template: EditedTemplate;
  indicators: readonly IndicatorRow[];
  /** Sentence of what is wrong by path. */
  faults: Readonly<Record<string, string>>;
  onChange: (template: EditedTemplate) => void;
}) {
  const { template, indicators, faults } = props;
  const set = (change: Partial<EditedTemplate>) => props.onChange({ ...template, ...change });
  const options = tokenOptions(indicators, template);
  const words = {
    indicators: new Map(indicators.map((one) => [one.id, one])),
    parameters: template.parameters,
    lists: template.lists,
  };

  const setSection = (key: string, next: EditedSection | undefined) =>
    set({ sections: withMember(template.sections, key, next) });
  const text = (label: string, value: string | null, max: number, change: (value: string) => void) => (
    <div className="template-field">
      <span>{label}</span>
      <Input aria-label={label} value={value ?? ''} maxLength={max} onChange={(event) => change(event.target.value)} />
    </div>
  );

  const paragraph = (section: EditedSection, i: number, one: EditedParagraph, j: number) => {
    const setParagraph = (next: EditedParagraph | undefined) =>
      setSection(section.key, { ...section, paragraphs: withMember(section.paragraphs, one.key, next) });
    return (
      <div key={one.key} className="template-paragraph">
        {one.sentences.map((sentence, k) => (
          <SentenceField
            key={sentence.key}
            sentence={sentence}
            label={t('第 {i} 部分第 {j} 段第 {k} 句', { i: i + 1, j: j + 1, k: k + 1 })}
            fault={faults[`sections.${i}.paragraphs.${j}.${k}`]}
            words={words}
            indicators={indicators}
            options={options}
            onChange={(next) => setParagraph({ ...one, sentences: withMember(one.sentences, sentence.key, next) })}
            onRemove={() => {
              const rest = withMember(one.sentences, sentence.key, undefined);
              setParagraph(rest.length ? { ...one, sentences: rest } : undefined);
            }}
            onRaise={k > 0 ? () => setParagraph({ ...one, sentences: raised(one.sentences, sentence.key) }) : undefined}
          />
        ))}
        <button
          type="button"
          className="link-button"
          onClick={() => setParagraph({ ...one, sentences: [...one.sentences, newSentence(v7)] })}
        >
          {t('加一句')}
        </button>
      </div>
    );
  };

  return (
    <div className="template-editor">
      <section className="card template-head">
        {text(t('模板名称'), template.name, 40, (name) => set({ name }))}
        <div className="template-field">
          <span>{t('通报标题')}</span>
          <div className={faults.title ? 'is-faulty' : ''}>
            <WordsField
              text={template.title}
              label={t('通报标题')}
              words={words}
              options={titleOptions(template)}
              fault={faults.title}
              onChange={(title) => set({ title })}
            />
          </div>
        </div>
        {text(t('主送机关'), template.recipients, 200, (recipients) => set({ recipients }))}
        {text(t('抄送机关'), template.copies, 200, (copies) => set({ copies }))}
        <div className="template-decimals">
          <div className="labelled">
            <span>{t('同比、环比')}</span>
            <Select
              aria-label={t('同比、环比')}
              value={template.changeDecimals}
              options={decimals()}
              onChange={(changeDecimals) => set({ changeDecimals })}
            />
          </div>
          <div className="labelled">
            <span>{t('占比')}</span>
            <Select
              aria-label={t('占比')}
              value={template.shareDecimals}
              options={decimals()}
              onChange={(shareDecimals) => set({ shareDecimals })}
            />
          </div>
        </div>
      </section>
      {template.sections.map((section, i) => (
        <section key={section.key} className="card template-section">
          <header>
            <Input
              className="template-heading"
              value={section.heading}
              maxLength={60}
              placeholder={t('小标题（可不填）')}
              aria-label={t('第 {n} 部分的小标题', { n: i + 1 })}
              onChange={(event) => setSection(section.key, { ...section, heading: event.target.value })}
            />
            {i > 0 && (
              <button
                type="button"
                className="link-button"
                onClick={() => set({ sections: raised(template.sections, section.key) })}
              >
                {t('上移')}
              </button>
            )}
            {template.sections.length > 1 && (
              <button type="button" className="link-button" onClick={() => setSection(section.key, undefined)}>
                {t('删除')}
              </button>
            )}
          </header>
          {section.paragraphs.map((one, j) => paragraph(section, i, one, j))}
          <Button
            size="small"
            onClick={() =>
              setSection(section.key, { ...section, paragraphs: [...section.paragraphs, newParagraph(v7)] })
            }
          >
            {t('加一段')}
          </Button>
        </section>
      ))}
      <Button onClick={() => set({ sections: [...template.sections, newSection(v7)] })}>{t('加一部分')}</Button>
      <TemplateLists
        lists={template.lists}
        faults={faults}
        indicators={indicators}
        onChange={(lists) => set({ lists })}
      />
      <TemplateParameters parameters={template.parameters} onChange={(parameters) => set({ parameters })} />
    </div>
  );
}
