import { Input } from 'antd';
import type { Letter } from '#modules/bulletins/contract';
import { t } from '#platform/web/i18n/i18n.ts';

/** What stands around the text on paper; a number that is left empty is given at issue. */
export function LetterFields({ letter, onChange }: { letter: Letter; onChange: (letter: Letter) => void }) {
  const field = (key: keyof Letter, label: string, max: number, placeholder: string) => (
    <div className="letter-field">
      <span>{label}</span>
      <Input
        aria-label={label}
        value={letter[key] ?? ''}
        maxLength={max}
        placeholder={placeholder}
        onChange={(event) => onChange({ ...letter, [key]: event.target.value })}
      />
    </div>
  );
  return (
    <div className="letter-fields no-print">
      {field('number', t('发文字号'), 40, t('不填则印发时按本机构字号自动编号'))}
      {field('recipients', t('主送机关'), 200, t('如：各镇人民政府、街道办事处'))}
      {field('copies', t('抄送机关'), 200, t('可不填'))}
    </div>
  );
}
