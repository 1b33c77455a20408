import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type InspectionKind, inspectionKinds, kindsOfBody, uncappedKinds } from './inspection-kinds.ts';
import { decideLegality, type LegalityFacts } from './legality.ts';

const full = { may: true, limit: 'FULL', reason: '消防救援机构依法实施。', basis: '消防法53' };
const none = { may: false, limit: 'NONE', reason: '乡镇未经赋权不得实施行政检查。', basis: '行政处罚法24' };
const officer = (name: string, problem: string | null = null) => ({
  name,
  certificateNo: problem ? null : `证${name}`,
  problem,
});
const brigade: LegalityFacts = {
  body: { kind: 'FIRE_BRIGADE', name: '海宁市消防救援大队', power: full },
  kind: 'RANDOM',
  officers: [officer('甲'), officer('乙')],
  isInPoliceScope: false,
  frequency: { done: 0, cap: 2, source: '县级年度计划' },
};

describe('the legality guard', () => {
  test('two certified officers of the brigade within the yearly cap make an administrative inspection with every paper', () => {
    const decision = decideLegality(brigade);
    expect(decision).toMatchObject({ nature: 'ADMINISTRATIVE', refusal: null });
    expect(decision.papers).toContain('ORDER_DEADLINE');
  });

  test('one officer alone makes a safety visit, and the reason names the article', () => {
    const decision = decideLegality({ ...brigade, officers: [officer('甲')] });
    expect(decision.nature).toBe('SAFETY_VISIT');
    expect(decision.reasons[0]).toEqual({
      text: expect.stringContaining('只有 1 名'),
      basis: '令120第14条；行政处罚法42',
    });
    expect(decision.papers).toEqual(['SAFETY_VISIT_RECORD', 'TASK_TRANSFER']);
  });

  test('an officer without a valid certificate is not one of the two', () => {
    const decision = decideLegality({ ...brigade, officers: [officer('甲'), officer('乙', '没有有效的执法证件')] });
    expect(decision.nature).toBe('SAFETY_VISIT');
    expect(decision.reasons[0]?.text).toContain('乙没有有效的执法证件');
  });

  test('two certified officers with an uncertified third may not begin: the third would sign as inspector', () => {
    expect(
      decideLegality({ ...brigade, officers: [officer('甲'), officer('乙'), officer('丙', '没有有效的执法证件')] })
        .refusal,
    ).toContain('丙');
  });

  test('a township without delegated power makes a safety visit however many certificates it holds', () => {
    const decision = decideLegality({
      ...brigade,
      kind: 'TOWNSHIP',
      body: { kind: 'PEOPLES_GOVERNMENT', name: '许村镇人民政府', power: none },
    });
    expect(decision.nature).toBe('SAFETY_VISIT');
    expect(decision.papers).not.toContain('ORDER_IMMEDIATE');
  });

  test('a police station inspects only what is on its list', () => {
    const station = { kind: 'POLICE_STATION', name: '许村派出所', power: { ...full, limit: 'POLICE_SCOPE' } };
    expect(decideLegality({ ...brigade, kind: 'POLICE', body: station, isInPoliceScope: false }).nature).toBe(
      'SAFETY_VISIT',
    );
    expect(decideLegality({ ...brigade, kind: 'POLICE', body: station, isInPoliceScope: true }).nature).toBe(
      'ADMINISTRATIVE',
    );
  });

  test('a police station writes its own record and its own notice, never the brigade’s', () => {
    const station = { kind: 'POLICE_STATION', name: '许村派出所', power: { ...full, limit: 'POLICE_SCOPE' } };
    const { papers } = decideLegality({ ...brigade, kind: 'POLICE', body: station, isInPoliceScope: true });
    expect(papers).toEqual(['POLICE_RECORD', 'POLICE_ORDER', 'REINSPECTION', 'TASK_TRANSFER']);
  });

  test('past the yearly cap a routine inspection is not lawful, a complaint still is', () => {
    const frequency = { done: 2, cap: 2, source: null };
    expect(decideLegality({ ...brigade, frequency }).nature).toBe('SAFETY_VISIT');
    expect(decideLegality({ ...brigade, kind: 'COMPLAINT', frequency }).nature).toBe('ADMINISTRATIVE');
  });

  test('the premises checking itself makes a self-check without papers', () => {
    expect(decideLegality({ ...brigade, body: null, kind: 'SELF' })).toMatchObject({
      nature: 'SELF_CHECK',
      papers: [],
      refusal: null,
    });
  });

  test('a body may not make a kind of visit that is another body’s', () => {
    expect(decideLegality({ ...brigade, kind: 'GRID' }).refusal).toContain('不开展“网格巡查”');
  });

  test('whatever the facts, enforcement papers follow only from power, two valid certificates and the cap', () => {
    const kinds = Object.keys(inspectionKinds) as InspectionKind[];
    const facts = fc.record({
      body: fc.option(
        fc.record({
          kind: fc.constantFrom(
            'FIRE_BRIGADE',
            'POLICE_STATION',
            'INDUSTRY_DEPT',
            'PEOPLES_GOVERNMENT',
            'VILLAGE_COMMITTEE',
          ),
          name: fc.constant('某机构'),
          power: fc.record({
            may: fc.boolean(),
            limit: fc.constantFrom('FULL', 'POLICE_SCOPE', 'DELEGATED'),
            reason: fc.constant('因'),
            basis: fc.constant('据'),
          }),
        }),
        { nil: null },
      ),
      kind: fc.constantFrom(...kinds),
      officers: fc.array(
        fc.boolean().map((isValid) => officer('某', isValid ? null : '证件过期')),
        { maxLength: 4 },
      ),
      isInPoliceScope: fc.boolean(),
      frequency: fc.record({ done: fc.nat(4), cap: fc.option(fc.nat(3), { nil: null }), source: fc.constant(null) }),
    });
    fc.assert(
      fc.property(facts, (given) => {
        const decision = decideLegality(given);
        const lawful =
          given.body !== null &&
          kindsOfBody(given.body.kind).includes(given.kind) &&
          given.body.power.may &&
          (given.body.power.limit !== 'POLICE_SCOPE' || given.isInPoliceScope) &&
          given.officers.length >= 2 &&
          given.officers.every((one) => one.problem === null) &&
          (given.frequency.cap === null ||
            given.frequency.done < given.frequency.cap ||
            uncappedKinds.includes(given.kind));
        const mayOrder = decision.papers.some((paper) => paper.includes('ORDER'));
        expect(mayOrder).toBe(lawful);
        // A visit without that power leaves a record that is none of an inspection (国办发〔2024〕54号).
        expect(decision.papers.includes('SAFETY_VISIT_RECORD')).toBe(
          decision.nature === 'SAFETY_VISIT' && decision.refusal === null,
        );
        expect(decision.papers.includes('INSPECTION_RECORD') || decision.papers.includes('POLICE_RECORD')).toBe(lawful);
        expect(decision.refusal !== null || decision.reasons.length > 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
