export * from './organisations.schema.ts';
