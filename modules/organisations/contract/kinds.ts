import industryList from '#db/reference/organisations/industries.json' with { type: 'json' };
import kindList from '#db/reference/organisations/kinds.json' with { type: 'json' };

export interface OrganisationKind {
  id: string;
  label: string;
  /** Where such a body sits: `PROVINCE..TOWNSHIP`, `premises`, `any`. */
  level: string;
  group: string;
  note: string | null;
  source: string;
}

/** Kinds of bodies, in the order of the reference list (db/reference/organisations). */
export const organisationKinds: readonly OrganisationKind[] = kindList.map(
  ({ id, zh, level, kind, noteZh, source }) => ({
    id,
    label: zh,
    level,
    group: kind,
    note: noteZh,
    source,
  }),
);

export interface Industry {
  id: string;
  label: string;
  /** What the department answers for, in words. */
  scope: string;
  source: string;
}

/** Sector departments and other members of fire safety committees. */
export const industries: readonly Industry[] = industryList.map(({ id, zh, industriesZh, source }) => ({
  id,
  label: zh,
  scope: industriesZh,
  source,
}));

const kindLabels = new Map(organisationKinds.map(({ id, label }) => [id, label]));
const industryLabels = new Map(industries.map(({ id, label }) => [id, label]));
export const isOrganisationKind = (id: string) => kindLabels.has(id);
export const isIndustry = (id: string) => industryLabels.has(id);
export const kindLabel = (id: string) => kindLabels.get(id) ?? id;
export const industryLabel = (id: string) => industryLabels.get(id) ?? id;

/** Bodies that have members: 消安委 and the committees of townships. */
export const committeeKinds: readonly string[] = ['FIRE_SAFETY_COMMITTEE', 'TOWN_FIRE_COMMITTEE'];
/** Bodies with members, and the offices that may keep the list for them. */
export const mayHaveMembers = (kind: string) => committeeKinds.includes(kind) || kind === 'FSC_OFFICE';
