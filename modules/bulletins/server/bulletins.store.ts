import { tablesOf, type Work } from '#platform/server/work.ts';
import type { BulletinText, FigureChange, GivenParameters, Template } from '../contract/index.ts';

export interface NewBulletin {
  countyCode: string;
  id: string;
  regionCode: string;
  template: Template;
  parameters: GivenParameters;
  fromOn: string;
  toOn: string;
  scheme: string;
  text: BulletinText;
  cutOff: string;
  draftedBy: string;
  drafter: string;
  orgId: string | null;
  issuer: string;
}

/** Writes of bulletins and their issues. */
export function createBulletinStore(work: Pick<Work, 'db' | 'now'>) {
  const db = tablesOf<'bulletins.bulletin' | 'bulletins.issue'>(work);
  return {
    add: ({ text, template, parameters, ...row }: NewBulletin) =>
      db
        .insertInto('bulletins.bulletin')
        .values({
          ...row,
          templateId: template.id,
          template: JSON.stringify(template),
          parameters: JSON.stringify(parameters),
          title: text.title,
          body: JSON.stringify(text),
          status: 'DRAFT',
          createdAt: work.now,
          changedAt: work.now,
        })
        .execute(),
    /** @returns whether the version was still the one that was read */
    async change(
      key: { countyCode: string; id: string },
      version: number,
      changes: { text?: BulletinText; status?: 'DRAFT' | 'ISSUED'; issueNumber?: number; cutOff?: string },
    ) {
      const { text, ...rest } = changes;
      const { numUpdatedRows } = await db
        .updateTable('bulletins.bulletin')
        .set({
          ...rest,
          ...(text ? { title: text.title, body: JSON.stringify(text) } : {}),
          version: version + 1,
          changedAt: work.now,
        })
        .where('countyCode', '=', key.countyCode)
        .where('id', '=', key.id)
        .where('version', '=', version)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    addIssue: (row: {
      countyCode: string;
      bulletinId: string;
      number: number;
      regionCode: string;
      issuedBy: string;
      issuer: string;
      reason: string | null;
      text: BulletinText;
      changes: readonly FigureChange[];
      cutOff: string;
    }) => {
      const { text, changes, ...rest } = row;
      return db
        .insertInto('bulletins.issue')
        .values({ ...rest, issuedAt: work.now, body: JSON.stringify(text), changes: JSON.stringify(changes) })
        .execute();
    },
  };
}
