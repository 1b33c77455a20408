import { z } from 'zod';
import { endpoint } from '#platform/shared/endpoint.ts';
import { Day, Id, PageInput, pageOf, Words } from '#platform/shared/paging.ts';
import { CertificateState } from './certificates.ts';
import { Gap, GapKind } from './gaps.ts';
import {
  CertificateInput,
  DelegationInput,
  IdNumber,
  OrganisationInput,
  PersonInput,
  Phone,
  PostInput,
  RegionCode,
} from './organisations.schema.ts';
import { Power, PowerAction } from './powers.ts';

const tag = '机构与岗位';
const Version = z.number().int();
const Done = z.object({});
const Made = z.object({ id: Id });

export const OrganisationRow = z.object({
  id: Id,
  name: z.string(),
  shortName: z.string(),
  kind: z.string(),
  kindLabel: z.string(),
  industry: z.string().nullable(),
  industryLabel: z.string().nullable(),
  regionCode: z.string(),
  regionName: z.string(),
  parentId: Id.nullable(),
  isActive: z.boolean(),
  /** Active posts, how many of them are held today, and how many required ones are not. */
  posts: z.number().int(),
  heldPosts: z.number().int(),
  emptyPosts: z.number().int(),
});
export type OrganisationRow = z.infer<typeof OrganisationRow>;
export const OrganisationNode = OrganisationRow.pick({
  id: true,
  name: true,
  shortName: true,
  kind: true,
  kindLabel: true,
  regionCode: true,
  isActive: true,
  emptyPosts: true,
}).extend({
  hasChildren: z.boolean(),
});
export type OrganisationNode = z.infer<typeof OrganisationNode>;

export const Tenure = z.object({
  id: Id,
  personId: Id,
  personName: z.string(),
  fromOn: Day,
  toOn: Day.nullable(),
  handoverNote: z.string().nullable(),
});
export type Tenure = z.infer<typeof Tenure>;
export const Post = z.object({
  id: Id,
  title: z.string(),
  role: z.string(),
  roleLabel: z.string(),
  regionPrefix: z.string(),
  regionName: z.string(),
  grid: z.object({ id: Id, code: z.string(), name: z.string(), isActive: z.boolean() }).nullable(),
  isRequired: z.boolean(),
  isActive: z.boolean(),
  version: Version,
  holder: Tenure.nullable(),
  /** All tenures, the latest first; the running one included. */
  history: z.array(Tenure),
});
export type Post = z.infer<typeof Post>;
export const Certificate = z.object({
  id: Id,
  personId: Id,
  personName: z.string(),
  kind: z.string(),
  number: z.string(),
  issuer: z.string(),
  validFrom: Day,
  validTo: Day,
  revokedOn: Day.nullable(),
  revokeReason: z.string().nullable(),
  state: CertificateState,
});
export type Certificate = z.infer<typeof Certificate>;
export const Delegation = z.object({
  id: Id,
  action: z.string(),
  actionLabel: z.string(),
  legalBasis: z.string(),
  documentNo: z.string(),
  fromOn: Day,
  toOn: Day.nullable(),
  isInForce: z.boolean(),
});
export type Delegation = z.infer<typeof Delegation>;
export const Member = z.object({
  id: Id,
  memberId: Id,
  memberName: z.string(),
  kindLabel: z.string(),
  position: z.string(),
  fromOn: Day,
  toOn: Day.nullable(),
  isRunning: z.boolean(),
});
export type Member = z.infer<typeof Member>;
export const Person = z.object({
  id: Id,
  name: z.string(),
  regionPrefix: z.string(),
  /** Masked: `139****1234`. */
  phone: z.string().nullable(),
  /** Masked: `3304**********1234`. */
  idNumber: z.string().nullable(),
  version: Version,
  posts: z.array(z.object({ postId: Id, title: z.string(), orgId: Id, orgName: z.string() })),
  certificate: Certificate.pick({ number: true, validTo: true, state: true }).nullable(),
});
export type Person = z.infer<typeof Person>;

export const OrganisationDetail = OrganisationRow.extend({
  version: Version,
  parentName: z.string().nullable(),
  paperPrefix: z.string().nullable(),
  uscc: z.string().nullable(),
  address: z.string().nullable(),
  phone: z.string().nullable(),
  postList: z.array(Post),
  people: z.array(Person),
  certificates: z.array(Certificate),
  delegations: z.array(Delegation),
  members: z.array(Member),
  /** Committees that this body belongs to. */
  memberOf: z.array(
    z.object({ id: Id, committeeId: Id, committeeName: z.string(), position: z.string(), fromOn: Day }),
  ),
  powers: z.array(Power),
  gaps: z.array(Gap),
  /** What this person may do here: `edit`. */
  allowedActions: z.array(z.string()),
});
export type OrganisationDetail = z.infer<typeof OrganisationDetail>;

export const Officer = z.object({
  personId: Id,
  personName: z.string(),
  postId: Id,
  title: z.string(),
  role: z.string(),
  /** The usable enforcement certificate on the day, if any. */
  certificate: z.object({ number: z.string(), validTo: Day, state: CertificateState }).nullable(),
});
export type Officer = z.infer<typeof Officer>;

const read = { tag, permission: 'organisations.read' } as const;
const manage = { tag, permission: 'organisations.manage' } as const;

export const organisationsContract = {
  reference: endpoint({
    method: 'GET',
    path: '/organisations/reference',
    summary: '机构类型、行业部门与职权表',
    ...read,
  }).output(
    z.object({
      kinds: z.array(
        z.object({
          id: z.string(),
          label: z.string(),
          level: z.string(),
          group: z.string(),
          note: z.string().nullable(),
          source: z.string(),
        }),
      ),
      industries: z.array(z.object({ id: z.string(), label: z.string(), scope: z.string(), source: z.string() })),
      roles: z.array(z.object({ id: z.string(), label: z.string() })),
      powerActions: z.array(z.object({ id: PowerAction, label: z.string() })),
    }),
  ),
  list: endpoint({ method: 'GET', path: '/organisations', summary: '机构列表', ...read })
    .input(
      PageInput.extend({
        regionCode: RegionCode.optional(),
        search: z.string().trim().max(60).optional(),
        kind: z.array(z.string().max(40)).optional(),
        industry: z.array(z.string().max(40)).optional(),
        isActive: z.boolean().optional(),
        /** Also the bodies above the division, for choosing a superior or a recipient. */
        includeAbove: z.boolean().optional(),
        /** Only bodies with a required post that nobody holds. */
        hasEmptyPost: z.boolean().optional(),
      }),
    )
    .output(pageOf(OrganisationRow)),
  tree: endpoint({ method: 'GET', path: '/organisations/tree', summary: '机构树', ...read })
    // Without `parentId` the top: bodies of the division whose parent lies outside it.
    .input(z.object({ parentId: Id.optional(), regionCode: RegionCode.optional() }))
    .output(z.array(OrganisationNode)),
  gaps: endpoint({ method: 'GET', path: '/organisations/gaps', summary: '责任缺口', ...read })
    .input(z.object({ regionCode: RegionCode.optional(), kind: z.array(GapKind).optional() }))
    // At most 500 gaps are listed; `counts` counts all.
    .output(z.object({ day: Day, counts: z.partialRecord(GapKind, z.number().int()), items: z.array(Gap) })),
  people: endpoint({ method: 'GET', path: '/organisations/people', summary: '人员列表', ...read })
    .input(PageInput.extend({ regionCode: RegionCode.optional(), search: z.string().trim().max(40).optional() }))
    .output(pageOf(Person)),
  detail: endpoint({ method: 'GET', path: '/organisations/{id}', summary: '机构', ...read })
    .input(z.object({ id: Id }))
    .output(OrganisationDetail),
  powers: endpoint({ method: 'GET', path: '/organisations/{id}/powers', summary: '机构职权', ...read })
    .input(z.object({ id: Id, day: Day.optional() }))
    .output(z.array(Power)),
  officers: endpoint({ method: 'GET', path: '/organisations/{id}/officers', summary: '执法岗位人员', ...read })
    .input(z.object({ id: Id, day: Day.optional() }))
    .output(z.array(Officer)),

  add: endpoint({ method: 'POST', path: '/organisations', summary: '新建机构', ...manage })
    .input(OrganisationInput)
    .output(Made),
  change: endpoint({ method: 'PUT', path: '/organisations/{id}', summary: '修改机构', ...manage })
    .input(OrganisationInput.omit({ id: true }).extend({ id: Id, isActive: z.boolean(), version: Version }))
    .output(Done),
  addPerson: endpoint({ method: 'POST', path: '/organisations/people', summary: '登记人员', ...manage })
    .input(PersonInput)
    .output(Made),
  changePerson: endpoint({ method: 'PUT', path: '/organisations/people/{id}', summary: '修改人员', ...manage })
    // Phone and identity number are shown masked, so what is left out stays as it is; null removes it.
    .input(
      z.object({
        id: Id,
        name: Words(40),
        phone: Phone.nullable().optional(),
        idNumber: IdNumber.nullable().optional(),
        version: Version,
      }),
    )
    .output(Done),
  unmask: endpoint({
    method: 'POST',
    path: '/organisations/people/{id}/unmask',
    summary: '查看完整个人信息',
    tag,
    permission: 'personal-data.unmask',
  })
    .input(z.object({ id: Id, field: z.enum(['phone', 'idNumber']), reason: Words(100) }))
    .output(z.object({ value: z.string() })),
  addPost: endpoint({ method: 'POST', path: '/organisations/posts', summary: '设置岗位', ...manage })
    .input(PostInput)
    .output(Made),
  changePost: endpoint({ method: 'PUT', path: '/organisations/posts/{id}', summary: '修改岗位', ...manage })
    .input(PostInput.omit({ id: true, orgId: true }).extend({ id: Id, isActive: z.boolean(), version: Version }))
    .output(Done),
  appoint: endpoint({
    method: 'POST',
    path: '/organisations/posts/{postId}/appoint',
    summary: '任职（交接）',
    ...manage,
  })
    .input(
      z.object({
        postId: Id,
        id: Id.optional(),
        personId: Id,
        fromOn: Day,
        handoverNote: Words(500).nullable().default(null),
      }),
    )
    .output(Made),
  relieve: endpoint({ method: 'POST', path: '/organisations/posts/{postId}/relieve', summary: '免职', ...manage })
    .input(z.object({ postId: Id, lastDay: Day, handoverNote: Words(500).nullable().default(null) }))
    .output(Done),
  addCertificate: endpoint({ method: 'POST', path: '/organisations/certificates', summary: '登记证件', ...manage })
    .input(CertificateInput)
    .output(Made),
  revokeCertificate: endpoint({
    method: 'POST',
    path: '/organisations/certificates/{id}/revoke',
    summary: '注销证件',
    ...manage,
  })
    .input(z.object({ id: Id, revokedOn: Day, reason: Words(200) }))
    .output(Done),
  addDelegation: endpoint({
    method: 'POST',
    path: '/organisations/delegations',
    summary: '登记赋权（委托）',
    ...manage,
  })
    .input(DelegationInput)
    .output(Made),
  endDelegation: endpoint({
    method: 'POST',
    path: '/organisations/delegations/{id}/end',
    summary: '终止赋权（委托）',
    ...manage,
  })
    .input(z.object({ id: Id, toOn: Day, reason: Words(200) }))
    .output(Done),
  addMember: endpoint({ method: 'POST', path: '/organisations/members', summary: '增加成员单位', ...manage })
    .input(z.object({ id: Id.optional(), committeeId: Id, memberId: Id, position: Words(40), fromOn: Day }))
    .output(Made),
  endMember: endpoint({ method: 'POST', path: '/organisations/members/{id}/end', summary: '成员单位退出', ...manage })
    .input(z.object({ id: Id, toOn: Day }))
    .output(Done),
};
