import { Fragment, type ReactNode } from 'react';
import { type FireContent, type FireDetail, type FireFigures, timesOf } from '#modules/fires/contract';
import { type Fact, FactGrid } from '#platform/web/components/fact-grid.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { dateWords } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import {
  accidentWords,
  areaWords,
  causeStageWords,
  causeWords,
  deathCauseWords,
  facilityResultWords,
  facilityStateWords,
  facilityWords,
  gradeWords,
  outcomeWords,
  placeWords,
  resistanceWords,
  sexWords,
  structureWords,
  victimStateWords,
  yuanWords,
} from './fire-words.ts';

const people = (n: number | null) => (n === null ? null : t('{n} 人', { n }));
const when = (instant: string | null) => instant && dateWords(instant);
const minutes = (n: number | null) => (n === null ? null : t('{n} 分钟', { n }));
const measure = (n: number | null, unit: string) => (n === null ? null : `${n.toLocaleString('zh-CN')} ${unit}`);

/** One fact of a fire; versions are compared by it. */
export type FireFact = { label: string; value: string | null; isWide?: boolean };

/** Everything that a version tells, in the order of the file, by groups. */
export function factGroups(content: FireContent, figures: FireFigures): { title: string; facts: FireFact[] }[] {
  const { minutesToAlarm, minutesToArrival } = timesOf(content);
  const isBuilding = figures.placeGroup === 'BUILDING' || content.storeys !== null || content.buildingHeight !== null;
  return [
    {
      title: t('时间地点'),
      facts: [
        { label: t('起火时间'), value: when(content.ignitedAt) },
        { label: t('报警时间'), value: when(content.alarmAt) },
        { label: t('到场时间'), value: when(content.arrivedAt) },
        { label: t('扑灭时间'), value: when(content.extinguishedAt) },
        { label: t('起火至报警'), value: minutes(minutesToAlarm) },
        { label: t('报警至到场'), value: minutes(minutesToArrival) },
        { label: t('起火地址'), value: content.address, isWide: true },
        { label: t('起火场所'), value: placeWords(content.place) },
        { label: t('区域类型'), value: areaWords(content.areaType) },
      ],
    },
    {
      title: t('损失与等级'),
      facts: [
        { label: t('死亡'), value: people(figures.deaths) },
        { label: t('重伤'), value: people(figures.seriousInjuries) },
        { label: t('轻伤'), value: people(figures.minorInjuries) },
        { label: t('受灾户'), value: content.households === null ? null : t('{n} 户', { n: content.households }) },
        { label: t('直接财产损失'), value: yuanWords(content.lossYuan) },
        { label: t('现场处置费用'), value: yuanWords(content.disposalYuan) },
        { label: t('人身伤亡支出'), value: yuanWords(content.casualtyYuan) },
        { label: t('直接经济损失'), value: yuanWords(figures.economicLossYuan) },
        { label: t('过火面积'), value: measure(content.burnedArea, '㎡') },
        { label: t('火灾等级'), value: gradeWords(figures.grade) },
        {
          label: t('旧口径、新口径'),
          value: `${gradeWords(figures.gradeOld)}、${gradeWords(figures.gradeNew)}`,
        },
        { label: t('事故等级'), value: accidentWords(figures.accidentGrade) },
      ],
    },
    {
      title: t('起火原因'),
      facts: [
        {
          label: t('原因'),
          value: [causeWords(content.cause), content.causeDetail].filter(Boolean).join(' · ') || null,
        },
        { label: t('认定阶段'), value: causeStageWords(content.causeStage) },
        { label: t('引火源'), value: content.ignitionSource },
        { label: t('起火物'), value: content.firstItem },
      ],
    },
    ...(isBuilding
      ? [
          {
            title: t('建筑'),
            facts: [
              { label: t('建筑高度'), value: measure(content.buildingHeight, 'm') },
              { label: t('地上层数'), value: measure(content.storeys, t('层')) },
              { label: t('起火楼层'), value: content.fireFloor === null ? null : String(content.fireFloor) },
              { label: t('建筑结构'), value: structureWords(content.structure) },
              { label: t('耐火等级'), value: resistanceWords(content.fireResistance) },
            ],
          },
        ]
      : []),
    {
      title: t('其他'),
      facts: [
        { label: t('经过'), value: content.synopsis, isWide: true },
        { label: t('责任认定'), value: content.responsibility, isWide: true },
        { label: t('媒体影响'), value: content.mediaImpact, isWide: true },
        { label: t('案件文号'), value: content.caseNumber },
      ],
    },
  ];
}

export function VictimList({ content }: { content: FireContent }) {
  if (!content.victims.length) return null;
  return (
    <section className="section">
      <h2 className="section-title">{t('伤亡人员（不记姓名）')}</h2>
      <div className="fire-versions-frame">
        <table className="fire-table">
          <thead>
            <tr>
              <th>{t('结果')}</th>
              <th>{t('性别')}</th>
              <th className="is-number">{t('年龄')}</th>
              <th>{t('情况')}</th>
              <th>{t('死亡日期')}</th>
              <th>{t('致死原因')}</th>
            </tr>
          </thead>
          <tbody>
            {content.victims.map((one) => (
              <tr key={one.id}>
                <td>{outcomeWords(one.outcome)}</td>
                <td>{sexWords(one.sex) ?? '—'}</td>
                <td className="is-number">{one.age ?? '—'}</td>
                <td>{victimStateWords(one.states) || '—'}</td>
                <td>{one.outcome === 'DEAD' ? (one.diedOn ?? '—') : ''}</td>
                <td>{one.outcome === 'DEAD' ? (deathCauseWords(one.deathCause) ?? '—') : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

export function FacilityList({ content, figures }: { content: FireContent; figures: FireFigures }) {
  if (content.facilities.length === 0 && figures.placeGroup !== 'BUILDING') return null;
  return (
    <section className="section">
      <h2 className="section-title">
        {t('消防设施')}
        {figures.facilityState && <small className="soft">{facilityStateWords(figures.facilityState)}</small>}
      </h2>
      {content.facilities.length === 0 ? (
        <p className="soft">{t('没有填写')}</p>
      ) : (
        <ul className="fire-facilities">
          {content.facilities.map((one) => (
            <li key={one.kind}>
              <span>{facilityWords(one.kind)}</span>
              <span>
                {one.isPresent ? (facilityResultWords(one.result) ?? t('效果未填')) : t('没有设置')}
                {one.whyNot && <span className="soft"> · {one.whyNot}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** The facts of a fire in two columns. */
export function FireFacts({ fire }: { fire: FireDetail }) {
  const extra: Record<string, Fact[]> = {
    [t('时间地点')]: [
      {
        label: t('单位'),
        value: fire.premisesId ? (
          <RecordLink to={`/premises/${fire.countyCode}/${fire.premisesId}`}>{fire.premisesName}</RecordLink>
        ) : (
          <span className="soft">{t('未关联单位')}</span>
        ),
      },
      { label: t('填报单位'), value: fire.orgName },
    ],
  };
  return (
    <>
      {factGroups(fire.content, fire.figures).map(({ title, facts }) => (
        <Fragment key={title}>
          <FactGrid
            title={title}
            facts={[
              ...facts.map(({ value, ...fact }) => ({ ...fact, value: value as ReactNode })),
              ...(extra[title] ?? []),
            ]}
          />
          {title === t('损失与等级') && <VictimList content={fire.content} />}
          {title === t('起火原因') && <FacilityList content={fire.content} figures={fire.figures} />}
        </Fragment>
      ))}
    </>
  );
}
