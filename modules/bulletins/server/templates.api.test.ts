import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, createWorld, type World } from '#app/testing/world.ts';
import { plainText, type Template } from '../contract/index.ts';
import { createTemplateStore } from './templates.store.ts';

let world: World;
let committee: Client;
const regionCode = '330481000000';
const span = { from: '2026-01-01', to: '2026-11-20' };

beforeAll(async () => {
  world = await createWorld();
  committee = await world.as('committee');
});
afterAll(() => world.close());

/** A small template of the own. */
const own = (text: string, more: Partial<Template> = {}): Template => ({
  id: 'OWN_SHORT',
  name: '一句话通报',
  title: '{period}{region}情况',
  recipients: null,
  copies: null,
  changeDecimals: 1,
  shareDecimals: 1,
  parameters: [],
  lists: {},
  sections: [{ heading: '一、情况', paragraphs: [[{ text, when: [] }]] }],
  ...more,
});
const save = (template: Template, version = 0, client = committee) =>
  client.bulletins.saveTemplate({ id: template.id, template, version });
const inForce = async (id: string, client = committee) =>
  (await client.bulletins.templates()).find((one) => one.id === id);

describe('a division keeps its own version of a template', () => {
  test('which its bulletins are written by, while others keep the shipped one', async () => {
    const { template, ownVersion } = await committee.bulletins.template({ id: 'FIRE_SITUATION' });
    expect(ownVersion).toBe(0);
    const changed = structuredClone(template);
    changed.name = '海宁火灾形势';
    changed.sections[0]?.paragraphs[0]?.unshift({ text: '今年以来，全市火灾形势总体平稳。', when: [] });
    const saved = await committee.bulletins.saveTemplate({ id: template.id, template: changed, version: 0 });
    expect(saved).toMatchObject({ regionPrefix: '330481', ownVersion: 1, isOwn: true, isShipped: true });
    expect(await inForce('FIRE_SITUATION')).toMatchObject({ name: '海宁火灾形势', regionPrefix: '330481', version: 1 });

    const text = await committee.bulletins.preview({ templateId: 'FIRE_SITUATION', regionCode, ...span });
    expect(plainText(text)).toContain('今年以来，全市火灾形势总体平稳。');
    const neighbour = await world.as('committee', world.pinghu);
    expect(await inForce('FIRE_SITUATION', neighbour)).toMatchObject({ name: '火灾形势通报', regionPrefix: '00' });
  });

  test('and a bulletin that was drafted by it is counted again by its words, whatever the template says now', async () => {
    const drafted = await committee.bulletins.draft({ templateId: 'FIRE_SITUATION', regionCode, ...span });
    const { template } = await committee.bulletins.template({ id: 'FIRE_SITUATION' });
    const {
      sections: [first],
    } = template;
    const shorter = {
      ...template,
      sections: [{ heading: null, paragraphs: [[first?.paragraphs[0]?.at(-1)]] }],
    } as Template;
    await save(shorter, 1);
    const key = { countyCode: drafted.countyCode, id: drafted.id, version: drafted.version };
    const renewed = await committee.bulletins.renew(key);
    expect(renewed.changes).toEqual([]);
    expect(renewed.text.blocks).toEqual(drafted.text.blocks);
  });

  test('whose versions stay readable; a lost race is told; retired it gives way to the shipped one', async () => {
    await expect(save(own('本期无事。', { id: 'FIRE_SITUATION' }), 1)).rejects.toMatchObject({ code: 'conflict' });
    const detail = await committee.bulletins.template({ id: 'FIRE_SITUATION' });
    expect(detail.versions.map(({ version }) => version)).toEqual([2, 1]);
    const first = await committee.bulletins.template({ id: 'FIRE_SITUATION', version: 1 });
    expect(first.template.sections.length).toBeGreaterThan(1);

    await committee.bulletins.retireTemplate({ id: 'FIRE_SITUATION', version: 2, reason: '改用全国统一模板' });
    expect(await inForce('FIRE_SITUATION')).toMatchObject({ regionPrefix: '00' });
    const after = await committee.bulletins.template({ id: 'FIRE_SITUATION' });
    expect(after.versions[0]).toMatchObject({ version: 3, isActive: false, reason: '改用全国统一模板' });
    await expect(
      committee.bulletins.retireTemplate({ id: 'CALLOUTS', version: 0, reason: '不需要' }),
    ).rejects.toMatchObject({ message: expect.stringMatching(/上级统一的模板不能停用/) });
  });
});

test('the template of a city holds in its counties until one keeps its own', async () => {
  const named = (name: string) => own('本期无事。', { id: 'CALLOUTS', name });
  await world.system(async (work) => {
    const store = createTemplateStore(work);
    const row = { version: 1, isActive: true, reason: null, changedBy: '市消安办' };
    await store.add({
      ...row,
      regionPrefix: '3304',
      template: { ...named('市级模板'), recipients: '各县（市、区）人民政府' },
    });
  });
  expect(await inForce('CALLOUTS')).toMatchObject({ name: '市级模板', regionPrefix: '3304', version: 0 });
  const asked = { templateId: 'CALLOUTS', regionCode, ...span };
  expect((await committee.bulletins.preview(asked)).letter.recipients).toBeNull();
  await save({ ...named('县级模板'), recipients: '各镇人民政府' });
  expect((await committee.bulletins.preview(asked)).letter.recipients).toBe('各镇人民政府');
  expect(await inForce('CALLOUTS')).toMatchObject({ name: '县级模板', regionPrefix: '330481', version: 1 });
  const neighbour = await world.as('committee', world.pinghu);
  expect(await inForce('CALLOUTS', neighbour)).toMatchObject({ name: '市级模板' });
  await committee.bulletins.retireTemplate({ id: 'CALLOUTS', version: 1, reason: '改用市级模板' });
  expect(await inForce('CALLOUTS')).toMatchObject({ name: '市级模板' });
});

describe('a template that could not be written is refused, and nothing is kept', () => {
  test.each([
    ['共发生火灾{noSuchFigure}。', '第1部分第1段第1句引用了不存在的指标“noSuchFigure”，请从指标目录中选择。'],
    ['共发生火灾{火灾起数}。', '第1部分第1段第1句中的“{火灾起数}”无法识别，请从指标目录中插入数据。'],
    ['共发生火灾{fireCount。', '第1部分第1段第1句的大括号“{”不成对，请补上“}”或删去。'],
    ['从场所看，{list:nothing}。', '第1部分第1段第1句引用了不存在的分项“nothing”，请从列表中选择。'],
    ['开展{parameter:campaign}。', '第1部分第1段第1句引用了不存在的参数“campaign”，请从列表中选择。'],
  ])('%s', async (text, message) => {
    await expect(save(own(text))).rejects.toMatchObject({
      code: 'invalid',
      message,
      data: { fields: { 'sections.0.paragraphs.0.0': message } },
    });
    expect(await inForce('OWN_SHORT')).toBeUndefined();
    await expect(committee.bulletins.tryTemplate({ template: own(text), ...span })).rejects.toMatchObject({ message });
  });

  test('also where figures cannot be limited to the classes that it asks for', async () => {
    const template = own('出动{calloutCount}。', {
      parameters: [{ id: 'classes', label: '场所类别', kind: 'PREMISES_TYPES', isRequired: false }],
    });
    await expect(save(template)).rejects.toMatchObject({
      message: expect.stringMatching(/指标“接警出动起数”不能按场所类别统计/),
    });
  });

  test('and who may not change templates is turned away', async () => {
    const officer = await world.as('supervisor');
    await expect(save(own('本期无事。'), 0, officer)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

test('every shipped template passes the same check', async () => {
  for (const { id, parameters } of await committee.bulletins.templates()) {
    const { template } = await committee.bulletins.template({ id });
    const given = Object.fromEntries(parameters.filter(({ isRequired }) => isRequired).map((one) => [one.id, '甲']));
    const text = await committee.bulletins.tryTemplate({ template, ...span, parameters: given });
    expect(text.blocks.length, id).toBeGreaterThan(0);
    expect(plainText(text)).not.toMatch(/NaN|undefined|null|Infinity|\{|\}/);
  }
});

describe('a template asks for what it needs', () => {
  const campaign = (parameters: Record<string, string>) =>
    committee.bulletins.draft({ templateId: 'CAMPAIGN', regionCode, ...span, parameters });

  test('and counts the places of the asked classes alone; each figure opens as many records', async () => {
    const officer = await world.as('supervisor');
    for (const [name, type] of [
      ['甲旅馆', 'HOTEL'],
      ['乙旅馆', 'HOTEL'],
      ['丙饭店', 'CATERING'],
      ['丁厂', 'FACTORY'],
    ] as const)
      await officer.premises.register({
        regionCode: world.haining.village,
        name,
        types: [type],
        address: '人民路1号一楼',
      });
    const drafted = await campaign({ campaign: '旅馆餐饮专项行动', classes: 'HOTEL,CATERING', visits: '40' });
    const words = plainText(drafted.text);
    expect(drafted.text.title).toBe('2026年1月1日至11月20日海宁市旅馆餐饮专项行动进展情况通报');
    expect(words).toContain('整治范围为宾馆（旅馆、饭店）、餐饮场所，期末在用');
    expect(words).toContain('检查、走访情况未报送。');
    expect(words).not.toContain('整改隐患目标');
    expect(drafted.parameters).toContainEqual({ label: '检查走访目标', words: '40家' });

    const figures = Object.values(drafted.text.figures);
    expect(figures.find(({ indicator }) => indicator === 'premisesCount')).toMatchObject({ value: 3, records: 3 });
    for (const figure of figures.filter(({ aspect }) => aspect === 'VALUE')) {
      const { total } = await officer.indicators.records({
        id: figure.indicator,
        regionCode: figure.regionCode,
        ...figure.period,
        cut: figure.cuts.map(({ column, code }) => `${column}=${code}`),
        limit: 1,
      });
      expect({ indicator: figure.indicator, total }).toEqual({ indicator: figure.indicator, total: figure.records });
    }
  });

  test('and says how much of a target is reached', async () => {
    const template = own('登记目标{parameter:aim}，已完成{premisesCount.target:aim}。', {
      parameters: [{ id: 'aim', label: '登记目标', kind: 'NUMBER', unit: '家', isRequired: true }],
    });
    const { total } = await (await world.as('supervisor')).indicators.records({
      id: 'premisesCount',
      regionCode,
      ...span,
      limit: 1,
    });
    const text = await committee.bulletins.tryTemplate({
      template,
      regionCode,
      ...span,
      parameters: { aim: String(total * 4) },
    });
    expect(plainText(text)).toContain(`登记目标${total * 4}家，已完成25.0%。`);
    expect(Object.values(text.figures)).toEqual([
      expect.objectContaining({ aspect: 'TARGET', value: total, base: expect.objectContaining({ value: total * 4 }) }),
    ]);
  });

  test('and refuses what is missing or no number', async () => {
    await expect(campaign({})).rejects.toMatchObject({
      message: '请填写“专项行动名称”。',
      data: { fields: { 'parameters.campaign': '请填写“专项行动名称”。' } },
    });
    await expect(campaign({ campaign: '甲', visits: '很多' })).rejects.toMatchObject({
      message: expect.stringMatching(/“检查走访目标”应为大于 0 的数字/),
    });
    await expect(campaign({ campaign: '甲', classes: 'CASTLE' })).rejects.toMatchObject({
      message: expect.stringMatching(/没有场所类别“CASTLE”/),
    });
  });
});
