import { firePlaceLabel, firePlaces, type PlaceGroup, placeGroups } from '#modules/fires/contract';
import { type Cut, CutText, cutText } from '#modules/indicators/contract';

/** Of all the fires of a county together. */
export const wholeCut = '';
export const cutOfPlace = (place: string): string => cutText({ column: 'place', code: place });
export const cutOfGroup = (group: PlaceGroup): string => cutText({ column: 'place_group', code: group });

/** What the weeks are watched for: all fires, the large kinds of places and each kind, in the order of the form. */
export const watchedCuts: readonly string[] = [
  wholeCut,
  ...(Object.keys(placeGroups) as PlaceGroup[]).flatMap((group) => [
    cutOfGroup(group),
    ...firePlaces.filter((place) => place.group === group).map(({ id }) => cutOfPlace(id)),
  ]),
];

/** The cut as records are asked for: none for all. */
export const cutsOf = (cut: string): Cut[] => (cut === wholeCut ? [] : [CutText.parse(cut)]);

/** 住宅（居住场所） · 户外 · 全部火灾 */
export function cutWords(cut: string): string {
  const [part] = cutsOf(cut);
  if (!part?.code) return '全部火灾';
  return part.column === 'place_group' ? placeGroups[part.code as PlaceGroup].label : firePlaceLabel(part.code);
}
