export { createCandidateRoutes } from './candidates.routes.ts';
export { createCandidateService } from './candidates.service.ts';
export { importOsm, importOsmFile, type OsmImportOptions, type OsmImportResult } from './import-osm.ts';
