import { Button } from 'antd';
import { BarList } from '#platform/web/components/bar-list.tsx';
import { DeadlineTag } from '#platform/web/components/deadline-tag.tsx';
import { Empty } from '#platform/web/components/empty.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { Figure, FigureRow } from '#platform/web/components/figure.tsx';
import { PageHeader } from '#platform/web/components/page-header.tsx';
import { PrintFrame } from '#platform/web/components/print-frame.tsx';
import { Progress } from '#platform/web/components/progress.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { StockFlow } from '#platform/web/components/stock-flow.tsx';
import { Trend } from '#platform/web/components/trend.tsx';
import { t } from '#platform/web/i18n/i18n.ts';

const now = new Date('2026-11-21T09:00:00+08:00');
const months = ['1月', '2月', '3月', '4月', '5月', '6月', '7月', '8月', '9月', '10月'];
const flow = months.map((period, i) => ({
  period,
  added: i === 6 ? null : 60 + ((i * 37) % 41),
  removed: i === 6 ? null : 48 + ((i * 29) % 47),
  stock: i === 6 ? null : 180 + i * 7 - ((i * 13) % 30),
}));

export default function PartsPage() {
  return (
    <>
      <PageHeader
        title={t('组件')}
        note={t('每个组件及其示例数据')}
        actions={<Button type="primary">{t('主要操作')}</Button>}
      />
      <FigureRow>
        <Figure
          label={t('隐患按期整改率')}
          value={86.4}
          unit="%"
          decimals={1}
          opens="/gallery/list"
          history={[71, 74, 73, 79, 82, 84, 86.4]}
          changes={[
            { label: t('同比'), by: 5.2, unit: '个百分点', better: 'more' },
            { label: t('环比'), by: -0.8, unit: '个百分点', better: 'more' },
          ]}
          definition={t('期限内复查合格的隐患 ÷ 本期到期的隐患；2026-01-01 至 2026-11-20，截止 11-21 08:00')}
        />
        <Figure
          label={t('火灾起数')}
          value={312}
          unit="起"
          opens="/gallery/list"
          history={[40, 33, 31, null, 26, 29, 24]}
          changes={[{ label: t('同比'), by: -41, better: 'less' }]}
        />
        <Figure
          label={t('逾期未整改')}
          value={17}
          unit="处"
          tone="overdue"
          opens="/gallery/list"
          changes={[{ label: t('环比'), by: 4, better: 'less' }]}
        />
        <Figure label={t('消火栓完好率')} value={null} changes={[{ label: t('同比'), by: null }]} />
      </FigureRow>
      <section className="section">
        <h2 className="section-title">{t('状态与期限')}</h2>
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
          <StateTag>{t('已登记')}</StateTag>
          <StateTag tone="active">{t('整改中')}</StateTag>
          <StateTag tone="overdue">{t('逾期')}</StateTag>
          <StateTag tone="due">{t('待复查')}</StateTag>
          <StateTag tone="verified">{t('已销案')}</StateTag>
          <StateTag tone="unknown">{t('从未检查')}</StateTag>
          <StateTag tone="listed">{t('挂牌督办')}</StateTag>
        </div>
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 16, marginTop: 10 }}>
          <DeadlineTag due="2026-11-18" now={now} withDay />
          <DeadlineTag due="2026-11-21" now={now} />
          <DeadlineTag due="2026-11-24" workingDaysLeft={2} now={now} />
          <DeadlineTag due="2026-12-24" now={now} withDay />
          <DeadlineTag due="2026-11-01" doneOn="2026-10-30" now={now} />
          <DeadlineTag due="2026-11-01" doneOn="2026-11-03" now={now} />
          <DeadlineTag due={null} />
        </div>
      </section>
      <div
        className="section"
        style={{ display: 'grid', gap: 32, gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 420px), 1fr))' }}
      >
        <BarList
          title={t('各乡镇隐患存量')}
          unit="处"
          bars={[
            { key: '1', name: '许村镇', value: 84, before: 71, opens: '/gallery/list', tone: 'overdue' },
            { key: '2', name: '长安镇（海宁高新技术产业园区）', value: 61, before: 66, opens: '/gallery/list' },
            { key: '3', name: '袁花镇', value: 33, before: 40 },
            { key: '4', name: '斜桥镇', value: null },
            { key: '5', name: '盐官镇', value: 12, before: 9 },
          ]}
        />
        <StockFlow title={t('隐患增减与存量')} unit="处" points={flow} />
        <Trend
          title={t('每月火灾起数')}
          name={t('本年')}
          unit="起"
          periods={months}
          values={[40, 33, 31, 28, 26, 29, 24, 22, 27, 31]}
          before={[44, 41, 35, 30, 31, 30, 29, 33, 30, 38]}
        />
        <div style={{ display: 'grid', gap: 16, alignContent: 'start' }}>
          <Progress title={t('导入单位台账')} job={{ state: 'running', done: 4218, total: 12_400, failed: 36 }} />
          <Progress
            title={t('生成通报')}
            job={{ state: 'failed', done: 3, total: 12, note: t('许村镇未确认数据，请先确认') }}
          />
          <ErrorSentence error={new Error(t('期限早于检查日期，请改为 2026-11-24 或之后'))} retry={() => undefined} />
          <div className="card">
            <Empty reason={t('今天没有到期的复查')} act={<Button>{t('看本周安排')}</Button>} />
          </div>
        </div>
      </div>
      <section className="section">
        <PrintFrame title={t('文书样式')}>
          <p style={{ textAlign: 'center', fontSize: '22pt' }}>责令限期改正通知书</p>
          <p>海宁市许村镇恒泰家纺有限公司：</p>
          <p style={{ textIndent: '2em' }}>
            经查，你单位二层疏散通道被堵塞，违反《中华人民共和国消防法》第二十八条之规定。
          </p>
        </PrintFrame>
      </section>
    </>
  );
}
