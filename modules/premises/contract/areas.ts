import { z } from 'zod';

const Spot = z.tuple([z.number(), z.number()]);

/**
 * The places right below a division as areas that the positions of registered premises suggest. No boundary is shipped:
 * whoever shows an area says that it is indicative (示意范围，按登记单位位置推算).
 */
export const PlaceAreas = z.object({
  regionCode: z.string(),
  regionName: z.string(),
  areas: z.array(
    z.object({
      /** Twelve digits. */
      code: z.string(),
      name: z.string(),
      /** Rings of a GeoJSON MultiPolygon, WGS-84 degrees. */
      polygons: z.array(z.array(z.array(Spot))),
      /** Where the name stands. */
      label: Spot,
    }),
  ),
  /** Places without any registered position: on no map. */
  unlocated: z.array(z.object({ code: z.string(), name: z.string() })),
});
export type PlaceAreas = z.infer<typeof PlaceAreas>;
