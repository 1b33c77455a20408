import packageJson from '../package.json' with { type: 'json' };

/** Release of this checkout. */
export const { version } = packageJson;
