export * from './division-code.ts';
export * from './workdays.ts';
