/** Topic of the event that places lie in another division of their county; later modules take their rows along. */
export const premisesMoved = 'premises.moved';

/** Payload of `premises.moved`: places of one county, each with its division before and after (12 digits). */
export interface PremisesMoved {
  countyCode: string;
  places: readonly { id: string; from: string; to: string }[];
}
