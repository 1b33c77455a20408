export * from './certificates.ts';
export * from './gaps.ts';
export * from './kinds.ts';
export * from './masks.ts';
export * from './organisations.endpoints.ts';
export * from './organisations.schema.ts';
export * from './powers.ts';
export * from './roles.ts';
