import { userInfo } from 'node:os';

/** Why the embedded database cannot run; `message` is one Chinese sentence with cause and remedy for the operator. */
export type DatabaseServerErrorCode =
  | 'unsupported-platform'
  | 'data-directory-unusable'
  | 'data-directory-in-use'
  | 'data-directory-not-traversable'
  | 'no-unprivileged-account'
  | 'other-postgres-version'
  | 'not-a-database'
  | 'wrong-owner'
  | 'wrong-password'
  | 'disk-full'
  | 'port-in-use'
  | 'initialisation-failed'
  | 'start-failed'
  | 'orphan-stuck';

export class DatabaseServerError extends Error {
  readonly code: DatabaseServerErrorCode;

  constructor(code: DatabaseServerErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DatabaseServerError';
    this.code = code;
  }
}

export function unusableDirectory(directory: string, cause: unknown): DatabaseServerError {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(directory, cause);
  const reason =
    code === 'EROFS'
      ? '所在的文件系统是只读的'
      : code === 'ENOTDIR' || code === 'EEXIST'
        ? '不是目录'
        : `不能由当前用户 ${currentUser()} 读写`;
  return new DatabaseServerError(
    'data-directory-unusable',
    `数据目录 ${directory} ${reason}：请修正后重试，或用 WANGHUOLOU_DATA 指定另一个目录。`,
    { cause },
  );
}

export function diskFull(directory: string, cause?: unknown): DatabaseServerError {
  return new DatabaseServerError(
    'disk-full',
    `数据目录 ${directory} 所在的磁盘已满：请腾出空间后重新启动，已保存的数据不受影响。`,
    { cause },
  );
}

export function wrongOwner(path: string, uid: number): DatabaseServerError {
  const user = currentUser();
  return new DatabaseServerError(
    'wrong-owner',
    `${path} 属于另一个用户（uid ${uid}），当前用户 ${user} 不能使用：请用原来的用户启动，或由 root 执行 chown -R ${user} ${path}。`,
  );
}

function currentUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.()}`;
  }
}
