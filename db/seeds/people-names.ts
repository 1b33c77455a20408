import type { Random } from './random.ts';

const surnames = [...'沈陆朱张徐王陈吴许周钱顾金俞姚褚高马李杨孙胡蒋曹邵严潘方戴郭费盛凌章祝'];
const first = [...'国建志明海永春文伟丽晓雅慧秀雪红玉佳思宇浩嘉泽子梦欣锦云学卫利根荣忠仁'];
const second = [...'强华平军民芳英琴霞燕娟萍敏杰峰波涛斌勇飞龙林松明良德祥泉丹婷洁琳怡雯颖轩毅诚'];

/** Names of invented people: any likeness is chance. No name is given twice. */
export function createNames(random: Random) {
  const used = new Set<string>();
  let number = 1000;
  return {
    name(): string {
      for (;;) {
        const name = random.pick(surnames) + (random.chance(0.25) ? '' : random.pick(first)) + random.pick(second);
        if (used.has(name)) continue;
        used.add(name);
        return name;
      }
    },
    /** 139 0000 xxxx and 138 0000 xxxx: series that stand for an example. */
    phone(): string {
      number = (number + 7) % 20_000;
      return `${number < 10_000 ? '139' : '138'}0000${String(number % 10_000).padStart(4, '0')}`;
    },
  };
}
export type Names = ReturnType<typeof createNames>;
