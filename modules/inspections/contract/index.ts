export * from './correction-periods.ts';
export * from './inspection-kinds.ts';
export * from './inspections.endpoints.ts';
export * from './inspections.facts.ts';
export * from './legality.ts';
