import type { Client } from '#app/testing/world.ts';
import type { RegisterInput } from '../contract/index.ts';

let count = 0;

/** Registers a place through the API; what is not given is a hotel in Xucun, Haining. */
export const registerPlace = (client: Client, given: Partial<RegisterInput> = {}) => {
  count += 1;
  return client.premises.register({
    regionCode: '330481101201',
    name: `许村平安宾馆${count}`,
    address: `许村镇庄湾村人民路${count}号`,
    types: ['HOTEL'],
    ...given,
  } as RegisterInput);
};
