export * from './candidates.endpoints.ts';
export * from './matching.ts';
