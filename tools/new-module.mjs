// Writes the skeleton of a module and registers it: `npm run new-module <word> [Chinese name]`.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure, findNode, main, root } from './runtime.mjs';

const capital = (word) => word[0].toUpperCase() + word.slice(1);

/** Files of the skeleton by path; `word` names folder, schema, address and permissions alike. */
export function skeleton(word, label) {
  const Word = capital(word);
  const base = `modules/${word}`;
  return {
    [`${base}/README.md`]: `# ${Word}（${label}）

What this module owns, in one sentence.

- **Words**: entry: …
- **Called by**: \`app\`. **Calls**: nobody.
- **Publishes**: no event, no view.
`,
    [`${base}/contract/index.ts`]: `export * from './${word}.endpoints.ts';
export * from './${word}.schema.ts';
`,
    [`${base}/contract/${word}.schema.ts`]: `import { z } from 'zod';
import { Id, Instant, Words } from '#platform/shared/paging.ts';

/** Division code of a place, 12 digits. */
const RegionCode = z.string().regex(/^\\d{12}$/, '行政区划代码为 12 位数字');

export const New${Word}Entry = z.object({ id: Id.optional(), regionCode: RegionCode, name: Words(80) });
export type New${Word}Entry = z.infer<typeof New${Word}Entry>;

export const ${Word}Entry = z.object({
  countyCode: z.string(),
  id: Id,
  regionCode: RegionCode,
  name: z.string(),
  version: z.number().int(),
  changedAt: Instant,
});
export type ${Word}Entry = z.infer<typeof ${Word}Entry>;
`,
    [`${base}/contract/${word}.endpoints.ts`]: `import { z } from 'zod';
import { endpoint } from '#platform/shared/endpoint.ts';
import { Id, PageInput, pageOf } from '#platform/shared/paging.ts';
import { New${Word}Entry, ${Word}Entry } from './${word}.schema.ts';

const tag = '${label}';

export const ${word}Contract = {
  list: endpoint({ method: 'GET', path: '/${word}', summary: '${label}列表', tag, permission: '${word}.read' })
    .input(
      PageInput.extend({
        countyCode: z.string().regex(/^\\d{6}$/, '县级区划代码为 6 位数字'),
        search: z.string().trim().max(50).optional(),
      }),
    )
    .output(pageOf(${Word}Entry)),
  add: endpoint({ method: 'POST', path: '/${word}', summary: '登记${label}', tag, permission: '${word}.edit' })
    .input(New${Word}Entry)
    .output(z.object({ countyCode: z.string(), id: Id })),
};
`,
    [`${base}/server/index.ts`]: `import type { ServerModule } from '#platform/server/module.ts';

export { create${Word}Routes } from './${word}.routes.ts';

export const ${word}Module: ServerModule = { name: '${word}' };
`,
    [`${base}/server/${word}.store.ts`]: `import type { Insertable } from 'kysely';
import type { Tables } from '#platform/server/database.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';

export type ${Word}Tables = '${word}.entry';

/** Writes and loads by id. */
export function create${Word}Store(work: Work) {
  const db = tablesOf<${Word}Tables>(work);
  return {
    find: (countyCode: string, id: string) =>
      db
        .selectFrom('${word}.entry')
        .selectAll()
        .where('countyCode', '=', countyCode)
        .where('id', '=', id)
        .executeTakeFirst(),
    /** @returns whether it was added; false when the id is taken */
    async addOnce(row: Insertable<Tables['${word}.entry']>): Promise<boolean> {
      const added = await db
        .insertInto('${word}.entry')
        .values(row)
        .onConflict((on) => on.columns(['countyCode', 'id']).doNothing())
        .executeTakeFirst();
      return added.numInsertedOrUpdatedRows === 1n;
    },
  };
}
`,
    [`${base}/server/${word}.queries.ts`]: `import { sql } from 'kysely';
import { countUpTo, decodeCursor, encodeCursor } from '#platform/server/paging.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';
import type { ${Word}Tables } from './${word}.store.ts';

/** Read models for screens. */
export function create${Word}Queries(work: Work) {
  const db = tablesOf<${Word}Tables>(work);
  return {
    async list(filter: {
      countyCode: string;
      search?: string | undefined;
      cursor?: string | undefined;
      limit: number;
    }) {
      const matching = db
        .selectFrom('${word}.entry')
        .where('countyCode', '=', filter.countyCode)
        .where('regionCode', 'like', \`\${work.actor.region}%\`)
        .$if(!!filter.search, (q) => q.where(sql<boolean>\`strpos(name, \${filter.search ?? ''}) > 0\`));
      const after = decodeCursor(filter.cursor, 2);
      const rows = await matching
        .select(['countyCode', 'id', 'regionCode', 'name', 'version', 'changedAt'])
        .$if(after !== undefined, (q) => q.where(sql<boolean>\`(name, id) > (\${after?.[0]}, \${after?.[1]}::uuid)\`))
        .orderBy('name')
        .orderBy('id')
        .limit(filter.limit + 1)
        .execute();
      const items = rows.slice(0, filter.limit);
      const last = items.at(-1);
      return {
        items,
        next: rows.length > filter.limit && last ? encodeCursor([last.name, last.id]) : null,
        ...(await countUpTo(work, matching.select('id'))),
      };
    },
  };
}
`,
    [`${base}/server/${word}.service.ts`]: `import type { Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import type { New${Word}Entry } from '../contract/index.ts';
import { create${Word}Store } from './${word}.store.ts';

/** Use cases: the one place where decisions are made. */
export function create${Word}Service(work: Work) {
  const store = create${Word}Store(work);

  /** A repeated call with the same id and content returns the same entry. */
  async function add(input: New${Word}Entry): Promise<{ countyCode: string; id: string }> {
    if (!input.regionCode.startsWith(work.actor.region))
      throw new AppError('forbidden', '该地点不在当前岗位的管辖范围内，请重新选择区划。');
    const countyCode = input.regionCode.slice(0, 6);
    const id = input.id ?? work.newId();
    const { regionCode, name } = input;
    if (!(await store.addOnce({ countyCode, id, regionCode, name, changedAt: work.now }))) {
      const found = await store.find(countyCode, id);
      if (found?.name !== name || found.regionCode !== regionCode)
        throw new AppError('conflict', '同一编号已登记了不同的内容，请刷新后重试。');
      return { countyCode, id };
    }
    work.audit('${word}.add', { kind: '${word}', id, countyCode }, { name });
    return { countyCode, id };
  }

  return { add };
}
`,
    [`${base}/server/${word}.routes.ts`]: `import { endpoints } from '#platform/server/api.ts';
import { ${word}Contract } from '../contract/index.ts';
import { create${Word}Queries } from './${word}.queries.ts';
import { create${Word}Service } from './${word}.service.ts';

export function create${Word}Routes() {
  const on = endpoints(${word}Contract);
  return on.router({
    list: on.list.handler(({ input, context: { work } }) => create${Word}Queries(work).list(input)),
    add: on.add.handler(({ input, context: { work } }) => create${Word}Service(work).add(input)),
  });
}
`,
    [`${base}/server/${word}.api.test.ts`]: `import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from '#app/testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

test('what was registered is listed, and registering it twice leaves one', async () => {
  const supervisor = await world.as('supervisor');
  const entry = { id: uuidv7(), regionCode: world.haining.village, name: '第一个' };
  await supervisor.${word}.add(entry);
  await supervisor.${word}.add(entry);
  const page = await supervisor.${word}.list({ countyCode: '330481' });
  expect(page).toMatchObject({ total: 1, items: [{ id: entry.id, name: '第一个' }] });
});

test('another county neither sees it nor adds to it', async () => {
  const stranger = await world.as('supervisor', world.pinghu);
  expect(await stranger.${word}.list({ countyCode: '330481' })).toMatchObject({ total: 0 });
  const intrusion = stranger.${word}.add({ regionCode: world.haining.village, name: '越界' });
  await expect(intrusion).rejects.toEqual(expect.objectContaining({ code: 'forbidden' }));
});
`,
    [`${base}/web/index.ts`]: `import { AppstoreOutlined } from '@ant-design/icons';
import { lazy } from 'react';
import type { WebModule } from '#platform/web/module.ts';

export const ${word}Web: WebModule = {
  nav: [{ path: '/${word}', title: '${label}', icon: AppstoreOutlined, permission: '${word}.read', order: 90 }],
  pages: [
    {
      path: '/${word}',
      component: lazy(() => import('./console/${word}-list.page.tsx')),
      permission: '${word}.read',
      title: '${label}',
    },
  ],
};
`,
    [`${base}/web/${word}.client.ts`]: `import { createApi } from '#platform/web/api.ts';
import { ${word}Contract } from '../contract/index.ts';

export const ${word}Api = createApi(${word}Contract, '${word}');
`,
    [`${base}/web/console/${word}-list.page.tsx`]: `import type { Column } from '#platform/web/components/columns.tsx';
import { DataList } from '#platform/web/components/data-list.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import type { ${Word}Entry } from '../../contract/index.ts';
import { ${word}Api } from '../${word}.client.ts';

export default function ${Word}ListPage() {
  const columns: Column<${Word}Entry>[] = [{ key: 'name', title: t('名称'), priority: 1 }];
  return (
    <DataList<${Word}Entry>
      name="${word}"
      title={t('${label}')}
      columns={columns}
      rowKey={(row) => row.id}
      filters={[{ key: 'q', kind: 'text', label: t('名称') }]}
      query={({ text, cursor, limit, regionCode }) =>
        ${word}Api.list.queryOptions({
          input: { search: text('q'), cursor, limit, countyCode: (regionCode ?? '').slice(0, 6) },
        })
      }
      empty={{ reason: t('本辖区还没有登记') }}
    />
  );
}
`,
    [`${base}/web/en.json`]: `${JSON.stringify({ [label]: Word, 本辖区还没有登记: 'Nothing registered in this division yet' }, null, 2)}\n`,
  };
}

const migration = (word) => `create schema ${word};
grant usage on schema ${word} to wanghuolou_app, wanghuolou_job;

create table ${word}.entry (
  county_code text not null,
  id uuid not null,
  region_code text not null,
  name text not null,
  version integer not null default 1,
  changed_at timestamptz not null,
  primary key (county_code, id)
);
comment on table ${word}.entry is 'What one row is.';
create index entry_name on ${word}.entry (county_code, name, id);
call app.declare('${word}.entry', 'distributed', 'area');
`;

/** Adds lines to a file of the composition; \`before\` is the line that the new one goes in front of. */
function register(base, file, insertions) {
  const path = join(base, file);
  let text = readFileSync(path, 'utf8');
  for (const [before, line] of insertions) {
    const at = before.exec(text);
    if (!at)
      throw new Failure(
        `${file} 的结构已变，请手工登记：${line.trim()}`,
        `${file} has changed: add by hand: ${line.trim()}`,
      );
    text = text.slice(0, at.index) + line + text.slice(at.index);
  }
  writeFileSync(path, text);
}

/** Writes module, migration and registrations below `base`. */
export function createModule(base, word, label) {
  if (!/^[a-z]{3,24}$/.test(word))
    throw new Failure(
      '模块名须为 3 至 24 个小写英文字母，例如 water。',
      'The word must be 3 to 24 lower-case letters, such as water.',
      2,
    );
  if (/['"`\\\\\n]/.test(label)) throw new Failure('中文名称不能含有引号。', 'No quotes in the Chinese name.', 2);
  if (existsSync(join(base, 'modules', word)))
    throw new Failure(`modules/${word} 已存在。`, `modules/${word} exists already.`, 2);
  const Word = capital(word);
  for (const [file, content] of Object.entries(skeleton(word, label))) {
    mkdirSync(dirname(join(base, file)), { recursive: true });
    writeFileSync(join(base, file), content);
  }
  const migrations = join(base, 'db', 'migrations');
  const numbers = readdirSync(migrations)
    .map((name) => Number.parseInt(name, 10))
    .filter(Number.isInteger);
  const name = `${String(Math.max(0, ...numbers) + 1).padStart(4, '0')}-${word}.sql`;
  writeFileSync(join(migrations, name), migration(word));
  register(base, 'app/contract.ts', [
    [/import \{ filesContract \}/, `import { ${word}Contract } from '#modules/${word}/contract';\n`],
    [/\};\nexport type Contract/, `  ${word}: ${word}Contract,\n`],
  ]);
  register(base, 'app/modules.ts', [
    [/import type \{ ModuleSetting/, `import { create${Word}Routes, ${word}Module } from '#modules/${word}/server';\n`],
    [/ {4}\],\n {4}routes: \{/, `      ${word}Module,\n`],
    [/ {4}\},\n {2}\};\n\}\s*$/, `      ${word}: create${Word}Routes(),\n`],
  ]);
  register(base, 'app/console.tsx', [
    [/import \{ mountConsole \}/, `import { ${word}Web } from '#modules/${word}/web';\n`],
    [/,?\s*\];\n\nconst english/, `, ${word}Web`],
  ]);
  register(base, 'modules/accounts/contract/roles.ts', [
    [
      /\} as const satisfies Record<string, \{ label: string; roles/,
      `  '${word}.edit': { label: '登记${label}', roles: [...field] },\n  '${word}.read': { label: '查看${label}', roles: [...field, ...office] },\n`,
    ],
  ]);
  return name;
}

if (process.argv[1]?.endsWith('new-module.mjs'))
  await main(async () => {
    const [word, label = word] = process.argv.slice(2);
    if (!word)
      throw new Failure(
        '用法：npm run new-module <英文词> [中文名称]，例如 npm run new-module water 消防水源',
        'usage: npm run new-module <word> [Chinese name]',
        2,
      );
    const name = createModule(root, word, label);
    execFileSync(findNode(), [join(root, 'tools', 'check-tables.mjs'), '--write'], { cwd: root, stdio: 'inherit' });
    // Longer words break lines elsewhere.
    const touched = [`modules/${word}`, 'app/contract.ts', 'app/modules.ts', 'app/console.tsx'];
    execFileSync(findNode(), [join(root, 'node_modules/@biomejs/biome/bin/biome'), 'check', '--write', ...touched], {
      cwd: root,
      stdio: 'ignore',
    });
    process.stdout.write(
      [
        `modules/${word}, db/migrations/${name} and db/tables.ts are written; app/contract.ts, app/modules.ts, app/console.tsx and the permission matrix know it.`,
        'Next: rename "entry" to the word of the field, review the two permissions, then npm run check.',
        `Its tests: node_modules/.bin/vitest run --project api modules/${word}`,
        '',
      ].join('\n'),
    );
    return 0;
  });
