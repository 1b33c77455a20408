export * from './division-code.ts';
export * from './grids.ts';
export * from './regions.endpoints.ts';
export * from './workdays.ts';
