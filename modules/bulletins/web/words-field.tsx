import { Cascader } from 'antd';
import { useRef, useState } from 'react';
import { readToken } from '#modules/bulletins/contract';
import { t } from '#platform/web/i18n/i18n.ts';
import { figureAttribute, readPieces } from './pieces.ts';
import type { TokenOption } from './token-options.ts';
import { chipsOf, sentenceOf, type TokenWords, tokenLabel } from './token-words.ts';

/** Words freely, and chips that are chosen from a list: a sentence or a title of a template. */
export function WordsField(props: {
  text: string;
  label: string;
  words: TokenWords;
  options: TokenOption[];
  onChange: (text: string) => void;
  fault: string | undefined;
  /** Further acts beside the insertion. */
  acts?: React.ReactNode;
}) {
  const { words } = props;
  const field = useRef<HTMLDivElement>(null);
  const caret = useRef<Range>(undefined);
  // Drawn once: the browser keeps what is typed, and what is typed is read after every stroke.
  const [chips] = useState(() => chipsOf(props.text, words));

  const read = () => {
    if (field.current) props.onChange(sentenceOf(readPieces(field.current.childNodes)));
  };
  const keepCaret = () => {
    const selection = getSelection();
    const range = selection?.rangeCount ? selection.getRangeAt(0) : undefined;
    if (range && field.current?.contains(range.startContainer)) caret.current = range.cloneRange();
  };
  const putCaretAfter = (node: Node) => {
    const range = document.createRange();
    range.setStartAfter(node);
    range.collapse(true);
    caret.current = range;
    const selection = getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range.cloneRange());
  };
  const insert = (tokenText: string) => {
    const token = readToken(tokenText);
    const root = field.current;
    if (!token || !root) return;
    const chip = document.createElement('span');
    chip.className = 'bulletin-figure';
    chip.contentEditable = 'false';
    chip.setAttribute(figureAttribute, tokenText);
    chip.textContent = tokenLabel(token, words);
    const range = caret.current ?? document.createRange();
    if (!caret.current) {
      range.selectNodeContents(root);
      range.collapse(false);
    }
    range.deleteContents();
    range.insertNode(chip);
    root.focus();
    putCaretAfter(chip);
    read();
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: chips stand between the words, which no text field can hold */}
      <div
        ref={field}
        role="textbox"
        tabIndex={0}
        className="template-words"
        contentEditable
        suppressContentEditableWarning
        aria-multiline="true"
        aria-label={props.label}
        onInput={read}
        onKeyUp={keepCaret}
        onMouseUp={(event) => {
          // A chip has no place for a caret: who clicks it goes on writing behind it.
          const chip = (event.target as Element).closest(`[${figureAttribute}]`);
          if (chip) putCaretAfter(chip);
          else keepCaret();
        }}
        onBlur={keepCaret}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.preventDefault();
        }}
        onPaste={(event) => {
          event.preventDefault();
          const pasted = event.clipboardData.getData('text/plain').replace(/\s+/g, ' ');
          document.execCommand('insertText', false, pasted);
        }}
      >
        {chips.map((piece, at) =>
          typeof piece === 'string' ? (
            piece
          ) : (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: a chip is its place in the sentence
              key={at}
              className="bulletin-figure"
              contentEditable={false}
              {...{ [figureAttribute]: piece.figure }}
            >
              {piece.text}
            </span>
          ),
        )}
      </div>
      {props.fault && <p className="sentence-fault">{props.fault}</p>}
      <div className="sentence-acts">
        <Cascader<TokenOption>
          size="small"
          className="insert-figure"
          options={props.options}
          value={[]}
          placeholder={t('插入数据')}
          aria-label={t('插入数据')}
          showSearch
          onChange={(path) => {
            const chosen = path?.at(-1);
            if (chosen !== undefined) insert(String(chosen));
          }}
        />
        {props.acts}
      </div>
    </>
  );
}
