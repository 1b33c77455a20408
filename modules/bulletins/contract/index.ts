export * from './bulletins.endpoints.ts';
export * from './template.ts';
export * from './text.ts';
export * from './tokens.ts';
