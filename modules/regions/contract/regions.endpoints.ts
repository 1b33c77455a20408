import { z } from 'zod';
import { endpoint } from '#platform/shared/endpoint.ts';
import { Day, Id, PageInput, pageOf, Words } from '#platform/shared/paging.ts';
import { DivisionLevel } from './division-code.ts';
import { GridPolygon } from './grids.ts';
import { DayKind } from './workdays.ts';

const tag = '区划、网格与工作日历';
const Code = z.string().regex(/^\d{12}$/, '行政区划代码为 12 位数字');
const CountyCode = z.string().regex(/^\d{6}$/, '县级代码为 6 位数字');

/** The whole nation, above the provinces. */
export const nationCode = '000000000000';

export const Division = z.object({ code: Code, name: z.string(), level: DivisionLevel, hasChildren: z.boolean() });
export type Division = z.infer<typeof Division>;

export const GridCode = z
  .string()
  .trim()
  .regex(/^[0-9A-Za-z-]{1,30}$/, '网格编码只能含数字、字母和横线，至多 30 位');

export const GridInput = z.object({
  /** Village, or township where grids lie right below it. */
  regionCode: Code,
  code: GridCode,
  name: Words(60),
  polygon: GridPolygon.nullable().default(null),
});
export type GridInput = z.infer<typeof GridInput>;

export const GridRow = z.object({
  countyCode: CountyCode,
  id: Id,
  regionCode: Code,
  regionName: z.string(),
  code: z.string(),
  name: z.string(),
  hasPolygon: z.boolean(),
  isActive: z.boolean(),
  version: z.number().int(),
});
export type GridRow = z.infer<typeof GridRow>;
export const Grid = GridRow.extend({ polygon: GridPolygon.nullable() });
export type Grid = z.infer<typeof Grid>;

const GridKey = z.object({ countyCode: CountyCode, id: Id });

export const CalendarDay = z.object({ day: Day, kind: DayKind, name: Words(20) });
export type CalendarDay = z.infer<typeof CalendarDay>;
export const CalendarYear = z.object({
  year: z.number().int(),
  isPublished: z.boolean(),
  /** The notice that the year follows. */
  source: z.string().nullable(),
  exceptions: z.array(CalendarDay),
});
export type CalendarYear = z.infer<typeof CalendarYear>;
const Year = z.number().int().min(2000).max(2100);

export const regionsContract = {
  children: endpoint({
    method: 'GET',
    path: '/regions/divisions/{code}/children',
    summary: '下级区划',
    tag,
    permission: 'signed-in',
  })
    .input(z.object({ code: Code }))
    .output(z.array(Division)),
  /** The division that the signed-in person answers for. */
  reach: endpoint({
    method: 'GET',
    path: '/regions/divisions/reach',
    summary: '我的管辖区划',
    tag,
    permission: 'signed-in',
  }).output(z.array(Division)),
  path: endpoint({
    method: 'GET',
    path: '/regions/divisions/{code}/path',
    summary: '区划全路径',
    tag,
    permission: 'signed-in',
  })
    // `reach`: from the top of what the signed-in person answers for.
    .input(z.object({ code: Code, from: z.enum(['nation', 'reach']).default('nation') }))
    .output(z.array(Division)),
  search: endpoint({
    method: 'GET',
    path: '/regions/divisions/search',
    summary: '查找区划',
    tag,
    permission: 'signed-in',
  })
    .input(
      z.object({
        words: z.string().trim().min(1, '请输入区划名称、拼音或首字母').max(30),
        within: z.enum(['reach', 'nation']).default('reach'),
        level: z.array(DivisionLevel).optional(),
        limit: z.number().int().min(1).max(50).default(20),
      }),
    )
    .output(z.array(Division.omit({ hasChildren: true }).extend({ pathName: z.string() }))),
  villages: endpoint({
    method: 'GET',
    path: '/regions/counties/{countyCode}/villages',
    summary: '全县村（社区）',
    tag,
    permission: 'signed-in',
  })
    .input(z.object({ countyCode: CountyCode }))
    .output(z.array(z.object({ code: Code, name: z.string(), townshipCode: Code, townshipName: z.string() }))),

  grids: endpoint({ method: 'GET', path: '/regions/grids', summary: '网格列表', tag, permission: 'regions.read' })
    .input(
      PageInput.extend({
        regionCode: Code.optional(),
        search: z.string().trim().max(60).optional(),
        isActive: z.boolean().optional(),
        hasPolygon: z.boolean().optional(),
      }),
    )
    .output(pageOf(GridRow)),
  gridShapes: endpoint({
    method: 'GET',
    path: '/regions/grids/shapes',
    summary: '网格边界',
    tag,
    permission: 'regions.read',
  })
    .input(z.object({ regionCode: Code }))
    // At most 2,000 grids; `isComplete` says whether that was all.
    .output(
      z.object({
        grids: z.array(
          z.object({
            id: Id,
            code: z.string(),
            name: z.string(),
            regionCode: Code,
            isActive: z.boolean(),
            polygon: GridPolygon,
          }),
        ),
        isComplete: z.boolean(),
      }),
    ),
  gridAt: endpoint({
    method: 'GET',
    path: '/regions/grids/at',
    summary: '坐标所在网格',
    tag,
    permission: 'regions.read',
  })
    .input(z.object({ countyCode: CountyCode, lng: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) }))
    .output(z.object({ grid: z.object({ id: Id, code: z.string(), name: z.string(), regionCode: Code }).nullable() })),
  grid: endpoint({
    method: 'GET',
    path: '/regions/grids/{countyCode}/{id}',
    summary: '网格',
    tag,
    permission: 'regions.read',
  })
    .input(GridKey)
    .output(Grid),
  addGrid: endpoint({ method: 'POST', path: '/regions/grids', summary: '新建网格', tag, permission: 'regions.manage' })
    .input(GridInput.extend({ id: Id.optional() }))
    .output(Grid),
  changeGrid: endpoint({
    method: 'PUT',
    path: '/regions/grids/{countyCode}/{id}',
    summary: '修改网格',
    tag,
    permission: 'regions.manage',
  })
    .input(GridKey.extend(GridInput.shape).extend({ version: z.number().int() }))
    .output(Grid),
  setGridActive: endpoint({
    method: 'POST',
    path: '/regions/grids/{countyCode}/{id}/active',
    summary: '启用或停用网格',
    tag,
    permission: 'regions.manage',
  })
    .input(GridKey.extend({ isActive: z.boolean(), version: z.number().int(), reason: Words(200) }))
    .output(Grid),
  importGrids: endpoint({
    method: 'POST',
    path: '/regions/grids/import',
    summary: '导入网格（GeoJSON）',
    tag,
    permission: 'regions.manage',
  })
    .input(
      z.object({
        file: z.instanceof(Blob, { error: '请选择 GeoJSON 文件' }),
        nameProperty: Words(60),
        codeProperty: Words(60),
        /** Property with the village's or township's 12 digits; without it the first 12 digits of the grid's code. */
        regionProperty: Words(60).optional(),
        /** Checks only. */
        isRehearsal: z.boolean().default(false),
      }),
    )
    .output(
      z.object({
        /** Nothing is written while one feature is wrong. */
        state: z.enum(['IMPORTED', 'CHECKED', 'REFUSED']),
        features: z.number().int(),
        added: z.number().int(),
        changed: z.number().int(),
        errors: z.array(z.object({ feature: z.number().int(), name: z.string(), message: z.string() })),
        /** At most 200 errors are listed; this is how many there are. */
        errorCount: z.number().int(),
      }),
    ),

  calendarYears: endpoint({
    method: 'GET',
    path: '/regions/calendar',
    summary: '已公布的工作日历',
    tag,
    permission: 'signed-in',
  }).output(z.array(z.object({ year: z.number().int(), source: z.string() }))),
  calendar: endpoint({
    method: 'GET',
    path: '/regions/calendar/{year}',
    summary: '工作日历',
    tag,
    permission: 'signed-in',
  })
    .input(z.object({ year: Year }))
    .output(CalendarYear),
  publishCalendar: endpoint({
    method: 'PUT',
    path: '/regions/calendar/{year}',
    summary: '公布全年工作日历',
    tag,
    permission: 'regions.editCalendar',
    transaction: 'own',
  })
    .input(z.object({ year: Year, source: Words(100), exceptions: z.array(CalendarDay).max(200) }))
    .output(CalendarYear),
  setCalendarDay: endpoint({
    method: 'PUT',
    path: '/regions/calendar/days/{day}',
    summary: '调整某一天',
    tag,
    permission: 'regions.editCalendar',
    transaction: 'own',
  })
    // `ORDINARY`: Monday to Friday worked, the weekend off.
    .input(
      z.object({
        day: Day,
        kind: z.enum(['HOLIDAY', 'WORKDAY', 'ORDINARY']),
        name: Words(20).optional(),
        reason: Words(200),
      }),
    )
    .output(CalendarYear),
  deadline: endpoint({
    method: 'GET',
    path: '/regions/calendar/deadline',
    summary: '计算工作日期限',
    tag,
    permission: 'signed-in',
  })
    .input(z.object({ from: Day, workdays: z.number().int().min(0).max(500) }))
    // `provisional`: runs through a year that is not published yet and may still change.
    .output(z.object({ day: Day, provisional: z.boolean(), holidays: z.array(CalendarDay) })),
};
