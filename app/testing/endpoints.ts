import { type AnyContractProcedure, isContractProcedure } from '@orpc/contract';
import type { z } from 'zod';
import type { EndpointMeta } from '#platform/shared/endpoint.ts';
import { contract } from '../contract.ts';

export interface Endpoint {
  /** `hazards.list`. */
  name: string;
  method: string;
  path: string;
  permission: string;
  input: z.ZodType | undefined;
}

/** Every endpoint of the contract. */
export function allEndpoints(): Endpoint[] {
  const found: Endpoint[] = [];
  const walk = (node: unknown, name: string[]) => {
    if (isContractProcedure(node)) {
      const { route, meta, inputSchema } = (node as AnyContractProcedure)['~orpc'];
      found.push({
        name: name.join('.'),
        method: route.method ?? 'POST',
        path: route.path ?? '',
        permission: (meta as unknown as EndpointMeta).permission,
        input: inputSchema as z.ZodType | undefined,
      });
    } else if (node && typeof node === 'object')
      for (const [key, child] of Object.entries(node)) walk(child, [...name, key]);
  };
  walk(contract, []);
  return found;
}
