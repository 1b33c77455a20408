import { expect, test } from 'vitest';
import shipped from '#db/reference/bulletins/templates.json' with { type: 'json' };
import { sentencesOf, Template } from '#modules/bulletins/contract';
import { editedOf, raised, templateOf, withMember } from './edited-template.ts';
import { chipsOf, sentenceOf } from './token-words.ts';

const templates = shipped.templates.map((one) => Template.parse(one));
const keys = () => {
  let n = 0;
  return () => `k${n++}`;
};

test('a template that nobody has touched is what it was', () => {
  for (const template of templates) expect(templateOf(editedOf(template, keys()))).toEqual(template);
});

test('a sentence is the same after it was shown as chips', () => {
  for (const template of templates)
    for (const { sentence } of sentencesOf(template)) {
      const pieces = chipsOf(sentence.text, {
        indicators: new Map(),
        parameters: template.parameters,
        lists: template.lists,
      });
      expect(sentenceOf(pieces)).toBe(sentence.text);
    }
});

test('what cannot be read stays as it was typed', () => {
  const text = '共发生火灾{fireCount起。';
  expect(sentenceOf(chipsOf(text, { indicators: new Map(), parameters: [], lists: {} }))).toBe(text);
});

test('parts are replaced, taken out and moved up by their keys', () => {
  const list = [{ key: 'a' }, { key: 'b' }, { key: 'c' }];
  expect(raised(list, 'c').map(({ key }) => key)).toEqual(['a', 'c', 'b']);
  expect(raised(list, 'a')).toEqual(list);
  expect(withMember(list, 'b', undefined).map(({ key }) => key)).toEqual(['a', 'c']);
  expect(withMember(list, 'b', { key: 'd' }).map(({ key }) => key)).toEqual(['a', 'd', 'c']);
});
