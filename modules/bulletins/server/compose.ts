import { AppError } from '#platform/shared/errors.ts';
import {
  type Block,
  type BulletinText,
  type Piece,
  readSentence,
  type Sentence,
  type Template,
} from '../contract/index.ts';
import { createFigures, type Material, Missing } from './figures.ts';
import { createSilence } from './silence.ts';

const joined = (pieces: readonly Piece[]): Piece[] =>
  pieces.reduce<Piece[]>((all, piece) => {
    const last = all.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') all[all.length - 1] = last + piece;
    else all.push(piece);
    return all;
  }, []);

/**
 * Writes a bulletin from its template: sentences whose figures are missing are left out or say so, conditions choose
 * between sentences, and who has not reported is named.
 * @throws AppError where the template names what does not exist or cannot be read
 */
export function compose(template: Template, material: Material): BulletinText {
  const filled = createFigures(template, material);
  const silence = createSilence(material);

  const fill = (text: string): Piece[] => {
    const read = readSentence(text);
    if ('fault' in read)
      throw new AppError('invalid', `模板“${template.name}”的句子“${text}”${read.fault}，请修改模板。`);
    return read.parts.flatMap((part) => (typeof part === 'string' ? [part] : filled.fill(part)));
  };

  function write({ text, when, otherwise }: Sentence): Piece[] {
    const before = filled.mark();
    try {
      return when.every(filled.holds) ? fill(text) : [];
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      // Figures of a sentence that is not written are not figures of the bulletin.
      filled.takeBack(before);
      return otherwise ? [otherwise] : [];
    }
  }

  const blocks = template.sections.flatMap(({ heading, paragraphs }): Block[] => {
    const written = paragraphs
      .map((sentences) => sentences.flatMap(write))
      .map((pieces) => joined([...pieces, ...silence.after(pieces, filled.figures)]))
      .filter((pieces) => pieces.length > 0)
      .map((pieces): Block => ({ kind: 'PARAGRAPH', pieces }));
    if (!written.length) return [];
    return [...(heading ? [{ kind: 'HEADING' as const, pieces: [heading] }] : []), ...written];
  });
  const title = fill(template.title).join('');
  const letter = { number: null, recipients: template.recipients, copies: template.copies };
  return { title, letter, blocks, figures: filled.figures };
}
