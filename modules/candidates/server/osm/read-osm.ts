import sax from 'sax';
import { createSiteIndex } from './site-index.ts';

export type OsmTags = Record<string, string>;

/** Rings of [lng, lat] in degrees (WGS-84), outer rings only. */
export interface OsmOutline {
  osmId: string;
  name?: string;
  tags: OsmTags;
  rings: [number, number][][];
}

export interface OsmPlace {
  /** `node/297113664`, `way/154823446`, `relation/14400092`. */
  osmId: string;
  name: string;
  nameEn?: string;
  /** A name it bore before; a place may be registered under it. */
  oldName?: string;
  tags: OsmTags;
  /** WGS-84 degrees; of ways and relations the centre of their nodes. */
  lng: number;
  lat: number;
  address?: string;
  phone?: string;
  /** The building it is, or stands in. */
  building?: { osmId: string; name?: string; tags: OsmTags };
  levels?: number;
  heightMetres?: number;
  /** Named area around it: campus, residential compound, hospital grounds. */
  site?: { osmId: string; name: string; tags: OsmTags };
}

export interface OsmExtract {
  places: OsmPlace[];
  buildings: OsmOutline[];
  /** Shops, restaurants and so on that nobody has named; they cannot become premises. */
  unnamedPlaces: number;
  elements: { nodes: number; ways: number; relations: number };
}

export type OsmErrorCode = 'NOT_OSM' | 'FORBIDDEN_XML' | 'BROKEN' | 'TOO_LARGE';

export class OsmError extends Error {
  readonly code: OsmErrorCode;

  constructor(code: OsmErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'OsmError';
    this.code = code;
  }
}

const placeKeys = ['amenity', 'shop', 'tourism', 'leisure', 'office', 'healthcare', 'craft'];
const siteKeys = ['amenity', 'landuse', 'office', 'shop', 'tourism'];

interface Way {
  id: string;
  tags: OsmTags;
  /** Range in the list of all node references. */
  from: number;
  to: number;
}

interface Relation {
  id: string;
  tags: OsmTags;
  members: { type: string; ref: string; role: string }[];
}

/**
 * Reads an OpenStreetMap extract (.osm, XML, https://wiki.openstreetmap.org/wiki/OSM_XML) as a stream. Nodes cost 24
 * bytes of memory each, so an extract of a whole city fits.
 * @throws {OsmError} with one Chinese sentence.
 */
export async function readOsm(
  source: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>,
  options: { maxElements?: number } = {},
): Promise<OsmExtract> {
  const maxElements = options.maxElements ?? 50_000_000;
  const coordinates = createCoordinates();
  const references = createNumberList();
  const namedNodes: { id: string; tags: OsmTags }[] = [];
  const ways: Way[] = [];
  const relations: Relation[] = [];
  const elements = { nodes: 0, ways: 0, relations: 0 };
  let unnamedPlaces = 0;
  let sawRoot = false;
  let current: { type: 'node' | 'way' | 'relation'; id: string } | undefined;
  let tags: OsmTags = {};
  let from = 0;
  let members: Relation['members'] = [];

  const parser = sax.parser(true, { trim: true, normalize: false, position: false });
  parser.onerror = (error) => {
    throw error;
  };
  parser.ondoctype = () => {
    throw new OsmError('FORBIDDEN_XML', '文件中含有不允许的文档类型声明，请重新从 OpenStreetMap 导出后再导入。');
  };
  parser.onopentag = ({ name, attributes }) => {
    const attribute = attributes as Record<string, string>;
    if (!sawRoot) {
      if (name !== 'osm') throw new OsmError('NOT_OSM', '这不是 OpenStreetMap 文件，请选择扩展名为 .osm 的导出文件。');
      sawRoot = true;
    } else if (name === 'node') {
      begin('node', attribute.id);
      coordinates.add(Number(attribute.id), Number(attribute.lon), Number(attribute.lat));
      elements.nodes++;
    } else if (name === 'nd') {
      references.add(Number(attribute.ref));
    } else if (name === 'tag') {
      if (current && attribute.k !== undefined) tags[attribute.k] = attribute.v ?? '';
    } else if (name === 'way') {
      begin('way', attribute.id);
      from = references.length();
      elements.ways++;
    } else if (name === 'relation') {
      begin('relation', attribute.id);
      members = [];
      elements.relations++;
    } else if (name === 'member') {
      members.push({ type: attribute.type ?? '', ref: attribute.ref ?? '', role: attribute.role ?? '' });
    }
  };
  parser.onclosetag = (name) => {
    if (!current || name !== current.type) return;
    if (nameOf(tags) === undefined && placeKeys.some((key) => key in tags)) unnamedPlaces++;
    if (name === 'node') {
      if (nameOf(tags) !== undefined) namedNodes.push({ id: current.id, tags });
    } else if (name === 'way') {
      ways.push({ id: current.id, tags, from, to: references.length() });
    } else if (isArea(tags)) {
      relations.push({ id: current.id, tags, members });
    }
    current = undefined;
  };

  function begin(type: 'node' | 'way' | 'relation', id: string | undefined) {
    if (id === undefined || !/^-?\d{1,15}$/.test(id)) {
      throw new OsmError('BROKEN', '文件中有编号不正确的要素，请重新从 OpenStreetMap 导出后再导入。');
    }
    if (elements.nodes + elements.ways + elements.relations >= maxElements) {
      throw new OsmError('TOO_LARGE', '文件中的要素过多，请按县（市、区）裁切后再导入。');
    }
    current = { type, id };
    tags = Object.create(null) as OsmTags;
  }

  await feed(parser, source);
  if (!sawRoot) throw new OsmError('NOT_OSM', '这不是 OpenStreetMap 文件，请选择扩展名为 .osm 的导出文件。');
  return assemble();

  function assemble(): OsmExtract {
    const waysById = new Map(ways.map((way) => [way.id, way]));
    const lineOf = (way: Way) => coordinates.line(references, way.from, way.to);
    const closedRing = (line: [number, number][]) => (line.length >= 4 && same(line[0], line.at(-1)) ? [line] : []);
    const outlines: OsmOutline[] = [];
    const areas: { osmId: string; tags: OsmTags; rings: [number, number][][]; points: [number, number][] }[] = [];
    for (const way of ways) {
      if (nameOf(way.tags) === undefined && !('building' in way.tags)) continue;
      const points = lineOf(way);
      areas.push({ osmId: `way/${way.id}`, tags: way.tags, rings: closedRing(points), points });
    }
    for (const { id, tags: relationTags, members: parts } of relations) {
      const lines = parts.flatMap(({ type, ref, role }) => {
        const way = type === 'way' && role !== 'inner' ? waysById.get(ref) : undefined;
        return way ? [lineOf(way)] : [];
      });
      areas.push({ osmId: `relation/${id}`, tags: relationTags, rings: joinRings(lines), points: lines.flat() });
    }
    for (const { osmId, tags: own, rings } of areas) {
      const name = nameOf(own);
      if (rings.length > 0) outlines.push({ osmId, ...(name === undefined ? {} : { name }), tags: own, rings });
    }
    const buildings = outlines.filter((outline) => 'building' in outline.tags);
    const sites = outlines.filter(
      (o) => o.name !== undefined && !('building' in o.tags) && siteKeys.some((k) => k in o.tags),
    );
    const buildingAt = createSiteIndex(buildings);
    const siteAt = createSiteIndex(sites);
    const places: OsmPlace[] = [];
    const add = (osmId: string, own: OsmTags, centre: [number, number] | undefined) => {
      const name = nameOf(own);
      if (name === undefined || !centre) return;
      places.push(describe(osmId, name, own, centre, buildingAt, siteAt));
    };
    for (const node of namedNodes) add(`node/${node.id}`, node.tags, coordinates.get(Number(node.id)));
    for (const area of areas) add(area.osmId, area.tags, centreOf(area.points));
    return { places, buildings, unnamedPlaces, elements };
  }
}

function describe(
  osmId: string,
  name: string,
  tags: OsmTags,
  [lng, lat]: [number, number],
  buildingAt: (lng: number, lat: number) => OsmOutline[],
  siteAt: (lng: number, lat: number) => OsmOutline[],
): OsmPlace {
  const place: OsmPlace = { osmId, name, tags, lng, lat };
  const own = 'building' in tags ? { osmId, name, tags } : undefined;
  const around = own ?? (osmId.startsWith('node/') ? buildingAt(lng, lat)[0] : undefined);
  if (around) {
    const { osmId: id, name: buildingName, tags: buildingTags } = around;
    place.building = { osmId: id, ...(buildingName === undefined ? {} : { name: buildingName }), tags: buildingTags };
  }
  const levels = number(tags['building:levels'] ?? place.building?.tags['building:levels']);
  if (levels !== undefined) place.levels = levels;
  const height = number(tags.height ?? place.building?.tags.height);
  if (height !== undefined) place.heightMetres = height;
  const site = siteAt(lng, lat).find((candidate) => candidate.osmId !== osmId && candidate.name !== name);
  if (site) place.site = { osmId: site.osmId, name: site.name as string, tags: site.tags };
  const nameEn = tags['name:en'];
  if (nameEn && nameEn !== name) place.nameEn = nameEn;
  if (tags.old_name) place.oldName = tags.old_name;
  const address = addressOf(tags) ?? (place.building ? addressOf(place.building.tags) : undefined);
  if (address !== undefined) place.address = address;
  const phone = tags.phone ?? tags['contact:phone'];
  if (phone) place.phone = phone.replace(/^\+86[\s-]*/, '').replace(/\s+/g, '');
  return place;
}

async function feed(parser: sax.SAXParser, source: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>) {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of source) {
      parser.write(typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }));
    }
    parser.write(decoder.decode()).close();
  } catch (error) {
    if (error instanceof OsmError) throw error;
    throw new OsmError('BROKEN', '文件已损坏或不完整，请重新从 OpenStreetMap 导出 .osm 文件后再导入。', error);
  }
}

/** The Chinese name where the local one is not. */
function nameOf(tags: OsmTags): string | undefined {
  const name = (tags['name:zh-Hans'] ?? tags['name:zh'] ?? tags.name)?.trim();
  return name === '' ? undefined : name;
}

const isArea = (tags: OsmTags) =>
  tags.type === 'multipolygon' || tags.type === 'boundary' || nameOf(tags) !== undefined;

function number(text: string | undefined): number | undefined {
  const value = Number.parseFloat(text ?? '');
  return Number.isFinite(value) && value > 0 && value < 1000 ? value : undefined;
}

/** Chinese order, from the province down; `addr:full` as it stands. */
function addressOf(tags: OsmTags): string | undefined {
  if (tags['addr:full']) return tags['addr:full'];
  const street = tags['addr:street'] ?? tags['addr:place'];
  if (street === undefined && tags['addr:housename'] === undefined) return undefined;
  const division = [tags['addr:province'], tags['addr:city'], tags['addr:district']].filter(
    (part, i, all) => part !== undefined && /[\u4e00-\u9fff]/.test(part) && all.indexOf(part) === i,
  );
  const house = tags['addr:housenumber'];
  return [...division, street, house && /^\d+$/.test(house) ? `${house}号` : house, tags['addr:housename']]
    .filter((part) => part !== undefined)
    .join('');
}

const same = (a: [number, number] | undefined, b: [number, number] | undefined) =>
  a?.[0] === b?.[0] && a?.[1] === b?.[1];

function centreOf(points: [number, number][]): [number, number] | undefined {
  const corners = points.length > 1 && same(points[0], points.at(-1)) ? points.slice(1) : points;
  if (corners.length === 0) return undefined;
  const sum = corners.reduce(([x, y], [lng, lat]) => [x + lng, y + lat] as [number, number], [0, 0] as [
    number,
    number,
  ]);
  return [sum[0] / corners.length, sum[1] / corners.length];
}

/** Joins the ways of a multipolygon end to end into closed rings; open remainders are left out. */
function joinRings(lines: [number, number][][]): [number, number][][] {
  const rings: [number, number][][] = [];
  const open = lines.filter((line) => line.length >= 2);
  while (open.length > 0) {
    let ring = open.shift() as [number, number][];
    for (;;) {
      const end = ring.at(-1);
      if (ring.length >= 4 && same(ring[0], end)) {
        rings.push(ring);
        break;
      }
      const next = open.findIndex((line) => same(line[0], end) || same(line.at(-1), end));
      if (next === -1) break;
      const [line] = open.splice(next, 1) as [[number, number][]];
      ring = ring.concat((same(line[0], end) ? line : line.toReversed()).slice(1));
    }
  }
  return rings;
}

type NumberList = ReturnType<typeof createNumberList>;

function createNumberList() {
  let values = new Float64Array(1024);
  let length = 0;
  return {
    add(value: number) {
      if (length === values.length) {
        const larger = new Float64Array(length * 2);
        larger.set(values);
        values = larger;
      }
      values[length++] = value;
    },
    length: () => length,
    at: (i: number) => values[i] as number,
    used: () => values.subarray(0, length),
  };
}

/** Coordinates of all nodes in typed arrays, found by binary search; extracts are sorted by id, others get sorted once. */
function createCoordinates() {
  const ids = createNumberList();
  const lngs = createNumberList();
  const lats = createNumberList();
  let sorted = true;
  let order: Uint32Array | undefined;

  function position(id: number): number {
    if (!sorted && !order) {
      const all = ids.used();
      order = new Uint32Array(all.length).map((_, i) => i).sort((a, b) => (all[a] as number) - (all[b] as number));
    }
    let low = 0;
    let high = ids.length() - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const at = order ? (order[middle] as number) : middle;
      const found = ids.at(at);
      if (found === id) return at;
      if (found < id) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  function get(id: number): [number, number] | undefined {
    const at = position(id);
    return at === -1 ? undefined : [lngs.at(at), lats.at(at)];
  }

  return {
    add(id: number, lng: number, lat: number) {
      if (!(Math.abs(lng) <= 180 && Math.abs(lat) <= 90)) return;
      if (ids.length() > 0 && ids.at(ids.length() - 1) > id) sorted = false;
      ids.add(id);
      lngs.add(lng);
      lats.add(lat);
    },
    get,
    /** Nodes outside the extract are left out. */
    line(references: NumberList, from: number, to: number): [number, number][] {
      const points: [number, number][] = [];
      for (let i = from; i < to; i++) {
        const point = get(references.at(i));
        if (point) points.push(point);
      }
      return points;
    },
  };
}
