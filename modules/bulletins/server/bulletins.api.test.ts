import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, createWorld, type World } from '#app/testing/world.ts';
import { drawCallouts, drawFires, type FireScene } from '#db/seeds/fires.ts';
import { publishedCallouts, publishedFires } from '#db/seeds/haining/fires.ts';
import { createIds, createRandom } from '#db/seeds/random.ts';
import { createFireBulkStore } from '#modules/fires/server';
import { fireContent, victim } from '#modules/fires/testkit';
import { type BulletinText, plainText } from '../contract/index.ts';

let world: World;
let committee: Client;
const regionCode = '330481000000';
const spring = { from: '2016-01-01', to: '2016-03-19' };

beforeAll(async () => {
  world = await createWorld();
  const random = createRandom('bulletins');
  const signed = { accountId: '00000000-0000-7000-8000-000000000001', name: '统计员' };
  const scene: FireScene = {
    random,
    newId: createIds(random.fork('ids'), () => new Date('2016-03-20T00:00:00Z')),
    villages: ['330481101201', '330481101202', '330481001001'].map((code) => ({
      code,
      short: '庄湾村',
      centre: [120.4, 30.4],
      isRural: code.startsWith('330481101'),
      road: '人民路',
      station: {
        orgId: world.haining.orgs.brigade,
        regionCode,
        reporter: signed,
        reviewer: { ...signed, name: '审核人' },
      },
    })),
  };
  await world.system(async (work) => {
    const store = createFireBulkStore(work, '330481', 'DEMO');
    await store.addFires(publishedFires.slice(0, 3).flatMap((span) => drawFires(span, scene)));
    await store.addCallouts(drawCallouts(publishedCallouts, scene));
    const night = '2024-03-05T02:00:00.000Z';
    const content = fireContent(world.haining.orgs.brigade, {
      ignitedAt: night,
      alarmAt: night,
      arrivedAt: night,
      deaths: 1,
      victims: [victim('DEAD', { diedOn: '2024-03-15' })],
    });
    await store.addFires([{ content, reportedAt: '2024-03-20T02:00:00.000Z', reporter: signed }]);
  });
  committee = await world.as('committee');
});
afterAll(() => world.close());

const preview = (templateId: string, period = spring, extra: object = {}) =>
  committee.bulletins.preview({ templateId, regionCode, ...period, ...extra });
const figuresOf = (text: BulletinText, aspect = 'VALUE') =>
  Object.fromEntries(
    Object.values(text.figures)
      .filter((figure) => figure.aspect === aspect)
      .map((figure) => [figure.indicator, figure.text]),
  );

describe('a bulletin writes itself from records', () => {
  test('and states what the speech of 2016 stated', async () => {
    const text = await preview('FIRE_SITUATION');
    expect(text.title).toBe('2016年1月1日至3月19日海宁市火灾形势通报');
    const words = plainText(text);
    expect(words).toContain('2016年1月1日至3月19日，海宁市共发生火灾87起，死亡1人，受伤2人，直接财产损失50.7万元。');
    expect(words).toContain(
      '与去年同期相比，火灾起数下降8.42%，死亡人数上升1人（去年同期为0），受伤人数上升2人（去年同期为0），直接财产损失上升166.46%。',
    );
    expect(words).toContain('未发生较大以上火灾。');
    expect(words).not.toMatch(/NaN|undefined|null|Infinity|\{|\}/);
  });

  test('also of the call-outs of a year', async () => {
    const words = plainText(await preview('CALLOUTS', { from: '2015-01-01', to: '2015-12-31' }));
    expect(words).toContain(
      '2015年，海宁市消防救援力量共接警出动1912起，出动消防车2352辆次，出动消防人员13906人次，抢救被困人员217人，疏散人员285人，抢救财产价值1.13亿元。',
    );
  });

  test('every figure says what it is and opens as many records as it counts', async () => {
    const text = await preview('FIRE_SITUATION');
    const officer = await world.as('chief');
    const values = Object.values(text.figures).filter(({ aspect }) => aspect === 'VALUE' || aspect === 'RANK');
    expect(values.length).toBeGreaterThan(10);
    for (const figure of values) {
      expect(figure.formula.length).toBeGreaterThan(5);
      const { total } = await officer.indicators.records({
        id: figure.indicator,
        regionCode: figure.regionCode,
        ...figure.period,
        limit: 1,
      });
      expect({ indicator: figure.indicator, total }).toEqual({ indicator: figure.indicator, total: figure.records });
    }
  });

  test('a paragraph without data says so or is left out', async () => {
    const text = await preview('CALLOUTS', { from: '2014-01-01', to: '2014-12-31' });
    expect(text.blocks).toEqual([{ kind: 'PARAGRAPH', pieces: ['本期接处警数据未报送。'] }]);
    const fires = plainText(await preview('FIRE_SITUATION', { from: '2014-01-01', to: '2014-03-31' }));
    // Nobody reported that quarter: silence is not a zero.
    expect(fires).toContain('本期火灾数据未报送');
    expect(fires).not.toContain('从起火场所看');
  });

  test('a template that is not there and a reversed period are refused in words', async () => {
    await expect(preview('NOTHING_LIKE_IT')).rejects.toMatchObject({
      message: expect.stringMatching(/没有模板“NOTHING_LIKE_IT”/),
    });
    await expect(preview('CALLOUTS', { from: '2016-03-01', to: '2016-02-01' })).rejects.toMatchObject({
      message: expect.stringMatching(/结束日期早于开始日期/),
    });
  });
});

describe('the life of a bulletin', () => {
  test('words are edited freely, figures are not; it is issued, corrected and issued again with what changed', async () => {
    const drafted = await committee.bulletins.draft({ templateId: 'FIRE_SITUATION', regionCode, ...spring });
    expect(drafted).toMatchObject({ status: 'DRAFT', allowedActions: ['edit', 'renew', 'issue'] });
    const key = { countyCode: drafted.countyCode, id: drafted.id };

    const [heading, first, ...rest] = drafted.text.blocks;
    const blocks = [
      heading as NonNullable<typeof heading>,
      { kind: 'PARAGRAPH' as const, pieces: ['今年以来，全市火灾形势总体平稳。', ...(first?.pieces ?? [])] },
      ...rest,
    ];
    const letter = { number: null, recipients: '各镇人民政府、街道办事处', copies: '' };
    const edited = await committee.bulletins.edit({
      ...key,
      version: drafted.version,
      title: drafted.title,
      letter,
      blocks,
    });
    expect(edited.text.letter).toEqual({ ...letter, copies: null });
    expect(plainText(edited.text)).toContain('今年以来，全市火灾形势总体平稳。2016年1月1日至3月19日');

    const forged = blocks.map((block) => ({
      ...block,
      pieces: block.pieces.map((piece) =>
        typeof piece !== 'string' && piece.text === '87起' ? { ...piece, text: '78起' } : piece,
      ),
    }));
    await expect(
      committee.bulletins.edit({ ...key, version: edited.version, title: drafted.title, blocks: forged }),
    ).rejects.toMatchObject({ message: expect.stringMatching(/“87起”取自记录，不能直接改写/) });
    await expect(
      committee.bulletins.edit({ ...key, version: drafted.version, title: '旧版本', blocks }),
    ).rejects.toMatchObject({ code: 'conflict' });

    const issued = await committee.bulletins.issue({ ...key, version: edited.version });
    expect(issued).toMatchObject({ status: 'ISSUED', issueNumber: 1, allowedActions: ['revise'] });
    expect(issued.text.letter.number).toMatch(/^.+〔2026〕\d+号$/);
    await expect(
      committee.bulletins.edit({ ...key, version: issued.version, title: '印发后改', blocks }),
    ).rejects.toMatchObject({ code: 'conflict', message: expect.stringMatching(/已经印发/) });

    // One fire turns out to be none.
    const chief = await world.as('chief');
    const { items } = await chief.indicators.records({ id: 'outdoorFireCount', regionCode, ...spring, limit: 1 });
    const fire = await chief.fires.read({ countyCode: '330481', id: items[0]?.recordId ?? '' });
    await chief.fires.voidRecord({
      countyCode: '330481',
      id: fire.id,
      version: fire.version,
      reason: '核实为焚烧秸秆',
    });
    const revised = await committee.bulletins.revise({
      ...key,
      version: issued.version,
      reason: '一起火灾核实为焚烧秸秆',
    });
    const renewed = await committee.bulletins.renew({ ...key, version: revised.version });
    expect(renewed.changes).toContainEqual(
      expect.objectContaining({ label: '火灾起数', before: '87起', after: '86起' }),
    );
    expect(plainText(renewed.text)).toContain('今年以来，全市火灾形势总体平稳。');
    const again = await committee.bulletins.issue({ ...key, version: renewed.version });
    expect(again.issues.map(({ number }) => number)).toEqual([2, 1]);
    expect(again.text.letter.number).toBe(issued.text.letter.number);
    expect(again.issues[0]?.changes).toContainEqual(expect.objectContaining({ before: '87起', after: '86起' }));
    expect((await committee.bulletins.list({ regionCode, limit: 10 })).total).toBe(1);

    for (const format of ['docx', 'pdf'] as const) {
      const file = (await committee.bulletins.download({ ...key, format })) as File;
      const same = (await committee.bulletins.download({ ...key, format })) as File;
      const bytes = Buffer.from(await file.arrayBuffer());
      expect(bytes.subarray(0, 4).toString('latin1')).toBe(format === 'pdf' ? '%PDF' : 'PK\x03\x04');
      expect(bytes.equals(Buffer.from(await same.arrayBuffer()))).toBe(true);
    }
  });

  test('each issue takes the next number of its body, unless one was written', async () => {
    const issueOne = async (number: string | null) => {
      const drafted = await committee.bulletins.draft({ templateId: 'CALLOUTS', regionCode, ...spring });
      const key = { countyCode: drafted.countyCode, id: drafted.id };
      const { title, blocks } = drafted.text;
      const letter = { number, recipients: null, copies: null };
      const { version } = await committee.bulletins.edit({ ...key, version: drafted.version, title, letter, blocks });
      return (await committee.bulletins.issue({ ...key, version })).text.letter.number ?? '';
    };
    const serial = (number: string) => Number(/(\d+)号$/.exec(number)?.[1]);
    const first = serial(await issueOne(null));
    expect(await issueOne('海政办〔2026〕99号')).toBe('海政办〔2026〕99号');
    expect(serial(await issueOne(null))).toBe(first + 1);
  });

  test('another county neither reads nor counts it', async () => {
    const [row] = (await committee.bulletins.list({ regionCode, limit: 1 })).items;
    const other = await world.as('committee', world.pinghu);
    await expect(other.bulletins.read({ countyCode: row?.countyCode ?? '', id: row?.id ?? '' })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(other.bulletins.preview({ templateId: 'CALLOUTS', regionCode, ...spring })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

test('a death on the tenth day counts by the rule of 2025, not by that of the fire of 2024, and the bulletin says which', async () => {
  const march = { from: '2024-03-01', to: '2024-03-31' };
  const own = figuresOf(await preview('FIRE_SITUATION', march));
  const one = figuresOf(await preview('FIRE_SITUATION', march, { scheme: '2025' }));
  expect({ fires: own.fireCount, deaths: own.deathCount }).toEqual({ fires: '1起', deaths: '0人' });
  expect({ fires: one.fireCount, deaths: one.deathCount }).toEqual({ fires: '1起', deaths: '1人' });
  const drafted = await committee.bulletins.draft({
    templateId: 'FIRE_SITUATION',
    regionCode,
    ...march,
    scheme: '2025',
  });
  expect(drafted.rule).toBe('统一按2025年5月1日以后的规定');
});
