import { accountsWeb } from '#modules/accounts/web';
import { analysisWeb } from '#modules/analysis/web';
import { auditWeb } from '#modules/audit/web';
import { bulletinsWeb } from '#modules/bulletins/web';
import { candidatesWeb } from '#modules/candidates/web';
import { cockpitWeb } from '#modules/cockpit/web';
import { documentsWeb } from '#modules/documents/web';
import { firesWeb } from '#modules/fires/web';
import { hazardsWeb } from '#modules/hazards/web';
import { indicatorsWeb } from '#modules/indicators/web';
import { inspectionsWeb } from '#modules/inspections/web';
import { organisationsWeb } from '#modules/organisations/web';
import { premisesWeb } from '#modules/premises/web';
import { regionLoader, regionsWeb } from '#modules/regions/web';
import { mountConsole } from '#platform/web/console/mount.tsx';
import type { Catalogue } from '#platform/web/i18n/i18n.ts';
import type { WebModule } from '#platform/web/module.ts';
import { httpSession } from '#platform/web/session.ts';

const modules: WebModule[] = [
  hazardsWeb,
  firesWeb,
  cockpitWeb,
  premisesWeb,
  candidatesWeb,
  inspectionsWeb,
  documentsWeb,
  indicatorsWeb,
  analysisWeb,
  bulletinsWeb,
  regionsWeb,
  organisationsWeb,
  accountsWeb,
  auditWeb,
];

const english = Object.values(
  import.meta.glob<Catalogue>(['../platform/web/i18n/en.json', '../modules/*/web/en.json'], { import: 'default' }),
);

// The gallery of components has its own person and data, so that it needs no server.
const isGallery = new URLSearchParams(location.search).has('gallery') || location.pathname.startsWith('/gallery');
if (isGallery) {
  const { mountGallery } = await import('./gallery/gallery.tsx');
  await mountGallery(english);
} else {
  await mountConsole({ modules, session: httpSession(), regions: regionLoader, english });
}
