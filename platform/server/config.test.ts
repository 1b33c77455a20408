import { expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

test('only the machine itself may say for whom it asks, unless proxies are named', () => {
  expect(readConfig({}).trustedProxies).toEqual(['loopback']);
  expect(readConfig({ WANGHUOLOU_TRUSTED_PROXIES: 'none' }).trustedProxies).toEqual([]);
  expect(readConfig({ WANGHUOLOU_TRUSTED_PROXIES: '10.0.0.5, 10.1.0.0/16,fd00::/8' }).trustedProxies).toEqual([
    '10.0.0.5',
    '10.1.0.0/16',
    'fd00::/8',
  ]);
});

test.each([
  [{ PORT: '80a' }, 'PORT=80a'],
  [{ PORT: '65536' }, 'PORT=65536'],
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL'],
  [{ WANGHUOLOU_OIDC_ISSUER: 'https://sso' }, 'WANGHUOLOU_OIDC_CLIENT_ID'],
  [{ WANGHUOLOU_TRUSTED_PROXIES: '10.0.0.5,proxy' }, '“proxy”不是地址或网段'],
  [{ WANGHUOLOU_TRUSTED_PROXIES: '10.0.0.0/33' }, '“10.0.0.0/33”不是地址或网段'],
  [{ WANGHUOLOU_METRICS_TOKEN: 'short' }, 'WANGHUOLOU_METRICS_TOKEN'],
])('a setting that cannot be used is refused by its name: %o', (env, words) => {
  expect(() => readConfig(env)).toThrow(ConfigError);
  expect(() => readConfig(env)).toThrow(words);
});
