export * from './comparison.ts';
export * from './cut.ts';
export * from './definition.ts';
export * from './indicators.endpoints.ts';
export * from './periods.ts';
