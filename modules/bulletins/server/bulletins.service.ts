import { createPdfWriter, nextOfficialNumber, writeDocx } from '#modules/documents/server';
import { periodBefore, schemeWords, untilToday, yearBefore } from '#modules/indicators/contract';
import {
  createIndicatorService,
  evaluate,
  type Facts,
  levelBelow,
  prefixWithinReach,
} from '#modules/indicators/server';
import { divisionName } from '#modules/regions/server';
import { type Actor, type Environment, type Work, workAs } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { AppError } from '#platform/shared/errors.ts';
import type { Scheme } from '#platform/shared/fact.ts';
import {
  type Block,
  type BulletinDetail,
  BulletinText,
  classesOf,
  type FigureChange,
  type GivenParameters,
  indicatorsOf,
  type Letter,
  type Template,
} from '../contract/index.ts';
import { createBulletinQueries } from './bulletins.queries.ts';
import { createBulletinStore } from './bulletins.store.ts';
import { compose } from './compose.ts';
import { cutsOf, limitedTo } from './limit.ts';
import { checkParameters, parameterWords } from './parameters.ts';
import { changesBetween, renewFigures } from './renew.ts';
import { sheetOf } from './sheet-of.ts';
import { createTemplateService, templateInForce } from './templates.service.ts';

export interface Span {
  regionCode?: string | undefined;
  from: string;
  to: string;
  scheme: Scheme;
  parameters: GivenParameters;
}
export type Asked = Span & { templateId: string };
interface Key {
  countyCode: string;
  id: string;
}

const changedMeanwhile = () => new AppError('conflict', '通报已被他人修改，请刷新后重试。');

export function createBulletinService(facts: Facts) {
  const indicatorService = createIndicatorService(facts);
  const templateService = createTemplateService(facts);
  let writePdf: ReturnType<typeof createPdfWriter> | undefined;

  /** Counts what the template names and writes it down; nothing is saved. */
  async function writeFrom(
    environment: Environment,
    actor: Actor,
    template: Template,
    asked: Span,
  ): Promise<{ text: BulletinText; prefix: string }> {
    const prefix = prefixWithinReach(actor.region, asked.regionCode);
    const parameters = checkParameters(template, asked.parameters);
    const classes = classesOf(template, parameters);
    const today = dayOf(environment.now());
    const period = untilToday(asked, today);
    const periods = [period, yearBefore(period), periodBefore(period)] as const;
    const text = await environment.database.asJob(async (db) => {
      const catalogue = await indicatorService.catalogue({ db }, actor.region);
      const indicators = new Map(catalogue.map((one) => [one.id, { ...one, ...limitedTo(classes, one) }]));
      const wanted = indicatorsOf(template)
        .map((id) => indicators.get(id))
        .filter((one) => one !== undefined);
      const evaluation = await evaluate({ db }, facts, {
        indicators: wanted,
        prefix,
        level: levelBelow(prefix),
        periods,
        scheme: asked.scheme,
        today,
      });
      const regionCode = prefix.padEnd(12, '0');
      const region = await divisionName({ db }, regionCode);
      const cuts = cutsOf(classes);
      const factLabel = (id: string) => facts.get(indicators.get(id)?.numerator.fact ?? '')?.label ?? '';
      return compose(template, { evaluation, indicators, regionCode, region, periods, parameters, cuts, factLabel });
    });
    return { text, prefix };
  }

  const templateFor = (environment: Environment, actor: Actor, id: string) =>
    environment.database.asJob((db) => templateInForce({ db }, actor.region, id));

  async function write(environment: Environment, actor: Actor, asked: Asked) {
    const template = await templateFor(environment, actor, asked.templateId);
    return { ...(await writeFrom(environment, actor, template, asked)), template };
  }

  /** Writes what a template would say that is still being worked on. */
  async function tryTemplate(environment: Environment, actor: Actor, asked: Span & { template: Template }) {
    const { template } = asked;
    await environment.database.asJob((db) => templateService.check({ db }, actor.region, template));
    return (await writeFrom(environment, actor, template, asked)).text;
  }

  async function detail(work: Work, key: Key): Promise<BulletinDetail> {
    const queries = createBulletinQueries(work);
    const row = await queries.find(key.countyCode, key.id);
    if (!row) throw new AppError('not_found', '没有这份通报，或不在管辖范围内。');
    const { body, draftedBy: _, orgId: __, template: held, parameters, ...shown } = row;
    const template = held as unknown as Template;
    const isDraft = row.status === 'DRAFT';
    const mayDraft = work.may('bulletins.draft');
    return {
      ...shown,
      scheme: shown.scheme as Scheme,
      status: shown.status as 'DRAFT' | 'ISSUED',
      text: BulletinText.parse(body),
      parameters: template.parameters.flatMap(({ id, label }) => {
        const words = parameterWords(template, parameters as unknown as GivenParameters, id);
        return words === undefined ? [] : [{ label, words }];
      }),
      rule: schemeWords[row.scheme as Scheme],
      issues: await queries.issues(key.countyCode, key.id),
      allowedActions: [
        ...(isDraft && mayDraft ? (['edit', 'renew'] as const) : []),
        ...(isDraft && work.may('bulletins.issue') ? (['issue'] as const) : []),
        ...(!isDraft && mayDraft ? (['revise'] as const) : []),
      ],
    };
  }

  async function held(work: Work, key: Key, status: 'DRAFT' | 'ISSUED') {
    const row = await createBulletinQueries(work).find(key.countyCode, key.id);
    if (!row) throw new AppError('not_found', '没有这份通报，或不在管辖范围内。');
    if (row.status !== status)
      throw new AppError(
        'conflict',
        status === 'DRAFT' ? '通报已经印发，如需修改请先“更正后重新印发”。' : '通报尚未印发。',
      );
    return { ...row, text: BulletinText.parse(row.body) };
  }

  async function draft(
    environment: Environment,
    actor: Actor,
    asked: Asked & { id?: string | undefined },
  ): Promise<BulletinDetail> {
    const { text, prefix, template } = await write(environment, actor, asked);
    return workAs(environment, actor, async (work) => {
      const regionCode = prefix.padEnd(12, '0');
      const key = { countyCode: regionCode.slice(0, 6), id: asked.id ?? work.newId() };
      const same = await createBulletinQueries(work).find(key.countyCode, key.id);
      if (same) return detail(work, key);
      await createBulletinStore(work).add({
        ...key,
        regionCode,
        template,
        parameters: checkParameters(template, asked.parameters),
        fromOn: asked.from,
        toOn: asked.to,
        scheme: asked.scheme,
        text,
        cutOff: work.now,
        draftedBy: actor.accountId,
        drafter: actor.name,
        orgId: actor.organisation?.id ?? null,
        issuer: actor.organisation?.name ?? actor.name,
      });
      work.audit(
        'bulletins.draft',
        { kind: 'bulletin', id: key.id, countyCode: key.countyCode },
        { title: text.title },
      );
      return detail(work, key);
    });
  }

  /** Words may be changed freely; figures may be moved or left out, but not written over. */
  async function edit(
    work: Work,
    input: Key & { version: number; title: string; letter?: Letter | undefined; blocks: Block[] },
  ): Promise<BulletinDetail> {
    const row = await held(work, input, 'DRAFT');
    for (const piece of input.blocks.flatMap(({ pieces }) => pieces)) {
      if (typeof piece === 'string') continue;
      const figure = row.text.figures[piece.figure];
      if (!figure)
        throw new AppError('invalid', `正文引用了不存在的数据“${piece.figure}”，请刷新后重试。`, {
          fields: { blocks: '数据不存在' },
        });
      if (figure.text !== piece.text)
        throw new AppError(
          'invalid',
          `“${figure.label}”的数据“${figure.text}”取自记录，不能直接改写。请更正记录后重新取数。`,
          {
            fields: { blocks: figure.label },
          },
        );
    }
    const letter = input.letter ?? row.text.letter;
    const text = { ...row.text, title: input.title, letter: lettersOf(letter), blocks: input.blocks };
    if (!(await createBulletinStore(work).change(input, input.version, { text }))) throw changedMeanwhile();
    work.audit('bulletins.edit', { kind: 'bulletin', id: input.id, countyCode: input.countyCode }, {});
    return detail(work, input);
  }

  /** Counts every figure again; words stay. */
  async function renew(
    environment: Environment,
    actor: Actor,
    input: Key & { version: number },
  ): Promise<BulletinDetail & { changes: FigureChange[] }> {
    const row = await workAs(environment, actor, (work) => held(work, input, 'DRAFT'));
    // By the template as it was: who has changed it since did not change this bulletin.
    const { text: fresh } = await writeFrom(environment, actor, row.template as unknown as Template, {
      parameters: row.parameters as unknown as GivenParameters,
      regionCode: row.regionCode,
      from: row.from,
      to: row.to,
      scheme: row.scheme as Scheme,
    });
    return workAs(environment, actor, async (work) => {
      const { text, changes } = renewFigures(row.text, fresh.figures);
      if (!(await createBulletinStore(work).change(input, input.version, { text, cutOff: work.now })))
        throw changedMeanwhile();
      work.audit('bulletins.renew', { kind: 'bulletin', id: input.id, countyCode: input.countyCode }, { changes });
      return { ...(await detail(work, input)), changes };
    });
  }

  async function issue(work: Work, input: Key & { version: number }): Promise<BulletinDetail> {
    const row = await held(work, input, 'DRAFT');
    const store = createBulletinStore(work);
    const number = row.issueNumber + 1;
    const before = await createBulletinQueries(work).issue(input.countyCode, input.id, row.issueNumber);
    // A correction goes out under the number of the first issue.
    const given =
      row.text.letter.number ??
      (row.orgId ? await nextOfficialNumber(work, { countyCode: input.countyCode, orgId: row.orgId }) : null);
    const text = { ...row.text, letter: { ...row.text.letter, number: given } };
    if (!(await store.change(input, input.version, { text, status: 'ISSUED', issueNumber: number })))
      throw changedMeanwhile();
    const changes = before ? changesBetween(before.text, text) : [];
    await store.addIssue({
      countyCode: input.countyCode,
      bulletinId: input.id,
      number,
      regionCode: row.regionCode,
      issuedBy: work.actor.accountId,
      issuer: work.actor.name,
      reason: null,
      text,
      changes,
      cutOff: row.cutOff,
    });
    work.audit(
      'bulletins.issue',
      { kind: 'bulletin', id: input.id, countyCode: input.countyCode },
      { number, changes },
    );
    return detail(work, input);
  }

  async function revise(work: Work, input: Key & { version: number; reason: string }): Promise<BulletinDetail> {
    await held(work, input, 'ISSUED');
    if (!(await createBulletinStore(work).change(input, input.version, { status: 'DRAFT' }))) throw changedMeanwhile();
    work.audit(
      'bulletins.revise',
      { kind: 'bulletin', id: input.id, countyCode: input.countyCode },
      { reason: input.reason },
    );
    return detail(work, input);
  }

  /** A bulletin as a file; the same text gives the same bytes. `now`: when its figures were counted. */
  async function print(
    text: BulletinText,
    paper: { format: 'docx' | 'pdf'; issuer: string; scheme: Scheme; now: Date; issuedOn?: string; number?: number },
  ): Promise<Uint8Array> {
    const sheet = sheetOf({
      text,
      issuer: paper.issuer,
      issue: paper.number ?? 0,
      issuedOn: paper.issuedOn ?? dayOf(paper.now),
      cutOff: minuteWords(paper.now),
      rule: schemeWords[paper.scheme],
    });
    if (paper.format === 'docx') return writeDocx(sheet);
    writePdf ??= createPdfWriter();
    return writePdf(sheet);
  }

  async function download(
    work: Work,
    input: Key & { format: 'docx' | 'pdf'; number?: number | undefined },
  ): Promise<File> {
    const queries = createBulletinQueries(work);
    const row = await queries.find(input.countyCode, input.id);
    if (!row) throw new AppError('not_found', '没有这份通报，或不在管辖范围内。');
    const number = input.number ?? (row.status === 'ISSUED' ? row.issueNumber : undefined);
    const issued = number === undefined ? undefined : await queries.issue(input.countyCode, input.id, number);
    if (number !== undefined && !issued) throw new AppError('not_found', `这份通报没有第${number}次印发。`);
    const text = issued?.text ?? BulletinText.parse(row.body);
    const bytes = await print(text, {
      format: input.format,
      issuer: row.issuer,
      scheme: row.scheme as Scheme,
      now: new Date(issued?.cutOff ?? row.cutOff),
      issuedOn: dayOf(issued?.issuedAt ?? work.now),
      ...(issued ? { number: issued.number } : {}),
    });
    return new File([new Uint8Array(bytes)], `${text.title}.${input.format}`, {
      type:
        input.format === 'pdf'
          ? 'application/pdf'
          : 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    });
  }

  return {
    write,
    tryTemplate,
    list: (work: Work, input: { regionCode?: string | undefined; cursor?: string | undefined; limit: number }) =>
      createBulletinQueries(work).list(prefixWithinReach(work.actor.region, input.regionCode), input),
    draft,
    read: detail,
    edit,
    renew,
    issue,
    revise,
    print,
    download,
  };
}
export type BulletinService = ReturnType<typeof createBulletinService>;

/** What was left empty is none. */
const lettersOf = ({ number, recipients, copies }: Letter): Letter => ({
  number: number || null,
  recipients: recipients || null,
  copies: copies || null,
});

const minutes = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const minuteWords = (instant: Date) => minutes.format(instant).replace(' ', '');
