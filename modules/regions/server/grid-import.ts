import { z } from 'zod';
import { AppError } from '#platform/shared/errors.ts';
import { GridCode, GridPolygon, shapeProblem } from '../contract/index.ts';

export interface GridMapping {
  nameProperty: string;
  codeProperty: string;
  regionProperty?: string | undefined;
}
export interface ReadGrid {
  feature: number;
  regionCode: string;
  code: string;
  name: string;
  polygon: GridPolygon;
}
export interface FeatureError {
  /** Place in the file, from 1. */
  feature: number;
  name: string;
  message: string;
}

const Collection = z.object({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()) });
const Feature = z.object({
  type: z.literal('Feature'),
  properties: z.record(z.string(), z.unknown()).nullable(),
  geometry: z.unknown(),
});
const maxFeatures = 20_000;

const textOf = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '');

/**
 * Reads grids from a GeoJSON FeatureCollection (UTF-8).
 * @returns the sound features, and one sentence for each that is not
 * @throws AppError where the file as a whole cannot be read
 */
export function readGridCollection(
  text: string,
  mapping: GridMapping,
): { grids: ReadGrid[]; errors: FeatureError[]; features: number } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new AppError('invalid', '文件不是 JSON，请从地图软件导出 GeoJSON 后重试。', {
      fields: { file: '不是 JSON' },
    });
  }
  const collection = Collection.safeParse(parsed);
  if (!collection.success)
    throw new AppError('invalid', '文件不是 GeoJSON 要素集合（FeatureCollection），请重新导出。', {
      fields: { file: '不是 FeatureCollection' },
    });
  const { features } = collection.data;
  if (!features.length) throw new AppError('invalid', '文件里没有要素。', { fields: { file: '没有要素' } });
  if (features.length > maxFeatures)
    throw new AppError('too_large', `一次最多导入 ${maxFeatures} 个网格，请按乡镇拆分文件。`);

  const grids: ReadGrid[] = [];
  const errors: FeatureError[] = [];
  const seen = new Map<string, number>();
  for (const [index, raw] of features.entries()) {
    const feature = index + 1;
    const one = Feature.safeParse(raw);
    const properties = one.data?.properties ?? {};
    const name = textOf(properties[mapping.nameProperty]);
    const refuse = (message: string) => errors.push({ feature, name, message });
    if (!one.success) {
      refuse('不是 GeoJSON 要素（Feature）。');
      continue;
    }
    const code = textOf(properties[mapping.codeProperty]);
    if (!name || name.length > 60) {
      refuse(name ? '名称超过 60 字。' : `属性“${mapping.nameProperty}”为空，缺少名称。`);
      continue;
    }
    if (!GridCode.safeParse(code).success) {
      refuse(
        code
          ? `编码“${code}”不正确：只能含数字、字母和横线，至多 30 位。`
          : `属性“${mapping.codeProperty}”为空，缺少编码。`,
      );
      continue;
    }
    const regionCode = mapping.regionProperty ? textOf(properties[mapping.regionProperty]) : code.slice(0, 12);
    if (!/^\d{12}$/.test(regionCode)) {
      refuse(
        mapping.regionProperty
          ? `所属村（社区）代码“${regionCode}”不是 12 位数字。`
          : `编码“${code}”前 12 位不是村（社区）代码，请另选所属区划的属性。`,
      );
      continue;
    }
    const before = seen.get(code);
    if (before !== undefined) {
      refuse(`编码“${code}”与第 ${before} 个要素重复。`);
      continue;
    }
    seen.set(code, feature);
    const shape = GridPolygon.safeParse(one.data.geometry);
    const problem = shape.success ? shapeProblem(shape.data) : '边界应为多边形（Polygon 或 MultiPolygon）。';
    if (problem || !shape.success) refuse(problem ?? '');
    else grids.push({ feature, regionCode, code, name, polygon: shape.data });
  }
  return { grids, errors, features: features.length };
}
