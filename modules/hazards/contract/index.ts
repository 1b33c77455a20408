export * from './hazards.endpoints.ts';
export * from './hazards.facts.ts';
export * from './hazards.workflow.ts';
