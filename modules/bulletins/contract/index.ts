export * from './bulletins.endpoints.ts';
export * from './template.ts';
