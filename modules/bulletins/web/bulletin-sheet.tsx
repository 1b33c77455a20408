import { useRef } from 'react';
import type { Block, BulletinDetail, BulletinText } from '#modules/bulletins/contract';
import { t } from '#platform/web/i18n/i18n.ts';
import { FigureChip } from './figure-chip.tsx';
import { figureAttribute, readPieces, withoutEmpty } from './pieces.ts';

type Shown = Pick<BulletinDetail, 'scheme' | 'cutOff'>;

/** The bulletin as the letter it will be; every figure explains itself and opens. */
export function BulletinSheet({ text, scheme, cutOff }: Shown & { text: BulletinText }) {
  return (
    <article className="bulletin-sheet">
      {text.letter.number && <p className="bulletin-number">{text.letter.number}</p>}
      <h2>{text.title}</h2>
      {text.letter.recipients && <p className="bulletin-recipients">{text.letter.recipients}：</p>}
      {text.blocks.length === 0 && <p className="soft">{t('本期没有可写的内容：所需数据均未报送。')}</p>}
      {text.blocks.map((block, index) => {
        const Tag = block.kind === 'HEADING' ? 'h3' : 'p';
        return (
          <Tag
            // biome-ignore lint/suspicious/noArrayIndexKey: a block is its place in the text
            key={index}
          >
            {block.pieces.map((piece, at) => {
              if (typeof piece === 'string') return piece;
              const figure = text.figures[piece.figure];
              // biome-ignore lint/suspicious/noArrayIndexKey: a figure is its place in the paragraph
              return figure ? <FigureChip key={at} figure={figure} scheme={scheme} cutOff={cutOff} /> : piece.text;
            })}
          </Tag>
        );
      })}
    </article>
  );
}

/** The same letter to write in: words freely, figures as wholes that can be removed but not changed. */
export function BulletinEditor({
  text,
  onChange,
}: {
  text: BulletinText;
  onChange: (changed: { title: string; blocks: Block[] }) => void;
}) {
  const sheet = useRef<HTMLElement>(null);
  const read = () => {
    const root = sheet.current;
    if (!root) return;
    const title = root.querySelector('h2')?.textContent?.trim() || text.title;
    const blocks = [...root.querySelectorAll<HTMLElement>('[data-block]')].map(
      (element): Block => ({
        kind: element.dataset.block === 'HEADING' ? 'HEADING' : 'PARAGRAPH',
        pieces: readPieces(element.childNodes),
      }),
    );
    onChange({ title, blocks: withoutEmpty(blocks) });
  };
  return (
    <article className="bulletin-sheet is-editing" ref={sheet} onInput={read}>
      {/* React leaves alone what it does not draw again: the editor is drawn once and read after every stroke. */}
      <h2 contentEditable="plaintext-only" suppressContentEditableWarning aria-label={t('标题')}>
        {text.title}
      </h2>
      {text.blocks.map((block, index) => {
        const Tag = block.kind === 'HEADING' ? 'h3' : 'p';
        return (
          <Tag
            // biome-ignore lint/suspicious/noArrayIndexKey: a block is its place in the text
            key={index}
            data-block={block.kind}
            contentEditable
            suppressContentEditableWarning
            aria-label={block.kind === 'HEADING' ? t('小标题') : t('第 {n} 段', { n: index + 1 })}
            onKeyDown={(event) => {
              if (event.key === 'Enter') event.preventDefault();
            }}
            onPaste={(event) => {
              event.preventDefault();
              const words = event.clipboardData.getData('text/plain').replace(/\s+/g, ' ');
              document.execCommand('insertText', false, words);
            }}
          >
            {block.pieces.map((piece, at) =>
              typeof piece === 'string' ? (
                piece
              ) : (
                <span
                  // biome-ignore lint/suspicious/noArrayIndexKey: a figure is its place in the paragraph
                  key={at}
                  className="bulletin-figure"
                  contentEditable={false}
                  {...{ [figureAttribute]: piece.figure }}
                >
                  {piece.text}
                </span>
              ),
            )}
          </Tag>
        );
      })}
    </article>
  );
}
