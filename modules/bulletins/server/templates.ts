import shipped from '#db/reference/bulletins/templates.json' with { type: 'json' };
import { AppError } from '#platform/shared/errors.ts';
import { Template } from '../contract/index.ts';

export const templates: readonly Template[] = shipped.templates.map((one) => Template.parse(one));

export function templateOf(id: string): Template {
  const found = templates.find((one) => one.id === id);
  if (!found)
    throw new AppError('invalid', `没有模板“${id}”，可选：${templates.map(({ name }) => name).join('、')}。`, {
      fields: { templateId: '不存在' },
    });
  return found;
}
