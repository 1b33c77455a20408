import { plainWord } from './words.ts';

/** What makes two rows, or a row and a registered place, the same one: its code, credit code and name, name and address. */
export const identitiesOf = ({
  code,
  name,
  uscc,
  address,
}: {
  code?: unknown;
  name?: unknown;
  uscc?: unknown;
  address?: unknown;
}): string[] => {
  const plain = name ? plainWord(String(name)) : '';
  return [
    ...(code ? [`code ${code}`] : []),
    ...(uscc && plain ? [`uscc ${uscc} ${plain}`] : []),
    ...(plain && address ? [`place ${plain} ${plainWord(String(address))}`] : []),
  ];
};
