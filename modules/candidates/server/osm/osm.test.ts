import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { classifyPlace, OsmError, type OsmExtract, type OsmTags, readOsm, registrationName } from './index.ts';
import premises from './tag-classification.json' with { type: 'json' };

const extractFile = new URL('../../../../db/reference/demo/haidian-osm/beijing-haidian-cau.osm.gz', import.meta.url);

const osm = (inside: string) => `<?xml version="1.0"?><osm version="0.6">${inside}</osm>`;
const tag = (tags: OsmTags) =>
  Object.entries(tags)
    .map(([k, v]) => `<tag k="${k}" v="${v}"/>`)
    .join('');
const node = (id: number, lng: number, lat: number, tags: OsmTags = {}) =>
  `<node id="${id}" lat="${lat}" lon="${lng}">${tag(tags)}</node>`;
const way = (id: number, nodes: number[], tags: OsmTags) =>
  `<way id="${id}">${nodes.map((n) => `<nd ref="${n}"/>`).join('')}${tag(tags)}</way>`;
const square = node(1, 120, 30) + node(2, 120.001, 30) + node(3, 120.001, 30.001) + node(4, 120, 30.001);

describe('reading', () => {
  test('puts a place into the building that contains it and takes over its levels and address', async () => {
    const { places } = await readOsm([
      osm(
        square +
          node(9, 120.0005, 30.0005, { name: '兰州拉面', amenity: 'restaurant' }) +
          node(10, 120.002, 30.0005, { name: '别处', shop: 'books' }) +
          way(20, [1, 2, 3, 4, 1], {
            building: 'yes',
            'building:levels': '12',
            'addr:street': '学院路',
            'addr:housenumber': '17',
          }),
      ),
    ]);
    expect(places).toMatchObject([
      { osmId: 'node/9', levels: 12, address: '学院路17号', building: { osmId: 'way/20' }, lng: 120.0005 },
      { osmId: 'node/10' },
    ]);
    expect(places[1]?.building).toBeUndefined();
  });

  test('finds the smallest named area around a place and the centre of a way', async () => {
    const { places } = await readOsm([
      osm(
        square +
          node(5, 119.9, 29.9) +
          node(6, 120.1, 29.9) +
          node(7, 120.1, 30.1) +
          node(8, 119.9, 30.1) +
          node(13, 119.8, 29.8) +
          node(14, 120.2, 29.8) +
          node(15, 120.2, 30.2) +
          node(16, 119.8, 30.2) +
          way(20, [13, 14, 15, 16, 13], { name: '大学城', landuse: 'residential' }) +
          way(21, [5, 6, 7, 8, 5], { name: '大学', amenity: 'university' }) +
          way(22, [1, 2, 3, 4, 1], { name: '教学楼', building: 'yes' }),
      ),
    ]);
    const building = places.find((place) => place.name === '教学楼');
    expect(building).toMatchObject({
      site: { name: '大学' },
      lng: expect.closeTo(120.0005, 6),
      lat: expect.closeTo(30.0005, 6),
    });
    expect(registrationName(building as never)).toBe('大学教学楼');
  });

  test('joins the ways of a multipolygon, in any direction and whatever the order of the file', async () => {
    const { places } = await readOsm([
      osm(
        `<relation id="30"><member type="way" ref="23" role="outer"/><member type="way" ref="24" role="outer"/>${tag({ type: 'multipolygon', name: '小区', landuse: 'residential' })}</relation>` +
          way(23, [1, 2, 3], {}) +
          way(24, [1, 4, 3], {}) +
          way(25, [9, 11, 12, 9], { name: '3号楼', building: 'apartments' }) +
          node(12, 120.0005, 30.0006) +
          node(11, 120.0006, 30.0005) +
          node(9, 120.0004, 30.0004) +
          square,
      ),
    ]);
    expect(places.find((place) => place.name === '3号楼')?.site?.name).toBe('小区');
  });

  test('takes split characters and split tags between chunks', async () => {
    const bytes = Buffer.from(osm(node(1, 120, 30, { name: '火锅', amenity: 'restaurant' })));
    const { places } = await readOsm(Array.from(bytes, (_, i) => bytes.subarray(i, i + 1)));
    expect(places[0]?.name).toBe('火锅');
  });

  test.each([
    ['NOT_OSM', '<html></html>'],
    ['NOT_OSM', ''],
    [
      'FORBIDDEN_XML',
      '<!DOCTYPE osm [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><osm><node id="1" lat="1" lon="1"><tag k="name" v="&b;"/></node></osm>',
    ],
    ['BROKEN', '<osm><node id="1" lat="1"'],
    ['BROKEN', '<osm><node id="x" lat="1" lon="1"/></osm>'],
    ['BROKEN', '<osm><node id="1" lat="1" lon="1"><tag k="name" v="&undefined;"/></node></osm>'],
    ['BROKEN', 'PK\u0003\u0004'],
  ])('refuses with %s', async (code, text) => {
    const failure = await readOsm([text]).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(OsmError);
    expect((failure as OsmError).code).toBe(code);
    expect((failure as OsmError).message).toMatch(/^[^。]+。$/);
  });

  test('stops at the number of elements it may hold', async () => {
    await expect(readOsm([osm(square)], { maxElements: 3 })).rejects.toThrow(/要素过多/);
  });
});

describe('classifying', () => {
  const typesOf = (tags: OsmTags, name: string, facts = {}) =>
    classifyPlace(tags, name, facts).types.map((t) => t.type);

  test.each([
    [{ amenity: 'theatre' }, '欢乐汇KTV', ['ENTERTAINMENT']],
    [{ tourism: 'hotel' }, '速8酒店', ['HOTEL']],
    [{ building: 'yes' }, '招待所', ['HOTEL']],
    [{ shop: 'convenience' }, '全时', ['MALL']],
    [{ shop: 'mall' }, '圣熙8号', ['MALL']],
    [{ amenity: 'cafe' }, '学院路社会服务中心', ['GOV_OFFICE']],
    [{ amenity: 'kindergarten' }, '未来之星实验幼儿园', ['KINDERGARTEN']],
    [{ landuse: 'construction' }, '0803-633规划幼儿园', ['CONSTRUCTION_SITE']],
    [{ office: 'research' }, '石油化工科学研究院', ['OTHER']],
    [{ building: 'retail' }, '学院8号', ['MALL']],
    [{ amenity: 'fuel' }, '中石化学院路加油站', ['FUEL_STATION']],
    [{ amenity: 'social_facility', social_facility: 'nursing_home' }, '夕阳红敬老院', ['ELDERLY_CARE']],
    [{ leisure: 'escape_game' }, '迷城密室', ['ESCAPE_ROOM']],
    [{ amenity: 'bank' }, '中国银行', ['OTHER']],
    [{ shop: 'convenience;hairdresser' }, '便民', ['OTHER']],
  ])('%o %s is %s', (tags, name, expected) => {
    expect(typesOf(tags as unknown as OsmTags, name)).toEqual(expected);
  });

  test('a library or canteen of a university is part of the school', () => {
    const onCampus = { siteTags: { amenity: 'university' } };
    expect(typesOf({ amenity: 'library' }, '图书馆', onCampus)).toEqual(['SCHOOL']);
    expect(typesOf({ amenity: 'library' }, '图书馆')).toEqual(['LIBRARY_MUSEUM']);
    expect(typesOf({ building: 'yes' }, '二食堂', onCampus)).toEqual(['SCHOOL']);
  });

  test.each([
    [9, 'OTHER'],
    [10, 'HIGHRISE_RESIDENTIAL'],
  ])('a residential block of %d levels is %s: the limit is 27 m', (levels, type) => {
    expect(typesOf({ building: 'apartments' }, '1号楼', { levels })).toEqual([type]);
  });

  test('a dormitory of fourteen levels is a school building and a high one; a shop in it is not', () => {
    expect(typesOf({ building: 'dormitory' }, '学生公寓二号楼', { levels: 14 })).toEqual(['SCHOOL', 'HIGHRISE_PUBLIC']);
    expect(typesOf({ shop: 'books' }, '校园书店', { levels: 14 })).toEqual(['MALL']);
  });

  test.each([
    [{ highway: 'bus_stop' }, '六道口'],
    [{ barrier: 'toll_booth' }, '清河收费站'],
    [{ amenity: 'parking' }, '地下停车场'],
    [{ entrance: 'yes' }, '东南门'],
    [{ amenity: 'cafe' }, '公交卡充值'],
    [{ amenity: 'toilets' }, '二里庄车站'],
    [{ leisure: 'sports_centre' }, '社区健身器材'],
    [{}, '工作区接待室'],
  ])('%o %s is no premises, and it says why', (tags, name) => {
    const { types, skip } = classifyPlace(tags as unknown as OsmTags, name);
    expect(types).toEqual([]);
    expect(skip).toMatch(/./);
  });

  test('every rule leads to one of the 42 premises types and has a reason', () => {
    const ids =
      /^(HOTEL|CATERING|MALL|LARGE_COMPLEX|MARKET|ENTERTAINMENT|INTERNET_CAFE|ESCAPE_ROOM|TRANSPORT_HUB|STADIUM|ASSEMBLY_HALL|HOSPITAL|SCHOOL|KINDERGARTEN|ELDERLY_CARE|WELFARE|CONFINEMENT_CENTRE|LIBRARY_MUSEUM|LABOUR_INTENSIVE|SCENIC_AREA|RELIGIOUS|CULTURAL_RELIC|HIGHRISE_RESIDENTIAL|HIGHRISE_PUBLIC|OLD_COMMUNITY|RENTAL_HOUSING|VILLAGE_HOUSE|MIXED_USE|HAZCHEM|FUEL_STATION|WAREHOUSE_LOGISTICS|FACTORY|ENERGY_STORAGE|PHOTOVOLTAIC|EBIKE_SITE|FARM_STAY|CONSTRUCTION_SITE|GOV_OFFICE|TUNNEL|UNDERGROUND|TELECOM_POWER|OTHER)$/;
    const small = /^SMALL_(SCHOOL|HOSPITAL|SHOP|CATERING|HOTEL|ENTERTAINMENT|NET_CAFE|BATH_BEAUTY|WORKSHOP)$/;
    const rules: { type: string; onCampus?: string; smallPlace?: string; reasonZh: string }[] = [
      ...premises.tagRules,
      ...premises.nameRules,
    ];
    for (const rule of rules) {
      expect(rule.type).toMatch(ids);
      expect(rule.onCampus ?? 'SCHOOL').toBe('SCHOOL');
      expect(rule.smallPlace ?? 'SMALL_SHOP').toMatch(small);
      expect(rule.reasonZh).toMatch(/[\u4e00-\u9fff]/);
    }
  });
});

describe('the extract of 海淀 that comes with the program', () => {
  let extract: OsmExtract;
  beforeAll(async () => {
    extract = await readOsm(createReadStream(extractFile).pipe(createGunzip()));
  });

  test('has its elements, buildings and unnamed places', () => {
    expect(extract.elements).toEqual({ nodes: 4347, ways: 684, relations: 194 });
    expect(extract.buildings).toHaveLength(257);
    expect(extract.unnamedPlaces).toBe(152);
  });

  test('becomes this many premises of each type', () => {
    const counts: Record<string, number> = {};
    for (const { tags, name, levels, heightMetres, site } of extract.places) {
      const facts = {
        ...(levels && { levels }),
        ...(heightMetres && { heightMetres }),
        ...(site && { siteTags: site.tags }),
      };
      const type = classifyPlace(tags, name, facts).types[0]?.type ?? 'skipped';
      counts[type] = (counts[type] ?? 0) + 1;
    }
    expect(counts).toEqual({
      ASSEMBLY_HALL: 1,
      CATERING: 33,
      CONSTRUCTION_SITE: 1,
      ENTERTAINMENT: 3,
      GOV_OFFICE: 1,
      HOSPITAL: 4,
      HOTEL: 3,
      KINDERGARTEN: 2,
      LIBRARY_MUSEUM: 1,
      MALL: 17,
      MARKET: 1,
      OTHER: 43,
      SCHOOL: 26,
      STADIUM: 2,
      TRANSPORT_HUB: 2,
      skipped: 300,
    });
  });
});
