/** A backup that cannot be made or used; the message is a Chinese sentence with cause and remedy. */
export class BackupError extends Error {}

export const damaged = (path: string, detail: string, cause?: unknown) =>
  new BackupError(`备份文件 ${path} 不完整或已损坏（${detail}），没有恢复任何内容。请改用另一份备份。`, { cause });
