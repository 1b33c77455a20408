import { expect, test } from 'vitest';
import { masked } from './mask.ts';

test('telephone and identity numbers are masked at every depth, everything else stays', () => {
  expect(
    masked({
      before: { phone: '13957300119', list: ['联系电话13957300119，已告知', 5, null] },
      idNumber: '33048119800101123X',
    }),
  ).toEqual({
    before: { phone: '139****0119', list: ['联系电话139****0119，已告知', 5, null] },
    idNumber: '330****123X',
  });
});

test('codes, record numbers and UUIDs are no telephone numbers', () => {
  const kept = ['330481101200', '330481101200003', '01a19b2c-1580-7000-a936-513418255273', '海消限改〔2026〕第0001号'];
  expect(masked(kept)).toEqual(kept);
});
