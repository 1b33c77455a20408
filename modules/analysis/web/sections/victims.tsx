import { useQuery } from '@tanstack/react-query';
import { numberWords } from '#platform/web/components/columns.tsx';
import { Empty } from '#platform/web/components/empty.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { AnalysisCard } from '../analysis-card.tsx';
import { CrossTable, type Line } from '../cross-table.tsx';
import { crossedOf, linesOf } from '../lines.ts';
import { breakdownOf, cutOf, partPath, type Question } from '../question.ts';

const old = 60;
const child = 18;

/** Whom it struck: ages of the dead and hurt, as far as they were listed one by one. */
export function Victims({ question: page, about }: { question: Question; about: string }) {
  const question = { ...page, id: 'victimCount' };
  const asked = useQuery(breakdownOf(question, ['age', 'outcome']));
  const deaths = useQuery(breakdownOf({ ...page, id: 'deathCount' }, ['month']));
  const { data } = asked;
  const body = () => {
    if (!data || data.rows.length === 0) return <Empty compact reason={t('期内没有逐人登记的伤亡')} />;
    const at = crossedOf(data);
    return (
      <CrossTable
        corner={t('年龄')}
        rows={linesOf(data, 0)}
        columns={linesOf(data, 1)}
        value={at}
        path={(row, column) =>
          partPath(
            question,
            ...(row ? [cutOf('age', row.code)] : []),
            ...(column ? [cutOf('outcome', column.code)] : []),
          )
        }
        format={numberWords}
      />
    );
  };
  const lead = () => {
    if (!data) return undefined;
    const at = crossedOf(data);
    const dead: Line = { code: 'DEAD', label: '' };
    const all = at(undefined, dead);
    if (all === 0) return undefined;
    const sum = (isIn: (from: number) => boolean) =>
      linesOf(data, 0).reduce(
        (total, line) => (line.code && isIn(Number(line.code)) ? total + at(line, dead) : total),
        0,
      );
    return t('逐人登记的死亡{n}人中，60岁以上{old}人，未满18岁{young}人。', {
      n: all,
      old: sum((from) => from >= old),
      young: sum((from) => from < child),
    });
  };
  const unlisted =
    data && deaths.data ? deaths.data.total.value - crossedOf(data)(undefined, { code: 'DEAD', label: '' }) : 0;
  return (
    <AnalysisCard
      title={t('伤亡人员年龄')}
      about={about}
      asked={asked}
      lead={lead()}
      foot={
        unlisted > 0
          ? t('另有{n}名死亡人员只报了人数，没有逐人登记，不在表中。', { n: unlisted })
          : t('单位：人。只报人数、没有逐人登记的不在表中。')
      }
    >
      {body()}
    </AnalysisCard>
  );
}
