// Writes docs/glossary.md from the glossary of the domain study: `node tools/glossary.mjs <glossary.json>`.
import { readFileSync, writeFileSync } from 'node:fs';

const { items } = JSON.parse(readFileSync(process.argv[2] ?? 'db/reference/glossary.json', 'utf8'));
const groups = Map.groupBy(items, (item) => item.group);
const lines = ['# Glossary', '', 'One word everywhere: screens use the Chinese column, code the identifier.', ''];
for (const [group, terms] of groups) {
  lines.push(`## ${group}`, '', '| Chinese | identifier | English |', '|---|---|---|');
  for (const term of terms) lines.push(`| ${term.zh} | ${term.id} | ${term.en} |`);
  lines.push('');
}
writeFileSync('docs/glossary.md', lines.join('\n'));
