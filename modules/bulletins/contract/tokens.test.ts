import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSentence, readToken, type Token, tokenWords } from './tokens.ts';

const id = fc.constantFrom('fireCount', 'deathCount', 'hazardOnTimeRate');
const name = fc.constantFrom('places', 'campaign', 'visits2');
const token: fc.Arbitrary<Token> = fc.oneof(
  fc.constantFrom<Token>({ kind: 'period' }, { kind: 'lastPeriod' }, { kind: 'region' }),
  name.map((name): Token => ({ kind: 'parameter', name })),
  name.map((name): Token => ({ kind: 'list', name })),
  id.map((id): Token => ({ kind: 'rank', id })),
  fc.tuple(id, fc.boolean()).map(([id, hasUnit]): Token => ({ kind: 'figure', id, hasUnit })),
  fc.tuple(id, fc.constantFrom('year', 'period')).map(([id, over]): Token => ({ kind: 'change', id, over })),
  fc.tuple(id, id).map(([id, part]): Token => ({ kind: 'share', id, part })),
  fc.tuple(id, name).map(([id, name]): Token => ({ kind: 'target', id, name })),
);
const words = fc.string({ minLength: 1 }).filter((text) => !/[{}]/.test(text));

test('a token is read as it is written', () => {
  fc.assert(
    fc.property(token, (one) => {
      expect(readToken(tokenWords(one))).toEqual(one);
    }),
  );
});

test('a sentence is its words and tokens in order', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(words, token), { maxLength: 6 }), (parts) => {
      const text = parts.map(([said, one]) => `${said}{${tokenWords(one)}}`).join('');
      expect(readSentence(text)).toEqual({ parts: parts.flat() });
    }),
  );
});

test.each([
  ['共发生火灾{fireCount起。', /大括号“\{”不成对/],
  ['共发生火灾fireCount}起。', /大括号“\}”不成对/],
  ['共发生{火灾{fireCount}}起。', /大括号“\{”不成对/],
  ['共发生火灾{火灾起数}。', /“\{火灾起数\}”无法识别/],
  ['共发生火灾{}。', /“\{\}”无法识别/],
  ['共发生火灾{fireCount.month}。', /“\{fireCount\.month\}”无法识别/],
])('%s is refused with what is wrong', (text, fault) => {
  expect(readSentence(text)).toEqual({ fault: expect.stringMatching(fault) });
});
