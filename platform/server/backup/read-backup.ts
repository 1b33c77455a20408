import { BackupError, damaged } from './backup-error.ts';
import { BackupHeader, BackupManifest, backupFormat } from './manifest.ts';
import { sparingly } from './progress.ts';
import { openTar, type TarEntry, TarError } from './tar.ts';
import { sha256Of } from './write-backup.ts';

/** A backup whose every byte has been checked. */
export interface Backup {
  path: string;
  manifest: BackupManifest;
  secret: string;
  /** Stored files, by SHA-256. */
  files: string[];
  read(name: string): Promise<Buffer>;
  readFile(sha256: string): Promise<Buffer>;
  close(): Promise<void>;
}

/**
 * Opens a backup and compares every part with its hash, before anybody relies on it.
 * @throws {BackupError} when it is damaged, incomplete, of another product or of a format of the future
 */
export async function readBackup(path: string, say: (words: string) => void = () => {}): Promise<Backup> {
  const tell = sparingly(say);
  const tar = await openTar(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new BackupError(`没有备份文件 ${path}，请核对路径。`, { cause: error });
    if (error.code === 'EACCES')
      throw new BackupError(`没有权限读取备份文件 ${path}，请换用有权限的用户。`, { cause: error });
    throw error;
  });
  try {
    const entries = new Map<string, TarEntry>();
    const hashes = new Map<string, string>();
    let header: BackupHeader | undefined;
    for await (const entry of tar.entries()) {
      if (entries.size === 0) header = await readHeader(path, entry, () => tar.read(entry));
      entries.set(entry.name, entry);
      hashes.set(entry.name, sha256Of(await tar.read(entry)));
      tell(() => `正在校验备份：已 ${Math.round(entry.offset / 1024 / 1024).toLocaleString()} MB`);
    }
    const read = async (name: string) => {
      const entry = entries.get(name);
      if (!entry) throw damaged(path, `缺少 ${name}`);
      return tar.read(entry);
    };
    const text = await read('manifest.json');
    if ((await read('manifest.sha256')).toString() !== sha256Of(text)) throw damaged(path, '清单与校验值不符');
    const manifest = BackupManifest.parse(JSON.parse(text.toString()));
    if (manifest.version !== header?.version || manifest.createdAt !== header.createdAt)
      throw damaged(path, '清单与文件头不符');
    const parts = new Map(manifest.tables.flatMap((table) => table.parts).map((part) => [part.name, part.sha256]));
    parts.set('secret.key', manifest.secretSha256);
    for (const [name, sha256] of parts) {
      if (!entries.has(name)) throw damaged(path, `缺少 ${name}`);
      if (hashes.get(name) !== sha256) throw damaged(path, `${name} 与校验值不符`);
    }
    const files: string[] = [];
    for (const name of entries.keys()) {
      if (!name.startsWith('files/')) continue;
      const sha256 = name.slice(-64);
      if (hashes.get(name) !== sha256) throw damaged(path, `附件 ${sha256.slice(0, 12)}… 与校验值不符`);
      files.push(sha256);
    }
    if (files.length !== manifest.files.count)
      throw damaged(path, `附件应有 ${manifest.files.count} 个，实有 ${files.length} 个`);
    return {
      path,
      manifest,
      files,
      secret: (await read('secret.key')).toString(),
      read,
      readFile: (sha256) => read(`files/${sha256.slice(0, 2)}/${sha256}`),
      close: () => tar.close(),
    };
  } catch (error) {
    await tar.close();
    if (error instanceof BackupError) throw error;
    if (error instanceof TarError) throw damaged(path, '文件被截断或改动', error);
    if ((error as NodeJS.ErrnoException).code === 'EISDIR')
      throw new BackupError(`${path} 是目录，请给出备份文件本身。`);
    if (error instanceof SyntaxError || (error as Error).name === 'ZodError' || (error as Error).name === '$ZodError')
      throw damaged(path, '清单无法识别', error);
    throw error;
  }
}

async function readHeader(path: string, entry: TarEntry, read: () => Promise<Buffer>): Promise<BackupHeader> {
  const foreign = () => new BackupError(`${path} 不是望火楼的备份文件，请核对路径。`);
  if (entry.name !== 'header.json' || entry.size > 10_000) throw foreign();
  const header = BackupHeader.safeParse(JSON.parse((await read()).toString()));
  if (!header.success) throw foreign();
  if (header.data.format > backupFormat)
    throw new BackupError(`备份由更新的版本（${header.data.version}）制作，当前程序不能读取。请先升级程序再恢复。`);
  return header.data;
}
