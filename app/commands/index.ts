import { auditVerify } from './audit.ts';
import { backup } from './backup.ts';
import { bulletin } from './bulletin.ts';
import type { Command } from './command.ts';
import { demoLoad } from './demo.ts';
import { importPremises } from './import.ts';
import { indicators } from './indicators.ts';
import { jobsRun } from './jobs.ts';
import { migrate } from './migrate.ts';
import { regionsLoadVillages } from './regions.ts';
import { restore } from './restore.ts';
import { serve } from './serve.ts';
import { status } from './status.ts';
import { userCreate, userDisable, userEnable, userList, userResetPassword, userUnlock } from './user.ts';

/** Every command of `wanghuolou`, in the order of the help. */
export const commands: readonly Command[] = [
  serve,
  status,
  migrate,
  demoLoad,
  importPremises,
  regionsLoadVillages,
  indicators,
  bulletin,
  auditVerify,
  backup,
  restore,
  userList,
  userCreate,
  userResetPassword,
  userDisable,
  userEnable,
  userUnlock,
  jobsRun,
];
