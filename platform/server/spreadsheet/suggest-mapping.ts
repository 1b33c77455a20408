export interface MappableField {
  key: string;
  titleZh: string;
  aliases: string[];
}

export interface ColumnSuggestion {
  /** 0-based column of the table. */
  column: number;
  header: string;
  field: string;
  how: 'remembered' | 'title' | 'alias' | 'similar';
  /** 0..1; below 0.8 the user should look. */
  confidence: number;
}

export interface MappingSuggestion {
  columns: ColumnSuggestion[];
  /** 0-based columns with a heading that no field wants. */
  unmappedColumns: number[];
  unmappedFields: string[];
}

/**
 * Proposes which column feeds which field; each is used at most once, the surest pairs first.
 * @param remembered heading → field key, from the user's last import of such a file; field '' means "leave out".
 */
export function suggestMapping(
  header: string[],
  fields: MappableField[],
  remembered: Record<string, string> = {},
): MappingSuggestion {
  const memory = new Map(Object.entries(remembered).map(([title, key]) => [normaliseHeading(title), key]));
  const known = new Set(fields.map((field) => field.key));
  const left = new Set<number>();
  const pairs: ColumnSuggestion[] = [];
  header.forEach((title, column) => {
    const heading = normaliseHeading(title);
    if (heading === '') return;
    const wanted = memory.get(heading);
    if (wanted === '') {
      left.add(column);
    } else if (wanted !== undefined && known.has(wanted)) {
      pairs.push({ column, header: title, field: wanted, how: 'remembered', confidence: 1 });
    } else {
      for (const field of fields) pairs.push(...compare(heading, title, column, field));
    }
  });
  pairs.sort((a, b) => b.confidence - a.confidence || a.column - b.column);
  const columns: ColumnSuggestion[] = [];
  const takenFields = new Set<string>();
  const takenColumns = new Set(left);
  for (const pair of pairs) {
    if (takenFields.has(pair.field) || takenColumns.has(pair.column)) continue;
    takenFields.add(pair.field);
    takenColumns.add(pair.column);
    columns.push(pair);
  }
  return {
    columns: columns.sort((a, b) => a.column - b.column),
    unmappedColumns: header.flatMap((title, i) => (title !== '' && !takenColumns.has(i) ? [i] : [])),
    unmappedFields: fields.flatMap(({ key }) => (takenFields.has(key) ? [] : [key])),
  };
}

function compare(heading: string, header: string, column: number, field: MappableField): ColumnSuggestion[] {
  const found = (how: ColumnSuggestion['how'], confidence: number) => [
    { column, header, field: field.key, how, confidence },
  ];
  const title = normaliseHeading(field.titleZh);
  if (heading === title || heading === field.key.toLowerCase()) return found('title', 0.98);
  const aliases = field.aliases.map(normaliseHeading);
  if (aliases.includes(heading)) return found('alias', 0.95);
  const similarity = Math.max(...[title, ...aliases].map((name) => resemblance(heading, name)));
  return similarity >= 0.5 ? found('similar', similarity * 0.8) : [];
}

/** Share of the longer name that the shorter one covers, when it is inside; a common word like "地址" is enough. */
function resemblance(a: string, b: string): number {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length < 2 || !long.includes(short)) return 0;
  // "联系人" inside "联系人电话" is another field: what a heading means stands at its end.
  return long.endsWith(short) ? 0.5 + (0.5 * short.length) / long.length : (0.7 * short.length) / long.length;
}

/** Full-width to half-width, without notes in brackets, required marks, blanks and units. */
function normaliseHeading(title: string): string {
  return title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[([【〔<].*?[)\]】〕>]/g, '')
    .replace(/[\s*:：、，,。.·_\-—/\\"'“”*]/g, '');
}
