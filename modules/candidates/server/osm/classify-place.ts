import type { OsmPlace, OsmTags } from './read-osm.ts';
import classification from './tag-classification.json' with { type: 'json' };

export interface ProposedType {
  /** Premises type, e.g. `CATERING`. */
  type: string;
  /** Kind of 九小场所 that the place looks like; whether it is small enough needs figures. */
  smallPlace?: string;
  /** 0..1 */
  confidence: number;
  reasonZh: string;
}

export interface Classification {
  /** The likeliest first; laws overlap, so several may apply. Empty when skipped. */
  types: ProposedType[];
  /** Why this is no premises, in Chinese. */
  skip?: string;
}

export interface PlaceFacts {
  levels?: number;
  heightMetres?: number;
  /** Tags of the named area around the place. */
  siteTags?: OsmTags;
}

/** Key → values separated by `|`, or `*`; all keys must match. */
type TagPattern = Record<string, string>;

interface TagRule {
  tags: TagPattern;
  type: string;
  smallPlace?: string;
  /** Type instead, when the place belongs to a school or university. */
  onCampus?: string;
  confidence: number;
  reasonZh: string;
}

interface NameRule extends Omit<TagRule, 'tags'> {
  pattern: RegExp;
  unless?: RegExp;
  /** The name is so plain that tags saying otherwise are taken for mistakes. */
  overrides?: boolean;
}

const skipTags = classification.skipTags as unknown as { tags: TagPattern; reasonZh: string }[];
const skipNames = classification.skipNames.map((rule) => ({ ...rule, pattern: new RegExp(rule.pattern) }));
const tagRules = classification.tagRules as unknown as TagRule[];
const nameRules: NameRule[] = (classification.nameRules as ({ pattern: string; unless?: string } & object)[]).map(
  ({ pattern, unless, ...rule }) => ({
    ...(rule as Omit<NameRule, 'pattern' | 'unless'>),
    pattern: new RegExp(pattern, 'i'),
    ...(unless === undefined ? {} : { unless: new RegExp(unless, 'i') }),
  }),
);
const residentialTags = classification.residential.tags as unknown as TagPattern[];
const residentialNames = new RegExp(classification.residential.names);
const fullNameNeeded = new RegExp(classification.fullNameNeeded, 'i');

/** Ordinary storey heights, for buildings whose height nobody measured. */
const METRES_PER_LEVEL = 3;
/** GB 50016-2014 (2018) 2.1.1: residential above 27 m, other buildings of several storeys above 24 m. */
const HIGH_RESIDENTIAL_METRES = 27;
const HIGH_PUBLIC_METRES = 24;

/** Proposes premises types for a mapped place from its tags, its name and what stands around it. */
export function classifyPlace(tags: OsmTags, name: string, facts: PlaceFacts = {}): Classification {
  const plainName = name.normalize('NFKC');
  const skipped =
    skipTags.find((rule) => matches(rule.tags, tags)) ?? skipNames.find((rule) => rule.pattern.test(plainName));
  if (skipped) return { types: [], skip: skipped.reasonZh };

  const onCampus = /^(university|college|school)$/.test(facts.siteTags?.amenity ?? '');
  const byName = nameRules.filter((rule) => rule.pattern.test(plainName) && !rule.unless?.test(plainName));
  const isResidential =
    (residentialTags.some((pattern) => matches(pattern, tags)) && byName.length === 0) ||
    residentialNames.test(plainName);
  const plain = byName.filter((rule) => rule.overrides);
  const byTags = firstPerKey(tags).filter((rule) => plain.length === 0 || plain.some(({ type }) => type === rule.type));
  const found = isResidential ? [] : merge(plain.length > 0 ? plain : byName, byTags, onCampus);
  const metres = facts.heightMetres ?? (facts.levels === undefined ? undefined : facts.levels * METRES_PER_LEVEL);
  const high = 'building' in tags ? highRise(metres, facts.levels, isResidential) : undefined;
  if (isResidential) {
    const low = 'building' in tags && metres !== undefined;
    const reason = low
      ? `住宅${heightText(metres, facts.levels)}，不属于高层，需核实是否属于老旧小区`
      : classification.residential.reasonZh;
    return { types: [high ?? other(low ? 0.6 : 0.4, reason)] };
  }
  if (high) found.push(high);
  if (found.length === 0) {
    if (onCampus && 'building' in tags) found.push({ type: 'SCHOOL', confidence: 0.6, reasonZh: '位于学校内的建筑' });
    else if (facts.siteTags?.amenity === 'hospital') {
      found.push({ type: 'HOSPITAL', confidence: 0.5, reasonZh: '位于医院内' });
    } else if (
      'building' in tags &&
      facts.siteTags &&
      residentialTags.some((p) => matches(p, facts.siteTags as OsmTags))
    ) {
      found.push(other(0.4, '居住区内的建筑，用途需核实'));
    } else if ('building' in tags || 'amenity' in tags) {
      found.push(other(0.3, '标签没有说明用途，需核实'));
    } else {
      return { types: [], skip: '没有说明用途的标签' };
    }
  }
  const specific = found.filter(({ type, smallPlace }) => type !== 'OTHER' || smallPlace !== undefined);
  return { types: specific.length > 0 ? specific : found.slice(0, 1) };
}

const other = (confidence: number, reasonZh: string): ProposedType => ({ type: 'OTHER', confidence, reasonZh });

/** Of several rules for one key the first is the closest: `shop=mall` before `shop=*`. */
function firstPerKey(tags: OsmTags): TagRule[] {
  const used = new Set<string>();
  return tagRules.filter((rule) => {
    const keys = Object.keys(rule.tags).join();
    if (used.has(keys) || !matches(rule.tags, tags)) return false;
    used.add(keys);
    return true;
  });
}

function matches(pattern: TagPattern, tags: OsmTags): boolean {
  return Object.entries(pattern).every(([key, values]) => {
    const value = tags[key];
    if (value === undefined || value === 'no') return false;
    if (values === '*') return true;
    const allowed = values.split('|');
    return value.split(';').some((part) => allowed.includes(part.trim()));
  });
}

/** Same type from name and tag: more certain than each. */
function merge(byName: NameRule[], byTags: TagRule[], onCampus: boolean): ProposedType[] {
  const byType = new Map<string, ProposedType>();
  for (const rule of [...byName, ...byTags]) {
    const { confidence, reasonZh } = rule;
    const type = (onCampus && rule.onCampus) || rule.type;
    const smallPlace = type === rule.type ? rule.smallPlace : undefined;
    const before = byType.get(type);
    const proposal: ProposedType = before
      ? {
          type,
          confidence: Math.min(0.98, Math.round((1 - (1 - before.confidence) * (1 - confidence)) * 100) / 100),
          reasonZh: before.reasonZh.includes(reasonZh) ? before.reasonZh : `${before.reasonZh}；${reasonZh}`,
        }
      : { type, confidence, reasonZh };
    const small = before?.smallPlace ?? smallPlace;
    byType.set(type, small === undefined ? proposal : { ...proposal, smallPlace: small });
  }
  return [...byType.values()].sort((a, b) => b.confidence - a.confidence);
}

function highRise(
  metres: number | undefined,
  levels: number | undefined,
  isResidential: boolean,
): ProposedType | undefined {
  if (metres === undefined) return undefined;
  const how = heightText(metres, levels);
  if (isResidential) {
    if (metres <= HIGH_RESIDENTIAL_METRES) return undefined;
    return { type: 'HIGHRISE_RESIDENTIAL', confidence: 0.8, reasonZh: `住宅${how}，超过27米` };
  }
  if (metres <= HIGH_PUBLIC_METRES || levels === 1) return undefined;
  return { type: 'HIGHRISE_PUBLIC', confidence: 0.7, reasonZh: `公共建筑${how}，超过24米` };
}

const heightText = (metres: number, levels: number | undefined) =>
  levels === undefined ? `高${metres}米` : `${levels}层，约${metres}米`;

/** Name to register: “教学楼” alone says nothing, “中国矿业大学（北京）教学楼” does. */
export function registrationName(place: Pick<OsmPlace, 'name' | 'site' | 'tags'>): string {
  const { name, site, tags } = place;
  const branch = tags.branch;
  if (branch && !name.includes(branch)) return `${name}（${branch}）`;
  const isMetro =
    tags.subway === 'yes' || tags.station === 'subway' || (tags.building === 'train_station' && Number(tags.layer) < 0);
  if (isMetro) return name.endsWith('站') ? name : `${name}地铁站`;
  if (!site || name.includes(site.name) || !fullNameNeeded.test(name.normalize('NFKC'))) return name;
  return `${site.name}${name}`;
}
