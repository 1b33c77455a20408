/** Server settings by the size of the machine; given on the command line, so that an update of ours takes effect. */
import { statfsSync } from 'node:fs';
import { totalmem } from 'node:os';

const MIB = 1024 * 1024;

export interface Machine {
  memoryBytes: number;
  /** Size of /dev/shm; undefined where there is none. Containers often have 64 MiB. */
  sharedMemoryBytes: number | undefined;
}

export function describeMachine(): Machine {
  const limit = process.constrainedMemory();
  const memoryBytes = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  try {
    const { bsize, blocks } = statfsSync('/dev/shm');
    return { memoryBytes, sharedMemoryBytes: bsize * blocks };
  } catch {
    return { memoryBytes, sharedMemoryBytes: undefined };
  }
}

/** `name=value` pairs for `postgres -c`. */
export function databaseSettings(machine: Machine): string[] {
  const mib = Math.floor(machine.memoryBytes / MIB);
  const between = (least: number, wanted: number, most: number) => Math.round(Math.min(most, Math.max(least, wanted)));
  const settings: Record<string, string> = {
    shared_buffers: `${between(64, mib / 8, 2048)}MB`,
    effective_cache_size: `${between(256, mib / 2, 65_536)}MB`,
    maintenance_work_mem: `${between(32, mib / 32, 512)}MB`,
    work_mem: `${between(4, mib / 512, 32)}MB`,
    max_wal_size: '2GB',
    min_wal_size: '160MB',
    wal_compression: 'on',
    checkpoint_timeout: '15min',
    max_connections: '100',
    // Default 4 supposes spinning disks and turns the planner away from indexes.
    random_page_cost: '1.1',
    jit: 'off',
    log_line_prefix: '%m [%p] %a ',
    log_lock_waits: 'on',
    log_min_duration_statement: '2s',
    // Parameters carry names and telephone numbers; they do not belong into a log.
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
  };
  if (process.platform === 'linux' && (machine.sharedMemoryBytes ?? 0) < 256 * MIB) {
    // Parallel queries otherwise fail with "could not resize shared memory segment".
    settings.dynamic_shared_memory_type = 'mmap';
  }
  return Object.entries(settings).map(([name, value]) => `${name}=${value}`);
}
