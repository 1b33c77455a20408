import type { Template } from '#modules/bulletins/contract';

/** A template while it is being edited: its parts have keys of their own, so that fields stay with their part. */
export interface EditedSentence {
  key: string;
  text: string;
  when: string[];
  otherwise: string | undefined;
}
export interface EditedParagraph {
  key: string;
  sentences: EditedSentence[];
}
export interface EditedSection {
  key: string;
  heading: string;
  paragraphs: EditedParagraph[];
}
export type EditedTemplate = Omit<Template, 'sections'> & { sections: EditedSection[] };

export const newSentence = (newKey: () => string): EditedSentence => ({
  key: newKey(),
  text: '',
  when: [],
  otherwise: undefined,
});
export const newParagraph = (newKey: () => string): EditedParagraph => ({
  key: newKey(),
  sentences: [newSentence(newKey)],
});
export const newSection = (newKey: () => string): EditedSection => ({
  key: newKey(),
  heading: '',
  paragraphs: [newParagraph(newKey)],
});

export const editedOf = (template: Template, newKey: () => string): EditedTemplate => ({
  ...template,
  sections: template.sections.map(({ heading, paragraphs }) => ({
    key: newKey(),
    heading: heading ?? '',
    paragraphs: paragraphs.map((sentences) => ({
      key: newKey(),
      sentences: sentences.map(({ text, when, otherwise }) => ({ key: newKey(), text, when: [...when], otherwise })),
    })),
  })),
});

/** As the server takes it. Sentences without a word, and what is left empty by them, are no part of it. */
export const templateOf = ({ sections, ...rest }: EditedTemplate): Template => ({
  ...rest,
  sections: sections.map(({ heading, paragraphs }) => ({
    heading: heading.trim() || null,
    paragraphs: paragraphs.map(({ sentences }) =>
      sentences.map(({ text, when, otherwise }) => ({
        text: text.trim(),
        when,
        ...(otherwise?.trim() ? { otherwise: otherwise.trim() } : {}),
      })),
    ),
  })),
});

/** The list with one of its members replaced, or taken out where nothing is given. */
export const withMember = <T extends { key: string }>(list: readonly T[], key: string, next: T | undefined): T[] =>
  list.flatMap((one) => (one.key !== key ? [one] : next ? [next] : []));

/** The list with one of its members moved a place up. */
export function raised<T extends { key: string }>(list: readonly T[], key: string): T[] {
  const at = list.findIndex((one) => one.key === key);
  if (at < 1) return [...list];
  const next = [...list];
  next.splice(at - 1, 0, ...next.splice(at, 1));
  return next;
}
