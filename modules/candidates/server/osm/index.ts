/** OpenStreetMap extracts as a source of premises: what is on the map, and what kind of premises it would be. */
export {
  type Classification,
  classifyPlace,
  type PlaceFacts,
  type ProposedType,
  registrationName,
} from './classify-place.ts';
export {
  OsmError,
  type OsmErrorCode,
  type OsmExtract,
  type OsmOutline,
  type OsmPlace,
  type OsmTags,
  readOsm,
} from './read-osm.ts';
export { createSiteIndex } from './site-index.ts';
