export * from './documents.endpoints.ts';
export * from './documents.workflow.ts';
export * from './editable-words.ts';
export * from './paper-data.ts';
export * from './paper-kinds.ts';
