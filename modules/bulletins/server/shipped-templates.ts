import shipped from '#db/reference/bulletins/templates.json' with { type: 'json' };
import { Template } from '../contract/index.ts';

export const shippedTemplates: readonly Template[] = shipped.templates.map((one) => Template.parse(one));
/** Prefix of what is shipped, as of indicators. */
export const shippedPrefix = '00';
