import { z } from 'zod';
import { Day, Id, Words } from '#platform/shared/paging.ts';

export const RegionPrefix = z
  .string()
  .regex(/^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/, '行政区划代码应为 2、4、6、9 或 12 位数字');
export const RegionCode = z.string().regex(/^\d{12}$/, '行政区划代码为 12 位数字');
export const Phone = z
  .string()
  .trim()
  .regex(/^[0-9+() -]{5,20}$/, '电话号码只能含数字、加号、括号和横线，5 至 20 位');
/** Resident identity number: 18 digits with its check digit (GB 11643-1999). */
export const IdNumber = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^\d{17}[\dX]$/, '身份证号码应为 18 位')
  .refine((text) => {
    const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const sum = weights.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
    return '10X98765432'[sum % 11] === text[17];
  }, '身份证号码校验位不正确，请核对');

export const OrganisationInput = z.object({
  id: Id.optional(),
  regionCode: RegionCode,
  parentId: Id.nullable().default(null),
  kind: z.string().max(40),
  industry: z.string().max(40).nullable().default(null),
  name: Words(100),
  shortName: Words(40),
  /** Short name in document numbers: 海消. */
  paperPrefix: Words(10).nullable().default(null),
  uscc: z.string().trim().max(18).nullable().default(null),
  address: Words(200).nullable().default(null),
  phone: Phone.nullable().default(null),
});
export type OrganisationInput = z.input<typeof OrganisationInput>;

export const PersonInput = z.object({
  id: Id.optional(),
  regionPrefix: RegionPrefix,
  name: Words(40),
  phone: Phone.nullable().default(null),
  idNumber: IdNumber.nullable().default(null),
});
export type PersonInput = z.input<typeof PersonInput>;

export const PostInput = z.object({
  id: Id.optional(),
  orgId: Id,
  title: Words(40),
  role: z.string().max(40),
  /** Reach of the post; the body's own division where it is left out. */
  regionPrefix: RegionPrefix.optional(),
  gridId: Id.nullable().default(null),
  isRequired: z.boolean().default(true),
});
export type PostInput = z.input<typeof PostInput>;

export const CertificateInput = z.object({
  id: Id.optional(),
  personId: Id,
  kind: z.enum(['ENFORCEMENT']).default('ENFORCEMENT'),
  number: Words(40),
  issuer: Words(60),
  validFrom: Day,
  validTo: Day,
});
export type CertificateInput = z.input<typeof CertificateInput>;

export const DelegationInput = z.object({
  id: Id.optional(),
  orgId: Id,
  action: z.string().max(40),
  legalBasis: Words(200),
  documentNo: Words(60),
  fromOn: Day,
  toOn: Day.nullable().default(null),
});
export type DelegationInput = z.input<typeof DelegationInput>;
