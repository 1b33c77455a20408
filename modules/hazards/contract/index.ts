export * from './hazards.endpoints.ts';
export * from './hazards.workflow.ts';
