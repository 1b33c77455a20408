import { userInfo } from 'node:os';
import type { Actor } from '#platform/server/work.ts';

/** Whoever has a shell on the server: reaches everything, and is named in the log by the operating system's account. */
export function operator(): Actor {
  return {
    accountId: '00000000-0000-0000-0000-000000000000',
    name: `命令行（${systemUser()}）`,
    role: 'SYSTEM',
    roleName: '系统',
    permissions: new Set(),
    region: '',
    organisation: null,
    personId: null,
    premisesId: null,
    sessionId: null,
  };
}

function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? '?'}`;
  }
}
