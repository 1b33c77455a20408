import type { AccountService } from '#modules/accounts/server';
import type { Facts } from '#modules/indicators/server';
import type { Files } from '#platform/server/files.ts';
import type { Environment } from '#platform/server/work.ts';

/** What a demo world is loaded into; an installation has it all. */
export interface EmptyInstallation {
  environment: Environment;
  accounts: AccountService;
  files: Files;
  adminUrl: string;
  /** What figures can be counted of. */
  facts: Facts;
}
export type Say = (words: string) => void;

/** A sign-in of the demo, as the start-up and the sign-in page show it. */
export interface DemoPersona {
  username: string;
  password: string;
  name: string;
  comesFor: string;
}

export interface DemoWorld {
  label: string;
  /** Into an empty database; the world's year ends at the installation's present. */
  load(installation: EmptyInstallation, say: Say): Promise<void>;
  personas: readonly Omit<DemoPersona, 'password'>[];
}
