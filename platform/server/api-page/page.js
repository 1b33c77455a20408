/** Draws /api/openapi.json. Everything is set as text, never as markup. */
const permissionWords = { public: '无需登录', 'signed-in': '登录即可' };
const typeWords = {
  string: '文字',
  integer: '整数',
  number: '数字',
  boolean: '是/否',
  object: '对象',
  array: '列表',
  null: '空',
};

const element = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

const alternatives = (schema) => schema.anyOf ?? schema.oneOf;

/** In words: type, choices, limits. */
function describe(schema) {
  if (schema === undefined || schema === true || Object.keys(schema).length === 0) return '任意';
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (alternatives(schema)) return [...new Set(alternatives(schema).map(describe))].join(' 或 ');
  if (schema.allOf) return schema.allOf.map(describe).join('，');
  if (schema.contentMediaType) return '文件';
  const type = [schema.type ?? '任意']
    .flat()
    .map((one) => typeWords[one] ?? one)
    .join(' 或 ');
  if (schema.type === 'array') {
    const size = limits(schema.minItems, schema.maxItems, '项');
    return `列表${size ? `（${size}）` : ''}，每项为 ${describe(schema.items)}`;
  }
  const notes = [
    schema.format,
    schema.pattern && `格式 ${schema.pattern}`,
    limits(schema.minLength, schema.maxLength, '字'),
    limits(schema.minimum, schema.maximum, ''),
    schema.default !== undefined && `默认 ${JSON.stringify(schema.default)}`,
  ].filter(Boolean);
  return notes.length ? `${type}（${notes.join('，')}）` : type;
}

/** JavaScript's own largest integers say nothing. */
function limits(from, to, unit) {
  const isLimit = (value) => value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER;
  if (isLimit(from) && isLimit(to)) return `${from}–${to} ${unit}`.trimEnd();
  if (isLimit(to)) return `至多 ${to} ${unit}`.trimEnd();
  if (isLimit(from) && from > 0) return `至少 ${from} ${unit}`.trimEnd();
  return '';
}

/** The object behind lists and alternatives, whose fields are worth listing. */
function objectIn(schema) {
  if (!schema) return undefined;
  if (schema.properties) return schema;
  if (schema.items) return objectIn(schema.items);
  return (alternatives(schema) ?? schema.allOf ?? []).map(objectIn).find(Boolean);
}

function rows(schema, depth = 0) {
  const shape = objectIn(schema);
  if (!shape || depth > 4) return [];
  const required = new Set(shape.required ?? []);
  return Object.entries(shape.properties).flatMap(([name, field]) => [
    row(name, field, required.has(name), depth, field.description),
    ...rows(field, depth + 1),
  ]);
}

function row(name, schema, isRequired, depth, note) {
  const label = element('td', { class: `depth-${depth}` }, name);
  if (isRequired) label.append(element('span', { class: 'needed', title: '必填' }, ' *'));
  return element('tr', {}, label, element('td', {}, describe(schema) + (note ? `。${note}` : '')));
}

const table = (title, lines) =>
  lines.length ? [element('h3', {}, title), element('table', {}, element('tbody', {}, ...lines))] : [];

function content(operation) {
  const byPlace = (place) =>
    (operation.parameters ?? [])
      .filter((one) => one.in === place)
      .map((one) => row(one.name, one.schema, one.required, 0, one.description));
  const media = Object.entries(operation.requestBody?.content ?? {});
  const answers = Object.entries(operation.responses ?? {});
  return element(
    'div',
    { class: 'body' },
    ...table('路径参数', byPlace('path')),
    ...table('查询参数', byPlace('query')),
    ...media.flatMap(([type, { schema }]) => table(`请求内容（${type}）`, rows(schema))),
    ...answers.flatMap(([code, answer]) =>
      Object.entries(answer.content ?? {}).flatMap(([type, { schema }]) => {
        const lines = rows(schema);
        const title = `返回 ${code}（${type}）${schema?.type === 'array' ? '：列表' : ''}`;
        return lines.length ? table(title, lines) : [element('h3', {}, title), element('p', {}, describe(schema))];
      }),
    ),
  );
}

function draw(api) {
  const groups = new Map();
  for (const [path, methods] of Object.entries(api.paths))
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags?.[0] ?? '其他';
      if (!groups.has(tag)) groups.set(tag, []);
      groups.get(tag).push({ path: `/api${path}`, method: method.toUpperCase(), operation });
    }
  const count = [...groups.values()].reduce((sum, list) => sum + list.length, 0);
  document
    .querySelector('#facts')
    .replaceChildren(
      `${api.info.title}，版本 ${api.info.version}，共 ${count} 个接口。机器可读的完整定义（OpenAPI ${api.openapi}）：`,
      element('a', { href: '/api/openapi.json' }, '/api/openapi.json'),
    );
  const here = location.origin;
  document.querySelector('#example').textContent =
    `curl -c cookies -H 'x-wanghuolou: 1' -H 'content-type: application/json' \\\n  -d '{"username":"账号","password":"密码"}' ${here}/api/session\ncurl -b cookies ${here}/api/session`;
  const all = [];
  const menu = document.querySelector('#groups');
  const page = document.querySelector('#endpoints');
  for (const [tag, list] of groups) {
    const number = element('small', {}, String(list.length));
    const link = element('li', {}, element('a', { href: `#${encodeURIComponent(tag)}` }, tag, number));
    menu.append(link);
    const section = element('section', {}, element('h2', { id: tag }, tag));
    for (const { path, method, operation } of list) {
      const permission = operation['x-permission'] ?? '';
      const entry = element(
        'details',
        {},
        element(
          'summary',
          {},
          element('span', { class: `method ${method}` }, method),
          element('code', {}, path),
          element('span', { class: 'summary' }, operation.summary ?? ''),
          element('span', { class: 'permission' }, permissionWords[permission] ?? `权限 ${permission}`),
        ),
      );
      // Filled when opened: a hundred endpoints have thousands of fields.
      entry.addEventListener('toggle', () => entry.children.length === 1 && entry.append(content(operation)));
      section.append(entry);
      all.push({
        entry,
        section,
        link,
        number,
        words: `${path} ${method} ${operation.summary} ${permission} ${operation.operationId} ${tag}`.toLowerCase(),
      });
    }
    page.append(section);
  }
  const search = document.querySelector('#search');
  search.addEventListener('input', () => {
    const words = search.value.trim().toLowerCase().split(/\s+/);
    const shown = new Map();
    for (const one of all) {
      one.entry.hidden = !words.every((word) => one.words.includes(word));
      shown.set(one.section, (shown.get(one.section) ?? 0) + (one.entry.hidden ? 0 : 1));
    }
    for (const one of all) {
      const left = shown.get(one.section);
      one.section.hidden = one.link.hidden = left === 0;
      one.number.textContent = String(left);
    }
    document.querySelector('#intro').hidden = search.value.trim() !== '';
    document.querySelector('#nothing').hidden = [...shown.values()].some((left) => left > 0);
  });
}

try {
  const answer = await fetch('/api/openapi.json');
  if (!answer.ok) throw new Error(String(answer.status));
  draw(await answer.json());
} catch {
  document.querySelector('#facts').textContent = '接口定义没有载入，请确认服务正在运行后刷新页面。';
}
