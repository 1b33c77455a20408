export * from './accounts.endpoints.ts';
export * from './roles.ts';
