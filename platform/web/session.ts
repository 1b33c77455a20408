import { createContext, useContext } from 'react';
import { RefusedRequest, readApiError, sameOriginFetch } from './api.ts';

/** A post that the signed-in person holds today. */
export type HeldPost = {
  postId: string;
  title: string;
  role: string;
  roleName: string;
  orgId: string;
  orgName: string;
  regionCode: string;
};

/** Body of `GET /api/session`; the server's contract may hold more. */
export type Session = {
  account: { id: string; name: string; username: string; mustChangePassword?: boolean; hasTotp?: boolean };
  actor: {
    role: string;
    roleName: string;
    postId: string | null;
    orgId: string | null;
    orgName: string;
    orgKind?: string | null;
    personId?: string | null;
    regionCode: string;
    regionName: string;
    premisesId?: string | null;
  };
  posts: HeldPost[];
  permissions: string[];
  demo: boolean;
};

/** Body of `GET /api/welcome`: what the sign-in screen may offer. */
export type Welcome = {
  demo: boolean;
  oidcName: string | null;
  /** Demo worlds only: people to sign in as with one press. */
  personas: { username: string; password: string; name: string; comesFor: string }[];
};

export type Credentials = { username: string; password: string; code?: string };
/** `CODE_REQUIRED`: the password was right and the one-time code is asked for. */
export type SignInState = 'SIGNED_IN' | 'CODE_REQUIRED';

/** How the console speaks with the server about who is at the screen; refusals are thrown. */
export type SessionApi = {
  /** Undefined when nobody is signed in. */
  current: () => Promise<Session | undefined>;
  welcome: () => Promise<Welcome>;
  signIn: (credentials: Credentials) => Promise<SignInState>;
  signOut: () => Promise<void>;
  switchPost: (postId: string) => Promise<void>;
  changePassword: (current: string, next: string) => Promise<void>;
  oidcUrl: string;
};

const json = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

async function must<T>(response: Response): Promise<T> {
  if (!response.ok) throw new RefusedRequest(await readApiError(response));
  return (await response.json()) as T;
}

/** The endpoints of accounts, spoken without their contract: the shell must not wait for any module's code. */
export function httpSession(base = '/api'): SessionApi {
  return {
    oidcUrl: `${base}/oidc/start`,
    async current() {
      const response = await sameOriginFetch(`${base}/session`);
      return response.status === 401 ? undefined : must<Session>(response);
    },
    welcome: async () => must<Welcome>(await sameOriginFetch(`${base}/welcome`)),
    async signIn(credentials) {
      const answer = await sameOriginFetch(`${base}/session`, json('POST', credentials));
      return (await must<{ state: SignInState }>(answer)).state;
    },
    async signOut() {
      await must(await sameOriginFetch(`${base}/session`, { method: 'DELETE' }));
    },
    async switchPost(postId) {
      await must(await sameOriginFetch(`${base}/session/post`, json('POST', { postId })));
    },
    async changePassword(current, next) {
      await must(await sameOriginFetch(`${base}/account/password`, json('POST', { current, next })));
    },
  };
}

export const SessionContext = createContext<Session | undefined>(undefined);

/** The person at the screen; only inside the shell, where somebody is signed in. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession outside the shell');
  return session;
}

export const may = (session: Session, permission: string | undefined) =>
  permission === undefined || session.permissions.includes(permission);

/** Whether this person holds a permission: for hiding entries, never instead of the server's `allowedActions`. */
export const useMay = (permission: string | undefined): boolean => may(useSession(), permission);
