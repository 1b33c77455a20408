import { createIndicatorService, type Facts } from '#modules/indicators/server';
import type { Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import type { Template, TemplateDetail, TemplateRow } from '../contract/index.ts';
import { checkTemplate } from './check-template.ts';
import { shippedPrefix, shippedTemplates } from './shipped-templates.ts';
import { createTemplateQueries, type HeldTemplate } from './templates.queries.ts';
import { createTemplateStore } from './templates.store.ts';

type InForce = Omit<HeldTemplate, 'changedAt' | 'changedBy'> & { changedAt: string | null; changedBy: string | null };

/**
 * Templates of a reach: those that are shipped, and in their place those that its division or one above keeps for itself.
 * A retired one gives way to the one above.
 */
export async function templatesInForce(work: Pick<Work, 'db'>, reach: string): Promise<InForce[]> {
  const found = new Map<string, InForce>(
    shippedTemplates.map((template) => [
      template.id,
      {
        template,
        regionPrefix: shippedPrefix,
        version: 0,
        isActive: true,
        reason: null,
        changedAt: null,
        changedBy: null,
      },
    ]),
  );
  for (const held of await createTemplateQueries(work).newest(reach))
    if (held.isActive) found.set(held.template.id, held);
  return [...found.values()];
}

/** @throws AppError where there is no such template */
export async function templateInForce(work: Pick<Work, 'db'>, reach: string, id: string): Promise<Template> {
  const all = await templatesInForce(work, reach);
  const found = all.find(({ template }) => template.id === id);
  if (!found)
    throw new AppError('invalid', `没有模板“${id}”，可选：${all.map(({ template }) => template.name).join('、')}。`, {
      fields: { templateId: '不存在' },
    });
  // Whom a division above addresses is not whom this one does.
  return found.regionPrefix === reach ? found.template : { ...found.template, recipients: null, copies: null };
}

const changedMeanwhile = () => new AppError('conflict', '模板已被他人修改，请刷新后重试。');

export function createTemplateService(facts: Facts) {
  const indicators = createIndicatorService(facts);
  const mayEdit = (work: Work) => work.may('bulletins.template');

  async function list(work: Work): Promise<TemplateRow[]> {
    return (await templatesInForce(work, work.actor.region)).map(({ template, ...held }) => ({
      id: template.id,
      name: template.name,
      title: template.title,
      parameters: template.parameters,
      regionPrefix: held.regionPrefix,
      version: held.regionPrefix === work.actor.region ? held.version : 0,
      changedAt: held.changedAt,
      changedBy: held.changedBy,
    }));
  }

  /** The template in force, or an earlier version of the own one. */
  async function read(
    work: Work,
    { id, version }: { id: string; version?: number | undefined },
  ): Promise<TemplateDetail> {
    const { region } = work.actor;
    const own = await createTemplateQueries(work).versions(region, id);
    const wanted = own.find((one) => one.version === version);
    if (version !== undefined && !wanted) throw new AppError('not_found', `这个模板没有本地第${version}版。`);
    const inForce = (await templatesInForce(work, region)).find(({ template }) => template.id === id);
    const shown = wanted ?? inForce ?? own[0];
    if (!shown) throw new AppError('not_found', '没有这个模板，或不在管辖范围内。');
    return {
      template: shown.template,
      regionPrefix: shown.regionPrefix,
      isShipped: shippedTemplates.some((one) => one.id === id),
      ownVersion: own[0]?.version ?? 0,
      isOwn: own[0]?.isActive ?? false,
      versions: own.map(({ version, isActive, reason, changedAt, changedBy }) => ({
        version,
        isActive,
        reason,
        changedAt,
        changedBy,
      })),
      mayEdit: mayEdit(work),
    };
  }

  /** Refuses what could not be written, with the place of each fault. */
  async function check(work: Pick<Work, 'db'>, reach: string, template: Template) {
    const catalogue = await indicators.catalogue(work, reach);
    checkTemplate(template, new Map(catalogue.map((one) => [one.id, one])), facts);
  }

  async function addVersion(
    work: Work,
    input: { template: Template; version: number; isActive: boolean; reason: string | null },
  ) {
    const { region, name } = work.actor;
    const [newest] = await createTemplateQueries(work).versions(region, input.template.id);
    if ((newest?.version ?? 0) !== input.version) throw changedMeanwhile();
    const isFirst = await createTemplateStore(work).add({
      ...input,
      regionPrefix: region,
      version: input.version + 1,
      changedBy: name,
    });
    if (!isFirst) throw changedMeanwhile();
    return newest;
  }

  /** Keeps an own version of a template; `version` is the newest own one that was read, 0 where there is none. */
  async function save(
    work: Work,
    { template, version, reason }: { template: Template; version: number; reason?: string | null | undefined },
  ): Promise<TemplateDetail> {
    await check(work, work.actor.region, template);
    const before = await addVersion(work, { template, version, isActive: true, reason: reason ?? null });
    work.audit(
      'bulletins.saveTemplate',
      { kind: 'template', id: template.id },
      { before: before?.template ?? null, after: template },
    );
    return read(work, template);
  }

  async function retire(work: Work, input: { id: string; version: number; reason: string }): Promise<TemplateRow[]> {
    const [own] = await createTemplateQueries(work).versions(work.actor.region, input.id);
    if (!own?.isActive) throw new AppError('not_found', '本地没有在用的这个模板。上级统一的模板不能停用。');
    await addVersion(work, { template: own.template, version: input.version, isActive: false, reason: input.reason });
    work.audit('bulletins.retireTemplate', { kind: 'template', id: input.id }, { reason: input.reason });
    return list(work);
  }

  return { list, read, check, save, retire };
}
