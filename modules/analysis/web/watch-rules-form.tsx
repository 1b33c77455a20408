import { useQueryClient } from '@tanstack/react-query';
import type { Watch, WatchRules } from '#modules/analysis/contract';
import { Field, FieldGrid } from '#platform/web/components/field.tsx';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { dayOf } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { analysisApi } from './analysis.client.ts';

type Values = Omit<WatchRules, 'needsCheck'> & { needsCheck?: boolean };

/** Other rules for the own division, from a day on. */
export function WatchRulesForm(props: { watch: Watch; regionPrefix: string; onClose: () => void }) {
  const queries = useQueryClient();
  const today = dayOf(new Date());
  const { rules } = props.watch;
  const { threshold, weeks, years, leastYears, weeksAround, changeLevel } = rules;
  return (
    <FormDrawer<Values>
      isOpen
      title={t('设定监测参数')}
      draftKey={`analysis.rules.${props.regionPrefix}`}
      initial={{ validFrom: today, threshold, weeks, years, leastYears, weeksAround, changeLevel }}
      submitLabel={t('设定')}
      consequence={t('自施行日起按新参数监测；已经提示的不变')}
      onClose={props.onClose}
      onSubmit={async (values) => {
        await analysisApi.setRules.call({
          ...values,
          regionPrefix: props.regionPrefix,
          needsCheck: values.needsCheck ?? false,
        });
        await queries.invalidateQueries({ queryKey: analysisApi.key() });
      }}
    >
      <Field name="validFrom" label={t('施行日期')} kind="day" isRequired earliest={today} />
      <FieldGrid>
        <Field
          name="threshold"
          label={t('提示概率')}
          kind="number"
          min={0.0001}
          maxValue={0.05}
          isRequired
          help={t('偶然达到的可能性低于它才提示；越小误报越少、漏报越多')}
        />
        <Field name="weeks" label={t('监测周数')} kind="number" min={1} maxValue={52} decimals={0} isRequired />
        <Field name="years" label={t('比较年数')} kind="number" min={2} maxValue={10} decimals={0} isRequired />
        <Field name="leastYears" label={t('至少年数')} kind="number" min={2} maxValue={10} decimals={0} isRequired />
        <Field
          name="weeksAround"
          label={t('前后各几周')}
          kind="number"
          min={0}
          maxValue={6}
          decimals={0}
          isRequired
          help={t('往年同一周前后各取几周一起比较')}
        />
        <Field
          name="changeLevel"
          label={t('变化的判定概率')}
          kind="number"
          min={0.001}
          maxValue={0.2}
          isRequired
          help={t('用于“变化最大的”')}
        />
      </FieldGrid>
      <Field name="source" label={t('依据文件')} isRequired max={200} placeholder={t('文件名称和文号')} />
      <Field name="needsCheck" label={t('尚待核对')} kind="switch" />
    </FormDrawer>
  );
}
