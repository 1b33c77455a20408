import { TableError } from './table-error.ts';

export interface XmlHandlers {
  /** Local name, without prefix. `attributes` is the raw text after the name; read it with `attribute`. */
  open(name: string, attributes: string): void;
  close(name: string): void;
  text(value: string): void;
}

/** A token that grows past this is no spreadsheet (a cell holds at most 32,767 characters). */
const MAX_TOKEN = 1_000_000;

/**
 * Push scanner for the XML inside an xlsx: tags, text, CDATA. Does not validate.
 * Written here because a general SAX parser needs several times as long for the millions of cells of one sheet.
 * A document type is refused, so there are no entities to expand.
 */
export function createXmlScanner(handlers: XmlHandlers) {
  let rest = '';

  function write(chunk: string) {
    const source = rest === '' ? chunk : rest + chunk;
    let at = 0;
    for (;;) {
      const tag = source.indexOf('<', at);
      if (tag === -1) break;
      if (tag > at) handlers.text(decodeEntities(source.slice(at, tag)));
      const next = source.charCodeAt(tag + 1);
      let end: number;
      if (next === 0x21 /* ! */) {
        end = declaration(source, tag);
      } else if (next === 0x3f /* ? */) {
        end = source.indexOf('?>', tag) + 1;
      } else {
        end = tagEnd(source, tag);
        if (end > 0) emitTag(source, tag, end, next);
      }
      if (end <= 0) {
        at = tag;
        break;
      }
      at = end + 1;
    }
    rest = source.slice(at);
    if (rest.length > MAX_TOKEN) {
      throw new TableError('CELL_TOO_LONG', '表格中有超长内容，请删去过长的单元格后再导入。');
    }
  }

  function emitTag(source: string, tag: number, end: number, next: number) {
    if (next === 0x2f /* / */) {
      handlers.close(localName(source.slice(tag + 2, end).trimEnd()));
      return;
    }
    const selfClosing = source.charCodeAt(end - 1) === 0x2f;
    const stop = selfClosing ? end - 1 : end;
    let nameEnd = tag + 1;
    while (nameEnd < stop && source.charCodeAt(nameEnd) > 0x20) nameEnd++;
    const name = localName(source.slice(tag + 1, nameEnd));
    handlers.open(name, source.slice(nameEnd, stop));
    if (selfClosing) handlers.close(name);
  }

  /** Index of the last character of a comment or CDATA section; 0 when it is not complete yet. */
  function declaration(source: string, tag: number): number {
    if (source.startsWith('<!--', tag)) {
      const end = source.indexOf('-->', tag + 4);
      return end === -1 ? 0 : end + 2;
    }
    if (source.startsWith('<![CDATA[', tag)) {
      const end = source.indexOf(']]>', tag);
      if (end === -1) return 0;
      handlers.text(source.slice(tag + 9, end));
      return end + 2;
    }
    if (source.length - tag < 9) return 0;
    throw new TableError('FORBIDDEN_XML', '文件中含有不允许的内容，请用 Excel 或 WPS 打开后另存为 .xlsx，再重新上传。');
  }

  return {
    write,
    end() {
      if (rest.trim() !== '') {
        throw new TableError('BROKEN', '文件已损坏或不完整，请用 Excel 或 WPS 打开后另存为 .xlsx，再重新上传。');
      }
    },
  };
}

/** Index of the `>` that ends the tag, skipping any inside quoted attribute values; 0 when not complete yet. */
function tagEnd(source: string, tag: number): number {
  let quote = 0;
  for (let i = tag + 1; i < source.length; i++) {
    const code = source.charCodeAt(i);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 0x3e) {
      return i;
    } else if (code === 0x22 || code === 0x27) {
      quote = code;
    }
  }
  return 0;
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

/** Value of an attribute by its local name, or '' when absent. */
export function attribute(attributes: string, name: string): string {
  const start = attributes.indexOf(` ${name}="`);
  if (start !== -1) {
    const from = start + name.length + 3;
    return decodeEntities(attributes.slice(from, attributes.indexOf('"', from)));
  }
  if (!attributes.includes(name)) return '';
  const match = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return match ? decodeEntities(match[1] ?? match[2] ?? '') : '';
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return named[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}
