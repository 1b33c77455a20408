import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import { typeName } from '#modules/premises/contract';
import { gridFinder, requireDivision } from '#modules/regions/server';
import { harmlessName } from '#platform/server/files.ts';
import { type Environment, type Work, workAsSystem } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import { createMatcher, type MatchFacts } from '../contract/index.ts';
import { registeredPlaces } from './candidates.queries.ts';
import { createCandidateStore } from './candidates.store.ts';
import { classifyPlace, OsmError, type OsmPlace, readOsm, registrationName } from './osm/index.ts';

export interface OsmImportOptions {
  /** County, township or village: 6, 9 or 12 digits. */
  region: string;
  fileName: string;
}

export interface OsmImportResult {
  countyCode: string;
  /** Named places of the extract. */
  places: number;
  /** Places that are no premises (roads, stops, fields …). */
  skipped: number;
  candidates: number;
  /** Not known from an earlier import. */
  added: number;
  /** Still waiting and brought up to date. */
  renewed: number;
  /** Decided already; left as they are. */
  decided: number;
  /** Of those that wait: like a registered place for certain, perhaps, and like none. */
  same: number;
  possible: number;
  unlisted: number;
}

/** What a candidate keeps of its source beside its own columns. */
export interface CandidateFacts {
  nameEn?: string;
  oldName?: string;
  phone?: string;
  site?: string;
  /** Of its own building only: a tenant says nothing about the height of its floor. */
  storeys?: number;
  height?: number;
  smallPlace?: string;
  confidence?: number;
}

interface Proposed extends MatchFacts {
  sourceRef: string;
  name: string;
  address: string | null;
  lng: number;
  lat: number;
  types: string[];
  reason: string;
  facts: CandidateFacts;
}

const writeChunk = 500;
/** Seven decimals are a centimetre. */
const round = (degrees: number) => Math.round(degrees * 1e7) / 1e7;

function propose(place: OsmPlace): Proposed | undefined {
  const { types } = classifyPlace(place.tags, place.name, {
    ...(place.levels === undefined ? {} : { levels: place.levels }),
    ...(place.heightMetres === undefined ? {} : { heightMetres: place.heightMetres }),
    ...(place.site ? { siteTags: place.site.tags } : {}),
  });
  const [first] = types;
  if (!first) return undefined;
  const isOwnBuilding = place.building?.osmId === place.osmId;
  const name = [...registrationName(place)].slice(0, 100).join('');
  return {
    sourceRef: place.osmId,
    name,
    otherNames: [place.name, place.nameEn, place.oldName].filter(
      (one): one is string => one !== undefined && one !== name,
    ),
    address: place.address ?? (place.site ? `${place.site.name}内` : null),
    lng: round(place.lng),
    lat: round(place.lat),
    types: [...new Set(types.map(({ type }) => type))].slice(0, 6),
    reason: types.map(({ type, reasonZh }) => `${typeName(type)}：${reasonZh}`).join('；'),
    facts: {
      ...(place.nameEn ? { nameEn: place.nameEn } : {}),
      ...(place.oldName ? { oldName: place.oldName } : {}),
      ...(place.phone ? { phone: place.phone } : {}),
      ...(place.site ? { site: place.site.name } : {}),
      ...(isOwnBuilding && Number.isInteger(place.levels) ? { storeys: place.levels as number } : {}),
      ...(isOwnBuilding && place.heightMetres !== undefined ? { height: place.heightMetres } : {}),
      ...(first.smallPlace ? { smallPlace: first.smallPlace } : {}),
      confidence: first.confidence,
    },
  };
}

/**
 * Turns the named places of an OpenStreetMap extract into candidates of one county, each beside the registered place that
 * it most looks like. Imported again, those that still wait are brought up to date; what a person has decided stays.
 * @throws AppError with a sentence: no extract, no such division
 */
export async function importOsm(
  work: Work,
  source: AsyncIterable<Uint8Array | string>,
  options: OsmImportOptions,
): Promise<OsmImportResult> {
  if (!/^\d{6}(\d{3}(\d{3})?)?$/.test(options.region))
    throw new AppError('invalid', `区划代码“${options.region}”应为 6、9 或 12 位数字，如 110108。`);
  const regionCode = options.region.padEnd(12, '0');
  const countyCode = regionCode.slice(0, 6);
  await requireDivision(work, regionCode);
  const store = createCandidateStore(work);

  const hash = createHash('sha256');
  async function* hashed() {
    for await (const chunk of source) {
      hash.update(chunk);
      yield chunk;
    }
  }
  const { places } = await readOsm(hashed()).catch((error: unknown) => {
    if (error instanceof OsmError) throw new AppError('invalid', error.message);
    throw error;
  });
  const proposed = places.map(propose).filter((one) => one !== undefined);

  const matcher = createMatcher<Proposed, MatchFacts & { id: string; name: string }>(proposed, { limit: 1 });
  for await (const places of registeredPlaces(work, countyCode)) matcher.consider(places);
  const matches = matcher.results();
  const gridAt = await gridFinder(work, countyCode);
  const outcome = { added: 0, renewed: 0, same: 0, possible: 0, unlisted: 0 };

  for (let start = 0; start < proposed.length; start += writeChunk) {
    const rows = proposed.slice(start, start + writeChunk).map((one, i) => {
      const match = matches[start + i]?.[0];
      return {
        countyCode,
        id: work.newId(),
        // A chosen township or village holds for all; otherwise the grid says where a place lies.
        regionCode: options.region.length > 6 ? regionCode : (gridAt(one.lng, one.lat)?.regionCode ?? regionCode),
        source: 'OSM',
        sourceRef: one.sourceRef,
        name: one.name,
        address: one.address,
        lng: one.lng,
        lat: one.lat,
        types: one.types,
        reason: one.reason,
        facts: JSON.stringify(one.facts),
        matchId: match?.registered.id ?? null,
        matchVerdict: match?.verdict ?? null,
        matchScore: match?.score ?? null,
        matchReason: match?.reasonsZh.join('，') ?? null,
        foundAt: work.now,
      };
    });
    if (!rows.length) break;
    const written = await store.write(rows);
    for (const { isNew, matchVerdict } of written) {
      outcome[isNew ? 'added' : 'renewed'] += 1;
      outcome[matchVerdict === 'SAME' ? 'same' : matchVerdict === 'POSSIBLE' ? 'possible' : 'unlisted'] += 1;
    }
  }
  work.audit(
    'candidates.importOsm',
    { kind: 'candidate', id: options.fileName, countyCode },
    { fileName: options.fileName, sha256: hash.digest('hex'), candidates: proposed.length, ...outcome },
  );
  return {
    countyCode,
    places: places.length,
    skipped: places.length - proposed.length,
    candidates: proposed.length,
    ...outcome,
    decided: proposed.length - outcome.added - outcome.renewed,
  };
}

/** `importOsm` from a path (`.osm`, also gzip), as the operator of the installation. */
export async function importOsmFile(
  environment: Environment,
  path: string,
  options: { region: string },
): Promise<OsmImportResult> {
  const file = await open(path).catch(() => {
    throw new AppError('invalid', `读不到文件“${path}”，请检查路径和权限。`);
  });
  const start = Buffer.alloc(2);
  await file.read(start, 0, 2, 0);
  await file.close();
  const bytes = createReadStream(path);
  const isGzip = start[0] === 0x1f && start[1] === 0x8b;
  const content = isGzip ? bytes.pipe(createGunzip()) : bytes;
  return workAsSystem(environment, options.region.slice(0, 6), (work) =>
    importOsm(work, content, { region: options.region, fileName: harmlessName(basename(path)) }),
  );
}
