import type { Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import { type Grid, type GridInput, isWithin, prefixOf, shapeProblem } from '../contract/index.ts';
import { type GridMapping, readGridCollection } from './grid-import.ts';
import { createRegionQueries } from './regions.queries.ts';
import { createRegionStore } from './regions.store.ts';

const lostRace = () => new AppError('conflict', '网格已被他人修改，请刷新后重试。');
const listedErrors = 200;

/** Grids: made, changed and imported within the reach of the post. */
export function createGridService(work: Work) {
  const store = createRegionStore(work);
  const queries = createRegionQueries(work);
  const isMine = (regionCode: string) => work.actor.role === 'SYSTEM' || isWithin(regionCode, work.actor.region);

  async function get(countyCode: string, id: string): Promise<Grid> {
    const grid = await queries.grid(countyCode, id);
    if (!grid) throw new AppError('not_found', '没有这个网格，或不在管辖范围内。');
    return grid;
  }

  /** What is wrong with a grid's division, or null. `known` holds the divisions that exist. */
  function divisionProblem(regionCode: string, known: ReadonlyMap<string, string>): string | null {
    if (!known.has(regionCode)) return `没有代码为 ${regionCode} 的区划，请核对。`;
    if (prefixOf(regionCode).length < 9) return '网格应设在村（社区）或乡镇（街道）之下，请选到村级。';
    return isMine(regionCode) ? null : `${known.get(regionCode)}（${regionCode}）不在当前岗位的管辖范围内。`;
  }

  async function check(input: GridInput) {
    const problem = divisionProblem(input.regionCode, await queries.divisionNames([input.regionCode]));
    if (problem)
      throw new AppError(isMine(input.regionCode) ? 'invalid' : 'forbidden', problem, {
        fields: { regionCode: problem },
      });
    const wrong = input.polygon && shapeProblem(input.polygon);
    if (wrong) throw new AppError('invalid', wrong, { fields: { polygon: wrong } });
  }

  async function refuseDoubleCode(countyCode: string, code: string, own: string) {
    const [held] = await store.gridsByCode(countyCode, [code]);
    if (held && held.id !== own)
      throw new AppError('conflict', `编码 ${code} 已用于本县另一个网格，请换一个编码。`, {
        fields: { code: '编码已使用' },
      });
  }

  const row = ({ regionCode, code, name, polygon }: GridInput) => ({
    regionCode,
    code,
    name,
    polygon: polygon && JSON.stringify(polygon),
  });

  async function add(input: GridInput & { id?: string | undefined }): Promise<Grid> {
    await check(input);
    const id = input.id ?? work.newId();
    const countyCode = input.regionCode.slice(0, 6);
    await refuseDoubleCode(countyCode, input.code, id);
    if (await store.addGrid({ ...row(input), countyCode, id, changedAt: work.now })) {
      work.audit('regions.addGrid', { kind: 'grid', id, countyCode }, { code: input.code, name: input.name });
      return get(countyCode, id);
    }
    const held = await get(countyCode, id);
    if (held.code !== input.code || held.name !== input.name || held.regionCode !== input.regionCode)
      throw new AppError('conflict', '这个编号已用于另一个网格，请刷新后重新填写。');
    return held;
  }

  async function change(input: GridInput & { countyCode: string; id: string; version: number }): Promise<Grid> {
    const before = await get(input.countyCode, input.id);
    await check(input);
    if (input.regionCode.slice(0, 6) !== input.countyCode)
      throw new AppError('invalid', '网格不能改到另一个县，请停用后在那里新建。', {
        fields: { regionCode: '不在本县' },
      });
    await refuseDoubleCode(input.countyCode, input.code, input.id);
    if (!(await store.changeGrid(input.countyCode, input.id, input.version, { ...row(input), changedAt: work.now })))
      throw lostRace();
    work.audit(
      'regions.changeGrid',
      { kind: 'grid', id: input.id, countyCode: input.countyCode },
      {
        before: { regionCode: before.regionCode, code: before.code, name: before.name },
        after: { regionCode: input.regionCode, code: input.code, name: input.name },
        isShapeChanged: JSON.stringify(before.polygon) !== JSON.stringify(input.polygon),
      },
    );
    return get(input.countyCode, input.id);
  }

  async function setActive(input: {
    countyCode: string;
    id: string;
    isActive: boolean;
    version: number;
    reason: string;
  }): Promise<Grid> {
    const grid = await get(input.countyCode, input.id);
    if (
      !(await store.changeGrid(input.countyCode, input.id, input.version, {
        isActive: input.isActive,
        changedAt: work.now,
      }))
    )
      throw lostRace();
    work.audit(
      'regions.setGridActive',
      { kind: 'grid', id: grid.id, countyCode: grid.countyCode },
      { name: grid.name, isActive: input.isActive, reason: input.reason },
    );
    return get(input.countyCode, input.id);
  }

  /** A code that exists is changed, a new one added; nothing is written while one feature is wrong. */
  async function importCollection(text: string, mapping: GridMapping & { isRehearsal: boolean }) {
    const { grids, errors, features } = readGridCollection(text, mapping);
    const known = await queries.divisionNames(grids.map((grid) => grid.regionCode));
    const held = new Map<string, { id: string; version: number }>();
    for (const [countyCode, list] of Map.groupBy(grids, (grid) => grid.regionCode.slice(0, 6)))
      for (const one of await store.gridsByCode(
        countyCode,
        list.map((grid) => grid.code),
      ))
        held.set(`${countyCode} ${one.code}`, one);
    for (const grid of grids) {
      const problem = divisionProblem(grid.regionCode, known);
      if (problem) errors.push({ feature: grid.feature, name: grid.name, message: problem });
    }
    errors.sort((a, b) => a.feature - b.feature);
    const keyOf = (grid: { regionCode: string; code: string }) => `${grid.regionCode.slice(0, 6)} ${grid.code}`;
    const changed = grids.filter((grid) => held.has(keyOf(grid))).length;
    const outcome = {
      features,
      added: grids.length - changed,
      changed,
      errors: errors.slice(0, listedErrors),
      errorCount: errors.length,
    };
    if (errors.length) return { ...outcome, state: 'REFUSED' as const, added: 0, changed: 0 };
    if (mapping.isRehearsal) return { ...outcome, state: 'CHECKED' as const };
    for (const grid of grids) {
      const countyCode = grid.regionCode.slice(0, 6);
      const existing = held.get(keyOf(grid));
      if (!existing) await store.addGrid({ ...row(grid), countyCode, id: work.newId(), changedAt: work.now });
      else if (
        !(await store.changeGrid(countyCode, existing.id, existing.version, { ...row(grid), changedAt: work.now }))
      )
        throw lostRace();
    }
    for (const [countyCode, list] of Map.groupBy(grids, (grid) => grid.regionCode.slice(0, 6)))
      work.audit('regions.importGrids', { kind: 'county', id: countyCode, countyCode }, { grids: list.length });
    return { ...outcome, state: 'IMPORTED' as const };
  }

  return { get, add, change, setActive, importCollection };
}
