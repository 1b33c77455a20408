import type { Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import type { FileValues } from '../../contract/index.ts';
import { createReferenceQueries } from './references.queries.ts';

/** A field of the form is wrong: the sentence stands beside it. */
export const refuse = (field: string, message: string) =>
  new AppError('invalid', message, { fields: { [field]: message } });

/** What a file may point to; everything else is refused with the field that is wrong. */
export function createReferences(work: Work) {
  const queries = createReferenceQueries(work);

  const isMine = (regionCode: string) =>
    work.actor.role === 'SYSTEM' || regionCode.startsWith(work.actor.region.replace(/0{3}$/, ''));

  async function requireRegion(regionCode: string) {
    if (!isMine(regionCode)) {
      const message = '所选乡镇（街道）、村（社区）不在当前岗位的管辖范围内，请重新选择。';
      throw new AppError('forbidden', message, { fields: { regionCode: message } });
    }
    if (!(await queries.isDivision(regionCode)))
      throw refuse('regionCode', `没有代码为 ${regionCode} 的区划，请从列表中选择乡镇（街道）或村（社区）。`);
  }

  async function requireBody(field: 'supervisorOrgId' | 'policeOrgId', id: string, countyCode: string) {
    const body = await queries.body(id);
    if (!body?.isActive) throw refuse(field, '所选机构不存在或已撤销，请重新选择。');
    if (!body.regionCode.startsWith(countyCode))
      throw refuse(field, `${body.name}不在本县（市、区），请选择本县（市、区）的机构。`);
    if (field === 'policeOrgId' && body.kind !== 'POLICE_STATION')
      throw refuse(field, `${body.name}不是公安派出所，请重新选择。`);
  }

  async function requireGrid(id: string, countyCode: string) {
    const grid = await queries.grid(countyCode, id);
    if (!grid?.isActive) throw refuse('gridId', '所选网格不存在或已停用，请重新选择。');
  }

  /** The building exists in the same county, and no building stands in its own tenant. */
  async function requireBuilding(id: string, countyCode: string, ownId: string) {
    let current: string | null = id;
    for (let depth = 0; current; depth++) {
      if (current === ownId) throw refuse('buildingId', '所在建筑不能是本单位自己，也不能是本单位的租户，请重新选择。');
      if (depth > 10) throw refuse('buildingId', '建筑与租户的层级超过 10 层，请直接选择所在的整栋建筑。');
      const row: { buildingId: string | null } | undefined = await queries.place(countyCode, current);
      if (!row) throw refuse('buildingId', '没有所选的建筑，或不在管辖范围内，请重新选择本县（市、区）的建筑。');
      current = row.buildingId;
    }
  }

  return {
    requireRegion,
    requireBody,
    requireGrid,

    /** All that the given values point to. */
    async check(values: Partial<FileValues>, countyCode: string, ownId: string) {
      if (values.supervisorOrgId) await requireBody('supervisorOrgId', values.supervisorOrgId, countyCode);
      if (values.policeOrgId) await requireBody('policeOrgId', values.policeOrgId, countyCode);
      if (values.gridId) await requireGrid(values.gridId, countyCode);
      if (values.buildingId) await requireBuilding(values.buildingId, countyCode, ownId);
    },

    /** Whoever holds the post of a grid worker in the county on that day. */
    async requireGridWorker(postId: string, day: string, countyCode: string) {
      const held = await queries.heldPost(postId, day);
      if (!held) throw refuse('postId', '该岗位目前无人在任，请先安排网格员，或选择其他岗位。');
      if (!held.regionPrefix.startsWith(countyCode)) throw refuse('postId', '该网格员不在本县（市、区），请重新选择。');
      return held;
    },
  };
}
