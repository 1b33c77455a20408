import { createORPCClient, ORPCError } from '@orpc/client';
import type { AnyContractRouter, ContractRouterClient } from '@orpc/contract';
import type { JsonifiedClient } from '@orpc/openapi-client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { t } from './i18n/i18n.ts';

/** What a screen needs to know about a refused or failed request; `message` is already fit to be read. */
export type ApiError = {
  code: string;
  status: number;
  message: string;
  /** Field path (`items.0.dueOn`) → sentence. */
  fields: Record<string, string>;
  /** On `conflict`: the actions that are possible from the state the record is in now. */
  allowedActions: string[] | undefined;
  /** Worth trying again unchanged: no connection, timeout, server overload. */
  isTransient: boolean;
  requestId: string | undefined;
};

/** Proves to the server that the request was made by our own script: other sites cannot set it without CORS. */
export const sameOriginHeaders = { 'x-wanghuolou': '1' } as const;

const signedOutListeners = new Set<() => void>();

/** Called whenever the server answers 401; returns the unsubscribe function. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

export function announceSignedOut(): void {
  for (const listener of signedOutListeners) listener();
}

/** `fetch` with cookies of this origin, the same-origin proof, and the sign-in screen on 401. */
export async function sameOriginFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input, { ...init, credentials: 'same-origin' });
  for (const [name, value] of Object.entries(sameOriginHeaders)) request.headers.set(name, value);
  const response = await fetch(request);
  if (response.status === 401) announceSignedOut();
  return response;
}

/**
 * The typed client of a contract with TanStack Query helpers: `api.<endpoint>.queryOptions({ input })`,
 * `.mutationOptions()`, `.key()` and `.call(input)`. A module passes its own contract and its word, so that its part
 * of the contract is downloaded with its screens and not at the first load.
 */
export function createApi<T extends AnyContractRouter>(contract: T, word?: string) {
  const link = new OpenAPILink(contract, {
    url: () => `${location.origin}/api`,
    fetch: (request, init) => sameOriginFetch(request, init),
    customErrorResponseBodyDecoder: (body, response) => errorFromBody(body, response.status),
  });
  const client = createORPCClient<JsonifiedClient<ContractRouterClient<T>>>(link);
  return createTanstackQueryUtils(client, word ? { path: [word] } : {});
}

export type Api<T extends AnyContractRouter> = ReturnType<typeof createApi<T>>;

/** A refusal that has been read from a response; `toApiError` gives it back unchanged. */
export class RefusedRequest extends Error {
  readonly told: ApiError;

  constructor(told: ApiError) {
    super(told.message);
    this.told = told;
  }
}

const isRecord = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null && !Array.isArray(x);

/** The server's own error body is `{code, message, data?}`; a proxy in between may send anything. */
function errorFromBody(body: unknown, status: number) {
  if (!isRecord(body) || typeof body.message !== 'string') return undefined;
  const code = typeof body.code === 'string' ? body.code : String(status);
  return new ORPCError(code, { status, message: body.message, data: body.data });
}

/** Reads an error body of a plain `fetch` (files, session) into the same shape as a contract call. */
export async function readApiError(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => undefined);
  return toApiError(errorFromBody(body, response.status) ?? new ORPCError('unreadable', { status: response.status }));
}

function sentenceFor(status: number): string {
  if (status === 401) return t('登录已失效，请重新登录');
  if (status === 403) return t('您的岗位没有此项权限');
  if (status === 404) return t('记录不存在，或不在您的管辖范围内');
  if (status === 413) return t('文件过大，请压缩后重新上传');
  if (status === 429) return t('操作过于频繁，请稍后再试');
  if (status >= 500) return t('服务器暂时无法处理，请稍后重试；仍不行请联系管理员');
  return t('请求未被接受，请检查后重试');
}

const hasChinese = (text: string) => /[\u4e00-\u9fff]/.test(text);

/** Any thrown value → `ApiError`. Sentences of the server are kept; technical English is replaced by cause and remedy. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof RefusedRequest) return error.told;
  if (error instanceof ORPCError) {
    const data = isRecord(error.data) ? error.data : {};
    const fields = isRecord(data.fields)
      ? Object.fromEntries(Object.entries(data.fields).map(([name, message]) => [name, String(message)]))
      : {};
    return {
      code: String(error.code),
      status: error.status,
      message: hasChinese(error.message) ? error.message : sentenceFor(error.status),
      fields,
      allowedActions: Array.isArray(data.allowedActions) ? data.allowedActions.map(String) : undefined,
      isTransient: error.status >= 502 || error.status === 429,
      requestId: typeof data.requestId === 'string' ? data.requestId : undefined,
    };
  }
  const blank = { status: 0, fields: {}, allowedActions: undefined, requestId: undefined };
  if (error instanceof TypeError && /fetch|network|load failed/i.test(error.message)) {
    return { ...blank, code: 'offline', message: t('连不上服务器，请检查网络后重试'), isTransient: true };
  }
  const message = error instanceof Error && hasChinese(error.message) ? error.message : t('页面出错，请刷新后重试');
  return { ...blank, code: 'unknown', message, isTransient: false };
}
