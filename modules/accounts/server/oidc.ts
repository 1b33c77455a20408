import type {} from '@fastify/cookie';
import type { FastifyInstance } from 'fastify';
import * as oidc from 'openid-client';
import type { Config } from '#platform/server/config.ts';
import type { Log } from '#platform/server/log.ts';
import { AppError } from '#platform/shared/errors.ts';
import type { AccountService } from './accounts.service.ts';

const stateCookie = 'whl_oidc';

/**
 * Single sign-on by OpenID Connect (authorization code with PKCE). `/api/oidc/start` leads to the provider,
 * `/api/oidc/callback` opens the session of the account that is linked with the identity.
 */
export function createOidcSignIn(
  app: FastifyInstance,
  service: AccountService,
  settings: NonNullable<Config['oidc']>,
  publicUrl: string,
  log: Log,
) {
  const redirectUri = new URL('/api/oidc/callback', publicUrl).toString();
  const isSecure = publicUrl.startsWith('https:');
  const isLocal = new URL(settings.issuer).protocol === 'http:';
  let discovered: Promise<oidc.Configuration> | undefined;
  const configuration = () => {
    discovered ??= oidc
      .discovery(
        new URL(settings.issuer),
        settings.clientId,
        settings.clientSecret,
        undefined,
        isLocal ? { execute: [oidc.allowInsecureRequests] } : undefined,
      )
      .catch((error) => {
        // Asked again at the next sign-in: the provider may only be restarting.
        discovered = undefined;
        throw error;
      });
    return discovered;
  };
  const cookie = { path: '/api/oidc', httpOnly: true, sameSite: 'lax', secure: isSecure, maxAge: 600 } as const;

  app.get('/api/oidc/start', async (_request, reply) => {
    try {
      const verifier = oidc.randomPKCECodeVerifier();
      const state = oidc.randomState();
      const nonce = oidc.randomNonce();
      const target = oidc.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: 'openid profile',
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      });
      return reply.setCookie(stateCookie, `${verifier}.${state}.${nonce}`, cookie).redirect(target.toString());
    } catch (error) {
      log.warn({ err: error }, 'single sign-on is not reachable');
      return reply.redirect(
        `/sign-in?error=${encodeURIComponent('统一身份认证暂时连接不上，请稍后再试或用账号密码登录。')}`,
      );
    }
  });

  app.get('/api/oidc/callback', async (request, reply) => {
    const [verifier, state, nonce] = (request.cookies[stateCookie] ?? '').split('.');
    reply.clearCookie(stateCookie, cookie);
    const fail = (message: string) => reply.redirect(`/sign-in?error=${encodeURIComponent(message)}`);
    if (!verifier || !state || !nonce) return fail('登录等待时间过长，请重新点击统一身份认证登录。');
    try {
      const tokens = await oidc.authorizationCodeGrant(await configuration(), new URL(request.url, publicUrl), {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
      });
      const claims = tokens.claims();
      if (!claims) return fail('统一身份认证没有返回身份信息，请联系管理员。');
      const token = await service.signInByOidc(
        {
          issuer: settings.issuer,
          subject: claims.sub,
          username: typeof claims.preferred_username === 'string' ? claims.preferred_username : undefined,
        },
        { ip: request.ip, userAgent: String(request.headers['user-agent'] ?? '').slice(0, 300) },
      );
      return reply
        .setCookie('whl_session', token, {
          path: '/',
          httpOnly: true,
          sameSite: 'lax',
          secure: isSecure,
          maxAge: 7 * 24 * 3600,
        })
        .redirect('/');
    } catch (error) {
      if (error instanceof AppError) return fail(error.message);
      log.warn({ err: error }, 'single sign-on failed');
      return fail('统一身份认证没有通过，请重新登录。');
    }
  });
}
