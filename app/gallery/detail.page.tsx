import { ActionBar } from '#platform/web/components/action-bar.tsx';
import { DetailHead } from '#platform/web/components/detail-head.tsx';
import { FactGrid } from '#platform/web/components/fact-grid.tsx';
import { MaskedText } from '#platform/web/components/masked-text.tsx';
import { PersonTag } from '#platform/web/components/person-tag.tsx';
import { PhotoCompare } from '#platform/web/components/photo-strip.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { Timeline } from '#platform/web/components/timeline.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { photoOf } from './samples.ts';

const before = photoOf('#6d6258', t('疏散通道堆放布料'));
const after = photoOf('#5f7a70', t('通道已清空'));
const ago = (days: number, hour: string) =>
  `${new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)}T${hour}:00+08:00`;
const ahead = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

export default function DetailPage() {
  return (
    <>
      <DetailHead
        back={{ to: '/gallery/list', title: t('隐患') }}
        title={t('二层疏散通道被布料堵塞，宽度不足1.1米')}
        number="海消限字〔2026〕第0412号"
        state={<StateTag tone="due">{t('待复查')}</StateTag>}
        owed={[
          { who: t('海宁市许村镇恒泰家纺有限公司'), what: t('清理二层疏散通道'), due: ahead(-3) },
          { who: t('沈丽华'), what: t('复查'), due: ahead(2), workingDaysLeft: 2 },
        ]}
        actions={
          <ActionBar
            allowed={['pass', 'fail', 'seal', 'hand', 'extend']}
            acts={[
              { key: 'pass', label: t('复查合格'), isPrimary: true, run: () => undefined },
              { key: 'fail', label: t('复查不合格'), reason: 'required', run: () => undefined },
              {
                key: 'seal',
                label: t('临时查封'),
                isDanger: true,
                reason: 'required',
                consequences: [t('将查封 3 处部位，并生成临时查封决定书'), t('查封期限不超过 30 日，期满自动解除')],
                run: async () => {
                  throw new Error(t('查封须由 2 名持证人员实施，请先添加协办人员'));
                },
              },
              { key: 'hand', label: t('移送'), run: () => undefined },
              { key: 'extend', label: t('延期'), reason: 'required', run: () => undefined },
            ]}
          />
        }
      />
      <FactGrid
        title={t('基本情况')}
        facts={[
          { label: t('单位'), value: t('海宁市许村镇恒泰家纺有限公司') },
          { label: t('部位'), value: t('2号厂房二层东侧') },
          { label: t('检查人'), value: <PersonTag name={t('沈丽华')} post={t('消防监督员')} /> },
          {
            label: t('单位管理人'),
            value: <MaskedText masked="王** 138****2046" reveal={async () => '王建国 13800002046'} />,
          },
          { label: t('依据'), value: t('《中华人民共和国消防法》第二十八条'), isWide: true },
          { label: t('整改资金'), value: null },
          { label: t('现场可燃物'), value: undefined, missing: t('检查时未记录') },
        ]}
      />
      <section className="section">
        <h2 className="section-title">{t('整改对比')}</h2>
        <div style={{ maxWidth: 720 }}>
          <PhotoCompare before={[before]} after={[after]} />
        </div>
      </section>
      <Timeline
        entries={[
          {
            id: '1',
            at: ago(0, '09:12'),
            kind: 'photo',
            title: t('单位提交整改照片'),
            tone: 'active',
            who: { name: t('王建国'), org: t('恒泰家纺') },
            photos: [after],
          },
          {
            id: '2',
            at: ago(0, '08:40'),
            kind: 'remark',
            title: t('备注'),
            who: { name: t('陆志强'), org: t('许村镇消防工作站') },
            body: t('已电话提醒两次，负责人在外地，约定今日上午清理。'),
          },
          { id: '3', at: ago(3, '00:00'), kind: 'event', title: t('整改期限届满'), tone: 'overdue' },
          {
            id: '4',
            at: ago(10, '16:05'),
            kind: 'paper',
            title: t('送达责令限期改正通知书'),
            who: { name: t('沈丽华'), org: t('海宁市消防救援大队') },
            papers: [{ id: 'x', name: '责令限期改正通知书.pdf', byteSize: 182_044, mediaType: 'application/pdf' }],
          },
          {
            id: '5',
            at: ago(10, '10:30'),
            kind: 'event',
            title: t('检查发现隐患'),
            tone: 'due',
            who: { name: t('沈丽华') },
            photos: [before],
          },
        ]}
      />
    </>
  );
}
