export * from './asked.ts';
export * from './bases.endpoints.ts';
export * from './comparison.ts';
export * from './cut.ts';
export * from './definition.ts';
export * from './frozen.endpoints.ts';
export * from './indicators.endpoints.ts';
export * from './periods.ts';
