import { z } from 'zod';
import { endpoint } from '#platform/shared/endpoint.ts';
import { Day, Id, PageInput, pageOf, Words } from '#platform/shared/paging.ts';
import { PlaceAreas } from './areas.ts';
import {
  Change,
  ContactInput,
  CountyCode,
  DoubtRow,
  DutyKindId,
  EditInput,
  filePurposes,
  IndustryId,
  PlaceKey,
  PlaceRegionCode,
  PremisesFile,
  PremisesRow,
  PremisesStatusId,
  PremisesTypeId,
  Proposal,
  RegisterInput,
  RiskLevelId,
  SupervisionClassId,
} from './premises.schema.ts';

const tag = '单位（场所）';

/** Filters of the list, the map, the export and of bulk acts alike; all of them hold together. */
export const PremisesFilter = z.object({
  /** Two or more characters of name, address or credit code; a single one is the beginning of the name. */
  search: z.string().trim().max(60).optional(),
  /** Scope: any division, 12 digits. Never wider than the person's own reach. */
  regionCode: z
    .string()
    .regex(/^\d{12}$/, '行政区划代码为 12 位数字')
    .optional(),
  types: z.array(PremisesTypeId).max(50).optional(),
  /** The first of a place's classes, under which the overview counts it. */
  leadingType: z.array(PremisesTypeId).max(50).optional(),
  supervisionClass: z.array(SupervisionClassId).optional(),
  status: z.array(PremisesStatusId).optional(),
  gridId: Id.optional(),
  supervisorOrgId: Id.optional(),
  policeOrgId: Id.optional(),
  industry: z.array(IndustryId).max(40).optional(),
  riskLevel: z.array(RiskLevelId).optional(),
  isKeyUnit: z.boolean().optional(),
  isHighRisk: z.boolean().optional(),
  isCrowded: z.boolean().optional(),
  completenessBelow: z.number().int().min(1).max(101).optional(),
  hasLocation: z.boolean().optional(),
  buildingId: Id.optional(),
  changedSince: Day.optional(),
  changedUntil: Day.optional(),
  /** Somebody from outside was ever there: a finished inspection or visit; self-checks do not count. */
  isVisited: z.boolean().optional(),
});
export type PremisesFilter = z.infer<typeof PremisesFilter>;

export const premisesSorts = ['name', '-name', 'changedAt', '-changedAt', 'completeness', '-completeness'] as const;
const Sort = z.enum(premisesSorts).default('name');

const Box = z.object({
  west: z.number().min(-180).max(180),
  south: z.number().min(-90).max(90),
  east: z.number().min(-180).max(180),
  north: z.number().min(-90).max(90),
});

export const AssignField = z.enum(['supervisorOrgId', 'policeOrgId', 'gridWorkerPostId', 'industry', 'gridId']);
export type AssignField = z.infer<typeof AssignField>;

const Version = z.number().int();

export const premisesContract = {
  list: endpoint({ method: 'GET', path: '/premises', summary: '单位列表', tag, permission: 'premises.read' })
    .input(PageInput.extend(PremisesFilter.shape).extend({ sort: Sort }))
    .output(pageOf(PremisesRow)),
  count: endpoint({
    method: 'GET',
    path: '/premises/count',
    summary: '符合条件的单位数',
    tag,
    permission: 'premises.read',
  })
    .input(PremisesFilter)
    // Exact, for the confirmation of a bulk act.
    .output(z.object({ count: z.number().int() })),
  exportList: endpoint({
    method: 'GET',
    path: '/premises/export',
    summary: '导出单位列表（xlsx）',
    tag,
    permission: 'premises.read',
  })
    .input(PremisesFilter.extend({ sort: Sort, columns: z.array(z.string().max(40)).max(40).optional() }))
    .output(z.instanceof(Blob)),
  points: endpoint({
    method: 'GET',
    path: '/premises/points',
    summary: '单位地图点位',
    tag,
    permission: 'premises.read',
  })
    .input(PremisesFilter.extend(Box.shape))
    .output(
      z.object({
        /** Single places, at most 2,000; empty where they are gathered. */
        points: z.array(
          z.object({
            countyCode: CountyCode,
            id: Id,
            name: z.string(),
            lng: z.number(),
            lat: z.number(),
            supervisionClass: SupervisionClassId,
            status: PremisesStatusId,
            isHighRisk: z.boolean(),
          }),
        ),
        clusters: z.array(z.object({ lng: z.number(), lat: z.number(), count: z.number().int() })),
        /** Width of the cells that they are gathered by, in degrees. */
        cell: z.number(),
        total: z.number().int(),
        /** Places that match but have no location, and so are on no map. */
        unlocated: z.number().int(),
      }),
    ),
  areas: endpoint({
    method: 'GET',
    path: '/premises/areas',
    summary: '下级地区示意范围',
    tag,
    permission: 'regions.read',
    transaction: 'own',
  })
    .input(z.object({ regionCode: PremisesFilter.shape.regionCode }))
    .output(PlaceAreas),
  derive: endpoint({
    method: 'POST',
    path: '/premises/derive',
    summary: '按已填内容推定',
    tag,
    permission: 'premises.edit',
  })
    .input(
      z.object({
        ...PlaceKey.partial().shape,
        regionCode: PlaceRegionCode,
        name: z.string().max(100).default(''),
        address: z.string().max(200).default(''),
        types: z.array(PremisesTypeId).min(1).max(6),
        lng: z.number().nullable().default(null),
        lat: z.number().nullable().default(null),
        floorArea: z.number().nullable().default(null),
        height: z.number().nullable().default(null),
        storeys: z.number().nullable().default(null),
        staffCount: z.number().nullable().default(null),
        peakOccupancy: z.number().nullable().default(null),
        attributes: z.record(z.string().max(40), z.unknown()).default({}),
      }),
    )
    .output(
      z.object({
        isCrowded: z.boolean(),
        isPublicAssembly: z.boolean(),
        supervisionClass: SupervisionClassId,
        industry: z.string().nullable(),
        industryName: z.string().nullable(),
        supervisorOrgId: Id.nullable(),
        supervisorName: z.string().nullable(),
        policeOrgId: Id.nullable(),
        policeName: z.string().nullable(),
        gridId: Id.nullable(),
        gridName: z.string().nullable(),
        /** What the key-unit criteria would propose. */
        keyUnitReason: z.string().nullable(),
        doubts: z.array(DoubtRow),
        /** Places of the same name or address near by: perhaps the same one. */
        similar: z.array(z.object({ countyCode: CountyCode, id: Id, name: z.string(), address: z.string() })),
      }),
    ),
  register: endpoint({
    method: 'POST',
    path: '/premises',
    summary: '登记单位',
    tag,
    permission: 'premises.edit',
    offline: true,
  })
    .input(RegisterInput)
    .output(PremisesFile),
  get: endpoint({
    method: 'GET',
    path: '/premises/{countyCode}/{id}',
    summary: '单位档案',
    tag,
    permission: 'premises.read',
  })
    .input(PlaceKey)
    .output(PremisesFile),
  byCode: endpoint({
    method: 'GET',
    path: '/premises/by-code/{countyCode}/{code}',
    summary: '按二维码查单位',
    tag,
    permission: 'premises.read',
  })
    .input(z.object({ countyCode: CountyCode, code: z.string().max(20) }))
    .output(PlaceKey.extend({ name: z.string() })),
  edit: endpoint({
    method: 'PATCH',
    path: '/premises/{countyCode}/{id}',
    summary: '修改单位档案',
    tag,
    permission: 'premises.edit',
  })
    .input(EditInput)
    .output(PremisesFile),
  history: endpoint({
    method: 'GET',
    path: '/premises/{countyCode}/{id}/history',
    summary: '档案变更记录',
    tag,
    permission: 'premises.read',
  })
    .input(PlaceKey.extend(PageInput.shape))
    .output(z.object({ items: z.array(Change), next: z.string().nullable() })),
  changeStatus: endpoint({
    method: 'POST',
    path: '/premises/{countyCode}/{id}/status',
    summary: '变更单位状态',
    tag,
    permission: 'premises.edit',
  })
    .input(PlaceKey.extend({ version: Version, status: PremisesStatusId, reason: Words(300) }))
    .output(PremisesFile),
  setHolder: endpoint({
    method: 'POST',
    path: '/premises/{countyCode}/{id}/duty-holders',
    summary: '登记责任人（交接）',
    tag,
    permission: 'premises.edit',
  })
    .input(
      PlaceKey.extend({
        kind: DutyKindId,
        fromOn: Day.optional(),
        /** RESPONSIBLE_PERSON and FIRE_MANAGER. */
        person: ContactInput.optional(),
        /** SUPERVISOR and POLICE_STATION. */
        orgId: Id.optional(),
        /** GRID_WORKER. */
        postId: Id.optional(),
        /** INDUSTRY_DEPT. */
        industry: IndustryId.optional(),
        reason: Words(300).nullable().default(null),
      }),
    )
    .output(PremisesFile),
  endHolder: endpoint({
    method: 'POST',
    path: '/premises/{countyCode}/{id}/duty-holders/{holderId}/end',
    summary: '责任人离任',
    tag,
    permission: 'premises.edit',
  })
    .input(PlaceKey.extend({ holderId: Id, lastDay: Day, reason: Words(300) }))
    .output(PremisesFile),
  unmaskPhone: endpoint({
    method: 'POST',
    path: '/premises/{countyCode}/{id}/duty-holders/{holderId}/phone',
    summary: '查看责任人电话',
    tag,
    permission: 'personal-data.unmask',
  })
    .input(PlaceKey.extend({ holderId: Id, reason: Words(200) }))
    .output(z.object({ phone: z.string().nullable() })),
  attach: endpoint({
    method: 'POST',
    path: '/premises/{countyCode}/{id}/files',
    summary: '归档照片和图纸',
    tag,
    permission: 'premises.edit',
  })
    .input(
      PlaceKey.extend({
        fileIds: z.array(Id).min(1, '请先上传文件').max(20, '一次最多归档 20 个文件'),
        purpose: z.enum(Object.keys(filePurposes) as ['FLOOR_PLAN', 'PHOTO', 'DOCUMENT']),
      }),
    )
    .output(PremisesFile),
  detach: endpoint({
    method: 'POST',
    path: '/premises/{countyCode}/{id}/files/detach',
    summary: '取下照片和图纸',
    tag,
    permission: 'premises.edit',
  })
    .input(
      PlaceKey.extend({
        fileIds: z.array(Id).min(1, '请勾选要取下的文件').max(20, '一次最多取下 20 个文件'),
        reason: Words(300),
      }),
    )
    .output(PremisesFile),
  qr: endpoint({
    method: 'GET',
    path: '/premises/{countyCode}/{id}/qr',
    summary: '单位二维码',
    tag,
    permission: 'premises.read',
  })
    .input(PlaceKey.extend({ format: z.enum(['svg', 'png']).default('svg') }))
    .output(z.instanceof(Blob)),
  sheet: endpoint({
    method: 'GET',
    path: '/premises/{countyCode}/{id}/sheet',
    summary: '二维码张贴页内容',
    tag,
    permission: 'premises.read',
  })
    .input(PlaceKey)
    .output(
      z.object({
        name: z.string(),
        address: z.string(),
        code: z.string(),
        url: z.string(),
        svg: z.string(),
        holders: z.array(z.object({ kind: z.string(), name: z.string() })),
      }),
    ),

  assign: endpoint({
    method: 'POST',
    path: '/premises/assign',
    summary: '批量分派',
    tag,
    permission: 'premises.assign',
  })
    .input(
      z.object({
        field: AssignField,
        /** Body, post, grid or industry; null takes the assignment away. */
        value: z.string().max(60).nullable(),
        /** Either the ids that were ticked, or everything that the filter finds. */
        selection: z.array(PlaceKey).max(5000, '一次最多勾选 5000 个，请改用“按条件全部分派”').optional(),
        filter: PremisesFilter.optional(),
        /** What the person confirmed; another number found refuses. */
        expectedCount: z.number().int().min(1),
        reason: Words(300),
      }),
    )
    .output(z.object({ changed: z.number().int(), unchanged: z.number().int() })),
  assignees: endpoint({
    method: 'GET',
    path: '/premises/assignees',
    summary: '可分派的机构和网格员',
    tag,
    permission: 'premises.read',
  })
    .input(
      z.object({
        regionCode: z.string().regex(/^\d{12}$/),
        field: AssignField,
        search: z.string().trim().max(40).optional(),
      }),
    )
    .output(z.array(z.object({ value: z.string(), label: z.string(), detail: z.string().nullable() }))),

  proposals: endpoint({
    method: 'GET',
    path: '/premises/key-unit-proposals',
    summary: '重点单位建议',
    tag,
    permission: 'premises.read',
  })
    .input(
      PageInput.extend({
        regionCode: z
          .string()
          .regex(/^\d{12}$/)
          .optional(),
        status: z.enum(['PROPOSED', 'CONFIRMED', 'REJECTED', 'LAPSED']).default('PROPOSED'),
        direction: z.enum(['DESIGNATE', 'WITHDRAW']).optional(),
        premisesId: Id.optional(),
      }),
    )
    .output(pageOf(Proposal)),
  decideProposal: endpoint({
    method: 'POST',
    path: '/premises/key-unit-proposals/{countyCode}/{id}/decision',
    summary: '确认或不采纳重点单位建议',
    tag,
    permission: 'premises.designate',
  })
    .input(z.object({ countyCode: CountyCode, id: Id, isConfirmed: z.boolean(), reason: Words(300) }))
    .output(Proposal),
  runProposals: endpoint({
    method: 'POST',
    path: '/premises/key-unit-proposals/run',
    summary: '重新比对重点单位标准',
    tag,
    permission: 'premises.designate',
    transaction: 'own',
  })
    .input(z.object({ countyCode: CountyCode }))
    .output(z.object({ looked: z.number().int(), proposed: z.number().int(), lapsed: z.number().int() })),
  designate: endpoint({
    method: 'POST',
    path: '/premises/{countyCode}/{id}/key-unit',
    summary: '确定或取消重点单位',
    tag,
    permission: 'premises.designate',
  })
    .input(PlaceKey.extend({ version: Version, isKeyUnit: z.boolean(), reason: Words(300) }))
    .output(PremisesFile),
  criteria: endpoint({
    method: 'GET',
    path: '/premises/key-unit-criteria',
    summary: '重点单位界定标准',
    tag,
    permission: 'premises.read',
  })
    .input(z.object({ regionCode: z.string().regex(/^\d{12}$/), day: Day.optional() }))
    .output(
      z.array(
        z.object({
          id: Id,
          regionPrefix: z.string(),
          category: z.string(),
          categoryName: z.string(),
          types: z.array(z.string()),
          object: z.string(),
          metric: z.string(),
          operator: z.string(),
          threshold: z.number().nullable(),
          thresholdText: z.string().nullable(),
          unit: z.string().nullable(),
          source: z.string(),
          needsCheck: z.boolean(),
          validFrom: Day,
          validTo: Day.nullable(),
        }),
      ),
    ),

  industryMap: endpoint({
    method: 'GET',
    path: '/premises/industry-map',
    summary: '场所类别与行业主管部门对应表',
    tag,
    permission: 'premises.read',
  })
    .input(z.object({ regionCode: z.string().regex(/^\d{12}$/), day: Day.optional() }))
    .output(
      z.array(
        z.object({
          premisesType: z.string(),
          leadIndustry: z.string().nullable(),
          coIndustries: z.array(z.string()),
          documentNo: z.string().nullable(),
          regionPrefix: z.string().nullable(),
          validFrom: Day.nullable(),
        }),
      ),
    ),
  setIndustry: endpoint({
    method: 'PUT',
    path: '/premises/industry-map/{premisesType}',
    summary: '确定某类场所的行业主管部门',
    tag,
    permission: 'premises.assignIndustry',
  })
    .input(
      z.object({
        premisesType: PremisesTypeId,
        leadIndustry: IndustryId,
        coIndustries: z.array(IndustryId).max(10).default([]),
        documentNo: Words(60),
        validFrom: Day.optional(),
        /** Hand places of this leading class over as well, where they still have the former department. */
        isApplied: z.boolean().default(false),
      }),
    )
    .output(z.object({ moved: z.number().int() })),
};
