export * from './cockpit.endpoints.ts';
export * from './leader-view.ts';
export * from './records.ts';
