export * from './cockpit.endpoints.ts';
export * from './records.ts';
