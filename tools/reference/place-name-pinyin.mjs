import { pinyin } from 'pinyin-pro';

/**
 * Readings that pinyin-pro 3.29.4 gets wrong in place names. `[text, syllables, code prefixes]`; without prefixes the
 * rule holds everywhere. A later rule overrides an earlier one, so the general comes before the particular.
 * All names of prefectures and counties with a character of several readings were reviewed, of townships only part.
 * @type {[string, string, string[]?][]}
 */
const corrections = [
  // One character that has one reading in the names of places.
  ['都', 'du'],
  ['什', 'shi'],
  ['柏', 'bai'],
  ['曾', 'zeng'],
  ['仇', 'qiu'],
  ['珲', 'hun'],
  ['涡', 'guo'],
  ['歙', 'she'],
  ['莞', 'guan'],
  ['箐', 'qing'],
  ['栅', 'zha'],
  ['厦', 'xia'],
  ['呷', 'ga'],
  ['郇', 'xun'],
  ['浰', 'li'],
  ['堨', 'e'],
  ['参', 'shen'],
  ['重', 'chong'],
  ['圩', 'xu'],
  ['莘', 'xin'],
  // Characters pinyin-pro does not know.
  ['䃥', 'zhuang'],
  ['㯊', 'yan'],
  ['㵲', 'wu'],
  // One character whose reading depends on the region.
  ['圩', 'wei', ['31', '32', '33', '34']],
  ['莘', 'shen', ['37']],
  ['浚', 'xun', ['41']],
  ['泌', 'bi', ['41']],
  ['荥', 'xing', ['41']],
  ['酂', 'cuo', ['41']],
  ['溱', 'qin', ['32']],
  ['蔚', 'yu', ['13']],
  ['蚌', 'beng', ['34']],
  ['涌', 'chong', ['44']],
  ['弄', 'long', ['33']],
  ['埔', 'bu', ['4414', '4416', '4452']],
  // Whole names.
  ['大城', 'da cheng'],
  ['大城', 'dai cheng', ['131025']],
  ['广厦', 'guang sha'],
  ['重工', 'zhong gong'],
  ['尚重', 'shang zhong'],
  ['重孜', 'zhong zi'],
  ['乐亭', 'lao ting', ['13']],
  ['单城', 'shan cheng', ['23']],
  ['大单', 'da shan', ['13']],
  ['解州', 'hai zhou', ['14']],
  ['解店', 'xie dian', ['14']],
  ['解峪', 'xie yu', ['14']],
  ['尉郭', 'yu guo', ['14']],
  ['繁峙', 'fan shi', ['14']],
  ['洪洞', 'hong tong', ['14']],
  ['昆都仑', 'kun du lun', ['15']],
  ['调兵山', 'diao bing shan', ['21']],
  ['民乐', 'min le'],
  ['穆棱', 'mu ling', ['23']],
  ['闵行', 'min hang', ['31']],
  ['莘庄', 'xin zhuang', ['31']],
  ['六合', 'lu he', ['3201']],
  ['单集', 'shan ji', ['32']],
  ['颜单', 'yan shan', ['32']],
  ['浒墅关', 'xu shu guan', ['32']],
  ['浒关', 'xu guan', ['32']],
  ['栟茶', 'ben cha', ['32']],
  ['乐清', 'yue qing', ['33']],
  ['乐成', 'yue cheng', ['330382']],
  ['於潜', 'yu qian', ['33']],
  ['单桥', 'shan qiao', ['34']],
  ['单王', 'shan wang', ['34']],
  ['单龙寺', 'shan long si', ['34']],
  ['解集', 'xie ji', ['34']],
  ['长官', 'zhang guan'],
  ['长红', 'chang hong', ['36']],
  ['礼乐', 'li yue', ['44']],
  ['筠门岭', 'jun men ling', ['36']],
  ['单县', 'shan xian', ['37']],
  ['乐陵', 'lao ling', ['37']],
  ['解甲庄', 'xie jia zhuang', ['37']],
  ['召陵', 'shao ling', ['41']],
  ['祭城', 'zha cheng', ['41']],
  ['长江', 'chang jiang'],
  ['长青', 'chang qing'],
  ['黄陂', 'huang pi', ['42']],
  ['沌口', 'zhuan kou', ['42']],
  ['大埔', 'da bu', ['44']],
  ['筠连', 'jun lian', ['51']],
  ['荥河', 'ying he', ['51']],
  ['牟定', 'mou ding', ['53']],
  ['剥隘', 'bo ai', ['53']],
  ['吴堡', 'wu bu', ['61']],
  ['解家', 'xie jia', ['61']],
  ['宕昌', 'tan chang', ['62']],
  ['枹罕', 'fu han', ['62']],
  ['阿克塞', 'a ke sai', ['62']],
  ['着晓', 'zhuo xiao', ['63']],
  ['红寺堡', 'hong si bu', ['64']],
  ['尉犁', 'yu li', ['65']],
];

/**
 * Syllables of a division's name, lower case, without tones; ü is written v as on a keyboard. Brackets, digits and
 * dashes have no syllable.
 * @param {string} name
 * @param {string} code 12 digits; some readings depend on the region
 * @returns {string[]}
 */
export function placeNamePinyin(name, code) {
  const characters = [...name];
  const syllables = pinyin(name, { toneType: 'none', type: 'array', v: true });
  if (syllables.length !== characters.length) throw new Error(`${name}: ${syllables.length} syllables`);
  for (const [text, reading, prefixes] of corrections) {
    if (prefixes && !prefixes.some((prefix) => code.startsWith(prefix))) continue;
    const wanted = [...text];
    const spoken = reading.split(' ');
    for (let at = 0; at + wanted.length <= characters.length; at++) {
      if (wanted.every((character, i) => characters[at + i] === character))
        syllables.splice(at, spoken.length, ...spoken);
    }
  }
  const unread = characters.filter((c, i) => /\p{Script=Han}/u.test(c) && !/^[a-z]+$/.test(syllables[i]));
  if (unread.length > 0) throw new Error(`${code} ${name}: no reading for ${unread.join('')}`);
  return syllables.filter((syllable) => /^[a-z]+$/.test(syllable));
}
