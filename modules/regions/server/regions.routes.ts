import { endpoints } from '#platform/server/api.ts';
import { workAsSystem } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import { addWorkdays, DivisionCode, nationCode, prefixOf, regionsContract } from '../contract/index.ts';
import { calendarOf } from './calendar.queries.ts';
import { createCalendarService, type ServesBeyond } from './calendar.service.ts';
import { findGrid } from './grid-finder.queries.ts';
import { createGridService } from './grids.service.ts';
import { createRegionQueries } from './regions.queries.ts';

const shapesLimit = 2000;

/** A sound division code, or the sentence that says how one looks. */
const codeOf = (code: string) => {
  const read = DivisionCode.safeParse(code);
  if (!read.success) throw new AppError('invalid', read.error.issues[0]?.message ?? '区划代码不正确。');
  return read.data;
};
const splitCursor = (cursor: string | undefined) => {
  const [code, id] = cursor?.split('~') ?? [];
  return code && id && /^[0-9a-f-]{36}$/.test(id) ? { code, id } : undefined;
};

export function createRegionRoutes({ servesBeyond }: { servesBeyond: ServesBeyond }) {
  const on = endpoints(regionsContract);
  return on.router({
    children: on.children.handler(({ input, context: { work } }) =>
      createRegionQueries(work).children(input.code === nationCode ? nationCode : codeOf(input.code)),
    ),
    reach: on.reach.handler(async ({ context: { work, actor } }) =>
      (await createRegionQueries(work).path(actor.region.padEnd(12, '0'))).slice(-1),
    ),
    path: on.path.handler(async ({ input, context: { work, actor } }) => {
      const path = await createRegionQueries(work).path(input.code === nationCode ? nationCode : codeOf(input.code));
      return input.from === 'reach'
        ? path.filter((division) => prefixOf(division.code).length >= actor.region.length)
        : path;
    }),
    search: on.search.handler(({ input, context: { work, actor } }) => {
      if (/^\p{Script=Han}$/u.test(input.words))
        throw new AppError('invalid', '请至少输入两个汉字，或输入拼音、首字母。', { fields: { words: '至少两个字' } });
      return createRegionQueries(work).search({
        words: input.words,
        prefix: input.within === 'reach' ? actor.region : '',
        levels: input.level,
        limit: input.limit,
      });
    }),
    villages: on.villages.handler(({ input, context: { work } }) =>
      createRegionQueries(work).villages(input.countyCode),
    ),

    grids: on.grids.handler(async ({ input, context: { work, actor } }) => {
      const queries = createRegionQueries(work);
      const { cursor, limit, regionCode, ...filter } = input;
      const scope = { ...filter, regionCode: codeOf(regionCode ?? actor.region.padEnd(12, '0')) };
      const rows = await queries.grids({ ...scope, after: splitCursor(cursor), limit: limit + 1 });
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      return {
        items,
        next: rows.length > limit && last ? `${last.code}~${last.id}` : null,
        ...(await queries.countGrids(scope)),
      };
    }),
    gridShapes: on.gridShapes.handler(({ input, context: { work } }) =>
      createRegionQueries(work).gridShapes({ regionCode: codeOf(input.regionCode) }, shapesLimit),
    ),
    gridAt: on.gridAt.handler(async ({ input, context: { work } }) => ({
      grid: await findGrid(work, input.countyCode, input.lng, input.lat),
    })),
    grid: on.grid.handler(({ input, context: { work } }) => createGridService(work).get(input.countyCode, input.id)),
    addGrid: on.addGrid.handler(({ input, context: { work } }) => createGridService(work).add(input)),
    changeGrid: on.changeGrid.handler(({ input, context: { work } }) => createGridService(work).change(input)),
    setGridActive: on.setGridActive.handler(({ input, context: { work } }) => createGridService(work).setActive(input)),
    importGrids: on.importGrids.handler(async ({ input, context: { work } }) =>
      createGridService(work).importCollection(await input.file.text(), input),
    ),

    calendarYears: on.calendarYears.handler(({ context: { work } }) => createRegionQueries(work).calendarYears()),
    calendar: on.calendar.handler(({ input, context: { work } }) => createRegionQueries(work).calendar(input.year)),
    publishCalendar: on.publishCalendar.handler(({ input, context: { actor, environment } }) =>
      workAsSystem(environment, actor.region, (work) =>
        createCalendarService(work, actor, servesBeyond).publish(input),
      ),
    ),
    setCalendarDay: on.setCalendarDay.handler(({ input, context: { actor, environment } }) =>
      workAsSystem(environment, actor.region, (work) => createCalendarService(work, actor, servesBeyond).setDay(input)),
    ),
    deadline: on.deadline.handler(async ({ input, context: { work } }) => {
      const { day, provisional } = addWorkdays(await calendarOf(work), input.from, input.workdays);
      return { day, provisional, holidays: await createRegionQueries(work).exceptionsBetween(input.from, day) };
    }),
  });
}
