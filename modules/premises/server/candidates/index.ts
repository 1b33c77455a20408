/** The worklist of places that are on no list (漏管清单), and OpenStreetMap as a source of it. */
export { createCandidateRoutes } from './candidates.routes.ts';
export { createCandidateService } from './candidates.service.ts';
export { importOsm, importOsmFile, type OsmImportOptions, type OsmImportResult } from './import-osm.ts';
