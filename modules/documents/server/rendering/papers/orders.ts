/**
 * 责令立即改正通知书 and 责令限期改正通知书 (《消防监督检查规定》第十九条、第二十条), and 责令改正通知书 of police stations
 * (第三十三条).
 * The national form lists standing offences to tick; these words state the offences found instead (needsCheck).
 */
import type { OrderDeadlineData, OrderImmediateData, PoliceOrderData } from '../../../contract/paper-data.ts';
import { dayInWords, inspectorsInWords, numbersInWords, periodInWords } from '../phrasing.ts';
import { type Block, paragraph, type Sheet } from '../sheet.ts';
import { findingInWords, remarksParagraph, serviceTable } from './shared-parts.ts';

type Order = OrderImmediateData | OrderDeadlineData | PoliceOrderData;

const opening = (data: Order, visit = '消防监督检查'): Block[] => [
  { ...paragraph(`${data.premises.name}：`), indent: false, keepWithNext: true },
  paragraph(
    `根据《中华人民共和国消防法》第五十三条的规定，我单位于${periodInWords(data.inspectedAt)}对` +
      (data.premises.address ? `位于${data.premises.address}的` : '') +
      `你单位（场所）进行了${visit}，发现存在下列消防安全违法行为（火灾隐患）：`,
  ),
  ...data.findings.map((finding, index) =>
    paragraph(
      `${index + 1}. ${findingInWords(finding)}${finding.basis ? `（依据：${finding.basis}）` : ''}` +
        (index + 1 < data.findings.length ? '；' : '。'),
    ),
  ),
];

const remedies = ({ remedies: { reviewBody, court } }: Order) =>
  paragraph(
    `如不服本通知，可以自收到本通知书之日起六十日内依法向${reviewBody}申请行政复议，` +
      `也可以自收到本通知书之日起六个月内依法向${court}提起行政诉讼。` +
      '复议、诉讼期间，除法律另有规定外，本通知不停止执行。',
  );

const closing = (data: Order): Block[] => [
  ...remarksParagraph(data.remarks),
  {
    ...paragraph(
      `承办人：${inspectorsInWords(data.inspectors)}${data.contactPhone ? `　联系电话：${data.contactPhone}` : ''}`,
    ),
    keepWithNext: true,
  },
  { block: 'signOff', issuer: data.issuer, date: dayInWords(data.date) },
  serviceTable(data.service, data.premises.name, '本通知书一式两份，一份交被检查单位（场所），一份存档。'),
];

const sheet = (title: string, data: Order, blocks: Block[]): Sheet => ({
  issuer: data.issuer,
  title,
  number: data.number,
  date: data.date,
  style: 'letter',
  demo: data.demo,
  blocks,
});

export const orderImmediate = (data: OrderImmediateData): Sheet =>
  sheet('责令立即改正通知书', data, [
    ...opening(data),
    paragraph(
      '根据《中华人民共和国消防法》第五十四条和《消防监督检查规定》第十九条的规定，现责令你单位（场所）' +
        '立即改正上述消防安全违法行为，消除火灾隐患。',
    ),
    paragraph(
      '拒不改正的，将依照《中华人民共和国消防法》的有关规定予以处罚；不及时消除隐患可能严重威胁公共安全的，' +
        '将依法对危险部位或者场所采取临时查封措施。责令改正不影响依法对上述违法行为给予行政处罚。',
    ),
    remedies(data),
    ...closing(data),
  ]);

/** 于…前改正, grouped where findings have different last days. */
function deadlines(data: OrderDeadlineData): string {
  const numbersByDay = new Map<string, number[]>();
  data.findings.forEach(({ dueOn }, index) => {
    const day = dueOn ?? data.deadline;
    numbersByDay.set(day, [...(numbersByDay.get(day) ?? []), index + 1]);
  });
  const days = [...numbersByDay].sort(([a], [b]) => a.localeCompare(b));
  const [only] = days;
  if (days.length === 1 && only) return `于${dayInWords(only[0])}前（含当日）改正上述消防安全违法行为，消除火灾隐患。`;
  const parts = days.map(([day, numbers]) => `上述${numbersInWords(numbers)}于${dayInWords(day)}前`);
  return `按下列期限（均含当日）改正，消除火灾隐患：${parts.join('，')}。`;
}

export const orderDeadline = (data: OrderDeadlineData): Sheet =>
  sheet('责令限期改正通知书', data, [
    ...opening(data),
    paragraph(
      '根据《中华人民共和国消防法》第五十四条和《消防监督检查规定》第十九条、第二十条的规定，现责令你单位（场所）' +
        deadlines(data),
    ),
    paragraph(
      '改正期间，你单位（场所）应当采取防范措施，确保消防安全。改正期限届满前已经改正的，可以向我单位申请复查；' +
        '我单位将自改正期限届满或者收到复查申请之日起三个工作日内进行复查。',
    ),
    paragraph(
      '逾期不改正的，将依照《中华人民共和国消防法》的有关规定予以处罚；不及时消除隐患可能严重威胁公共安全的，' +
        '将依法对危险部位或者场所采取临时查封措施。责令改正不影响依法对上述违法行为给予行政处罚。',
    ),
    remedies(data),
    ...closing(data),
  ]);

/** 立即改正 and 于…前改正, by the numbers of the findings. */
function corrections({ findings }: PoliceOrderData): string {
  const atOnce = findings.flatMap(({ correction, dueOn }, index) =>
    correction === 'IMMEDIATE' || !dueOn ? [index + 1] : [],
  );
  const numbersByDay = new Map<string, number[]>();
  findings.forEach(({ correction, dueOn }, index) => {
    if (correction !== 'IMMEDIATE' && dueOn) numbersByDay.set(dueOn, [...(numbersByDay.get(dueOn) ?? []), index + 1]);
  });
  const days = [...numbersByDay].sort(([a], [b]) => a.localeCompare(b));
  const [only] = days;
  if (atOnce.length === findings.length) return '立即改正上述消防安全违法行为，消除火灾隐患。';
  if (atOnce.length === 0 && days.length === 1 && only)
    return `于${dayInWords(only[0])}前（含当日）改正上述消防安全违法行为，消除火灾隐患。`;
  const parts = [
    ...(atOnce.length ? [`上述${numbersInWords(atOnce)}立即改正`] : []),
    ...days.map(([day, numbers]) => `上述${numbersInWords(numbers)}于${dayInWords(day)}前（含当日）改正`),
  ];
  return `按下列要求改正，消除火灾隐患：${parts.join('，')}。`;
}

export const policeOrder = (data: PoliceOrderData): Sheet =>
  sheet('责令改正通知书', data, [
    ...opening(data, '日常消防监督检查'),
    paragraph(
      '根据《中华人民共和国消防法》第五十三条、第五十四条和《消防监督检查规定》第三十三条的规定，现责令你单位（场所）' +
        corrections(data),
    ),
    paragraph(
      '改正期间，你单位（场所）应当采取防范措施，确保消防安全。逾期不改正的，将依照《中华人民共和国消防法》的有关规定' +
        '处理。责令改正不影响依法对上述违法行为给予行政处罚。',
    ),
    remedies(data),
    ...closing(data),
  ]);
