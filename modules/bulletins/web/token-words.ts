import type { Piece } from '#modules/bulletins/contract';
import { readSentence, type Template, type Token, tokenWords } from '#modules/bulletins/contract';
import type { IndicatorRow } from '#modules/indicators/contract';
import { t } from '#platform/web/i18n/i18n.ts';

export interface TokenWords {
  indicators: ReadonlyMap<string, IndicatorRow>;
  parameters: Template['parameters'];
  lists: Template['lists'];
}

export const listLabel = (name: string, lists: Template['lists']): string => t(lists[name]?.label || name);

/** What a token is called on its chip: 火灾起数 · 同比. */
export function tokenLabel(token: Token, { indicators, parameters, lists }: TokenWords): string {
  const named = (id: string) => t(indicators.get(id)?.label ?? id);
  const parameter = (name: string) => t(parameters.find(({ id }) => id === name)?.label ?? name);
  switch (token.kind) {
    case 'period':
      return t('统计期');
    case 'lastPeriod':
      return t('上期');
    case 'region':
      return t('地区名');
    case 'parameter':
      return parameter(token.name);
    case 'list':
      return t('分项：{name}', { name: listLabel(token.name, lists) });
    case 'rank':
      return t('{figure}前三的地区', { figure: named(token.id) });
    case 'figure':
      return token.hasUnit ? named(token.id) : t('{figure}（仅数字）', { figure: named(token.id) });
    case 'change':
      return `${named(token.id)} · ${token.over === 'year' ? t('同比') : t('环比')}`;
    case 'share':
      return t('{part}占{whole}', { part: named(token.part), whole: named(token.id) });
    case 'target':
      return t('{figure}占{target}', { figure: named(token.id), target: parameter(token.name) });
  }
}

/** A sentence as words and chips. What cannot be read stays words, so that nobody's typing is lost. */
export function chipsOf(text: string, words: TokenWords): Piece[] {
  const read = readSentence(text);
  if ('fault' in read) return [text];
  return read.parts.map((part) =>
    typeof part === 'string' ? part : { figure: tokenWords(part), text: tokenLabel(part, words) },
  );
}

/** The sentence that words and chips stand for. */
export const sentenceOf = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : `{${piece.figure}}`)).join('');
