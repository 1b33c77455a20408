import { accountsContract } from '#modules/accounts/contract';
import { createApi } from '#platform/web/api.ts';
import { DataList } from '#platform/web/components/data-list.tsx';
const api = createApi(accountsContract, 'accounts');
export const x = (
  <DataList
    name="accounts" title="x" rowKey={(r) => r.id}
    columns={[{ key: 'username', title: 'a', value: (r) => r.displayName }]}
    query={({ text, cursor, limit }) => api.list.queryOptions({ input: { search: text('q'), cursor, limit } })}
  />
);
export const y = api.create.call({ username: 'a', password: 'b' });
export const k = api.list.key();
