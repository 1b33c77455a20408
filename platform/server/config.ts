import { isIP } from 'node:net';
import { resolve } from 'node:path';

/** Settings of the process, read once from the environment. */
export interface Config {
  port: number;
  host: string;
  dataDirectory: string;
  /** An external PostgreSQL; undefined means the embedded one. */
  databaseUrl: string | undefined;
  demoWorld: string;
  isProduction: boolean;
  /** Address under which people reach the service; cookies are `Secure` when it is https. */
  publicUrl: string;
  logLevel: string;
  /** Addresses or networks whose X-Forwarded-For is believed. */
  trustedProxies: string[];
  /** Who knows it reads /metrics from anywhere; without it only the machine itself does. */
  metricsToken: string | undefined;
  oidc: { issuer: string; clientId: string; clientSecret: string; name: string } | undefined;
}

/** A setting that cannot be used; the message says which and what to do. */
export class ConfigError extends Error {}

const isNetwork = (text: string) => {
  const [address = '', bits, ...more] = text.split('/');
  const longest = isIP(address) === 4 ? 32 : 128;
  return (
    isIP(address) > 0 && !more.length && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest))
  );
};

/** The machine itself unless told otherwise: whoever else connects may write any header. */
function readTrustedProxies(setting = 'loopback'): string[] {
  if (setting === 'none') return [];
  const proxies = setting.split(',').map((one) => one.trim());
  const wrong = proxies.find((one) => one !== 'loopback' && !isNetwork(one));
  if (wrong !== undefined)
    throw new ConfigError(
      `WANGHUOLOU_TRUSTED_PROXIES 中的“${wrong}”不是地址或网段，请写成 loopback、none，或以逗号分隔的地址，如 10.0.0.5,10.1.0.0/16。`,
    );
  return proxies;
}

function readMetricsToken(token: string | undefined): string | undefined {
  if (token !== undefined && token.length < 16)
    throw new ConfigError('WANGHUOLOU_METRICS_TOKEN 太短，容易被猜中，请设为 16 个以上的字符。');
  return token;
}

export function readConfig(env: Record<string, string | undefined>): Config {
  const port = Number(env.PORT ?? 8080);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new ConfigError(`PORT=${env.PORT} 不是有效端口，请设为 1 至 65535 之间的整数。`);
  const databaseUrl = env.DATABASE_URL || undefined;
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl))
    throw new ConfigError('DATABASE_URL 应以 postgres:// 开头，例如 postgres://用户:口令@主机:5432/wanghuolou。');
  const issuer = env.WANGHUOLOU_OIDC_ISSUER;
  if (issuer && !(env.WANGHUOLOU_OIDC_CLIENT_ID && env.WANGHUOLOU_OIDC_CLIENT_SECRET))
    throw new ConfigError(
      '已设置 WANGHUOLOU_OIDC_ISSUER，还需设置 WANGHUOLOU_OIDC_CLIENT_ID 和 WANGHUOLOU_OIDC_CLIENT_SECRET。',
    );
  return {
    port,
    host: env.HOST ?? '0.0.0.0',
    dataDirectory: resolve(env.WANGHUOLOU_DATA ?? './data'),
    databaseUrl,
    demoWorld: env.WANGHUOLOU_DEMO ?? 'haining',
    isProduction: env.NODE_ENV === 'production',
    publicUrl: env.WANGHUOLOU_PUBLIC_URL ?? `http://127.0.0.1:${port}`,
    trustedProxies: readTrustedProxies(env.WANGHUOLOU_TRUSTED_PROXIES || undefined),
    metricsToken: readMetricsToken(env.WANGHUOLOU_METRICS_TOKEN || undefined),
    logLevel: env.WANGHUOLOU_LOG_LEVEL ?? 'info',
    oidc: issuer
      ? {
          issuer,
          clientId: env.WANGHUOLOU_OIDC_CLIENT_ID as string,
          clientSecret: env.WANGHUOLOU_OIDC_CLIENT_SECRET as string,
          name: env.WANGHUOLOU_OIDC_NAME ?? '统一身份认证',
        }
      : undefined,
  };
}
