import { oc } from '@orpc/contract';

/** What every endpoint declares beside its route: who may call it, and how it runs. */
export interface EndpointMeta {
  /** A permission of the matrix, or `public` (nobody signed in), or `signed-in` (anybody signed in). */
  permission: string;
  /** May wait in the phone's outbox while there is no network. */
  offline?: boolean;
  /**
   * `work` (default): the handler runs in one unit of work of the actor and commits with it.
   * `own`: the handler opens its own units of work (sign-in, long exports, event streams).
   */
  transaction?: 'work' | 'own';
}

interface EndpointRoute extends EndpointMeta {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: `/${string}`;
  /** One short Chinese phrase: the name of the operation in the API page. */
  summary: string;
  tag: string;
}

/** Starts the declaration of an endpoint: `endpoint({...}).input(zod).output(zod)`. */
export const endpoint = ({ method, path, summary, tag, ...meta }: EndpointRoute) =>
  oc
    .$meta<EndpointMeta>({ permission: '' })
    .meta(meta)
    .route({ method, path, summary, tags: [tag] });
