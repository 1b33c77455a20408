import { z } from 'zod';
import { CountyCode, PlaceRegionCode, PremisesTypeId, RegisterInput } from '#modules/premises/contract';
import { endpoint } from '#platform/shared/endpoint.ts';
import { Id, Instant, PageInput, pageOf, Words } from '#platform/shared/paging.ts';

const tag = '漏管清单';
const permission = 'candidates.reconcile';

export const candidateStatuses = {
  PENDING: '待核实',
  CONFIRMED: '已登记',
  MERGED: '已并入',
  REJECTED: '已排除',
} as const;
export type CandidateStatus = keyof typeof candidateStatuses;
export const candidateSources: Readonly<Record<string, string>> = { OSM: '开放地图（OpenStreetMap）' };
/** How a candidate looks beside the register. */
export const candidateMatches = { SAME: '疑为同一单位', POSSIBLE: '可能相同', NONE: '名册上没有' } as const;
export type CandidateMatch = keyof typeof candidateMatches;

const keys = <T extends string>(words: Readonly<Record<T, string>>) => Object.keys(words) as [T, ...T[]];
export const CandidateStatusId = z.enum(keys(candidateStatuses));
export const CandidateAction = z.enum(['confirm', 'merge', 'reject', 'undo']);
export type CandidateAction = z.infer<typeof CandidateAction>;

export const CandidateFilter = z.object({
  regionCode: z
    .string()
    .regex(/^\d{12}$/, '行政区划代码为 12 位数字')
    .optional(),
  status: CandidateStatusId.optional(),
  types: z.array(PremisesTypeId).max(50).optional(),
  match: z.enum(keys(candidateMatches)).optional(),
  source: z.string().max(40).optional(),
  /** Words of the name or address. */
  search: z.string().trim().max(60).optional(),
});
export type CandidateFilter = z.infer<typeof CandidateFilter>;

export const CandidateRow = z.object({
  countyCode: CountyCode,
  id: Id,
  name: z.string(),
  address: z.string().nullable(),
  regionCode: z.string(),
  types: z.array(z.string()),
  /** Why it would be a place of that class. */
  reason: z.string(),
  source: z.string(),
  lng: z.number().nullable(),
  lat: z.number().nullable(),
  status: CandidateStatusId,
  match: z.enum(keys(candidateMatches)),
  matchId: Id.nullable(),
  matchName: z.string().nullable(),
  matchScore: z.number().nullable(),
  matchReason: z.string().nullable(),
  premisesId: Id.nullable(),
  decidedAt: Instant.nullable(),
  decidedBy: z.string().nullable(),
  decisionReason: z.string().nullable(),
  version: z.number().int(),
});
export type CandidateRow = z.infer<typeof CandidateRow>;

/** A registered place beside a candidate. */
export const CandidateRival = z.object({
  id: Id,
  name: z.string(),
  address: z.string(),
  uscc: z.string().nullable(),
  types: z.array(z.string()),
  status: z.string(),
  lng: z.number().nullable(),
  lat: z.number().nullable(),
  storeys: z.number().nullable(),
  height: z.number().nullable(),
  score: z.number(),
  verdict: z.enum(['SAME', 'POSSIBLE']),
  reasons: z.array(z.string()),
  distanceMetres: z.number().nullable(),
  /** Empty fields of the place that the candidate would fill. */
  fills: z.array(z.object({ field: z.string(), value: z.union([z.string(), z.number()]) })),
});
export type CandidateRival = z.infer<typeof CandidateRival>;

export const Candidate = CandidateRow.extend({
  uscc: z.string().nullable(),
  sourceRef: z.string(),
  foundAt: Instant,
  /** What the source says besides, as label and text. */
  facts: z.array(z.object({ label: z.string(), text: z.string() })),
  storeys: z.number().nullable(),
  height: z.number().nullable(),
  phone: z.string().nullable(),
  premisesName: z.string().nullable(),
  /** At most five, the likeliest first. */
  rivals: z.array(CandidateRival),
  allowedActions: z.array(CandidateAction),
});
export type Candidate = z.infer<typeof Candidate>;

const CandidateKey = z.object({ countyCode: CountyCode, id: Id });
const Version = z.number().int();
const BulkKeys = z
  .array(CandidateKey.extend({ version: Version }))
  .min(1, '请先勾选')
  .max(500, '一次最多处理 500 个');
const BulkOutcome = z.object({
  done: z.number().int(),
  refused: z.array(z.object({ id: Id, name: z.string(), sentence: z.string() })),
});
export type BulkOutcome = z.infer<typeof BulkOutcome>;

/** Places that an outside source knows and the register perhaps does not: confirm, merge or reject; each can be undone. */
export const candidatesContract = {
  list: endpoint({ method: 'GET', path: '/candidates', summary: '漏管清单', tag, permission })
    .input(PageInput.extend(CandidateFilter.shape))
    .output(pageOf(CandidateRow)),
  exportList: endpoint({
    method: 'GET',
    path: '/candidates/export',
    summary: '导出漏管清单（xlsx）',
    tag,
    permission,
  })
    .input(CandidateFilter)
    .output(z.instanceof(Blob)),
  counts: endpoint({
    method: 'GET',
    path: '/candidates/counts',
    summary: '漏管清单各状态数量',
    tag,
    permission,
  })
    .input(CandidateFilter.pick({ regionCode: true, source: true }))
    .output(
      z.object({
        PENDING: z.number().int(),
        CONFIRMED: z.number().int(),
        MERGED: z.number().int(),
        REJECTED: z.number().int(),
      }),
    ),
  points: endpoint({ method: 'GET', path: '/candidates/points', summary: '漏管清单地图点位', tag, permission })
    .input(CandidateFilter)
    // At most 2,000; `total` says how many there are.
    .output(
      z.object({
        points: z.array(
          z.object({
            countyCode: CountyCode,
            id: Id,
            name: z.string(),
            lng: z.number(),
            lat: z.number(),
            status: CandidateStatusId,
            match: z.enum(keys(candidateMatches)),
          }),
        ),
        total: z.number().int(),
      }),
    ),
  get: endpoint({ method: 'GET', path: '/candidates/{countyCode}/{id}', summary: '核实对象', tag, permission })
    .input(CandidateKey)
    .output(Candidate),
  confirm: endpoint({
    method: 'POST',
    path: '/candidates/{countyCode}/{id}/confirm',
    summary: '登记为单位',
    tag,
    permission,
  })
    .input(CandidateKey.extend({ version: Version, place: RegisterInput }))
    .output(Candidate),
  merge: endpoint({
    method: 'POST',
    path: '/candidates/{countyCode}/{id}/merge',
    summary: '并入已登记单位',
    tag,
    permission,
  })
    .input(CandidateKey.extend({ version: Version, premisesId: Id }))
    .output(Candidate),
  reject: endpoint({
    method: 'POST',
    path: '/candidates/{countyCode}/{id}/reject',
    summary: '排除',
    tag,
    permission,
  })
    .input(CandidateKey.extend({ version: Version, reason: Words(300) }))
    .output(Candidate),
  undo: endpoint({
    method: 'POST',
    path: '/candidates/{countyCode}/{id}/undo',
    summary: '撤销处理',
    tag,
    permission,
    transaction: 'own',
  })
    .input(CandidateKey.extend({ version: Version }))
    .output(Candidate),
  confirmAll: endpoint({
    method: 'POST',
    path: '/candidates/confirm',
    summary: '批量登记为单位',
    tag,
    permission,
    transaction: 'own',
  })
    // Where places lie of which nobody knows the township.
    .input(z.object({ candidates: BulkKeys, regionCode: PlaceRegionCode.optional() }))
    .output(BulkOutcome),
  rejectAll: endpoint({
    method: 'POST',
    path: '/candidates/reject',
    summary: '批量排除',
    tag,
    permission,
    transaction: 'own',
  })
    .input(z.object({ candidates: BulkKeys, reason: Words(300) }))
    .output(BulkOutcome),
};
