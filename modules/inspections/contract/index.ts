export * from './inspection-kinds.ts';
export * from './inspections.endpoints.ts';
export * from './legality.ts';
