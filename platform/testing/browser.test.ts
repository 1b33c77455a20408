import { describe, expect, test } from 'vitest';
import { findBrowser, withBrowser } from './browser.ts';

describe('the browser of the tests', { timeout: 180_000 }, () => {
  test('starts, has WebGL 2 for maps, and draws Chinese characters instead of boxes', async () => {
    const seen = await withBrowser(async (browser) => {
      const page = await browser.newPage();
      return page.evaluate(() => {
        const picture = (character: string) => {
          const canvas = document.createElement('canvas');
          const context = canvas.getContext('2d');
          if (context) {
            context.font = '32px sans-serif';
            context.fillText(character, 10, 50);
          }
          return canvas.toDataURL();
        };
        const hasMaps = document.createElement('canvas').getContext('webgl2') !== null;
        return { hasMaps, pictures: ['望', '火', '楼', '\u{10fffd}'].map(picture) };
      });
    });
    expect(seen.hasMaps).toBe(true);
    expect(new Set(seen.pictures).size).toBe(4);
  });

  test('is refused with a remedy when the named program does not exist', async () => {
    await expect(findBrowser({ WANGHUOLOU_BROWSER: '/nowhere/chromium' })).rejects.toThrow(
      /\/nowhere\/chromium 不存在：请/,
    );
  });
});
