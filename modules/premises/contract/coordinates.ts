/**
 * Coordinate systems in which lists of places arrive. Stored are WGS-84 degrees alone; CGCS2000 differs from it by
 * centimetres and is taken as it is. GCJ-02 (Amap, Tencent) and BD-09 (Baidu) are shifted by hundreds of metres.
 */
export const coordinateSystems = {
  WGS84: 'WGS-84／CGCS2000（天地图、GPS）',
  GCJ02: 'GCJ-02（高德、腾讯地图）',
  BD09: 'BD-09（百度地图）',
} as const;
export type CoordinateSystem = keyof typeof coordinateSystems;

/** Degrees: [longitude, latitude]. */
export type Degrees = readonly [lng: number, lat: number];

/** Krasovsky 1940, on which the shift of GCJ-02 is computed. */
const semiMajorAxis = 6_378_245;
const eccentricitySquared = 0.006693421622965943;
const bdPi = (Math.PI * 3000) / 180;

/** The shift is applied within this box only; maps abroad are not shifted. */
const isShifted = ([lng, lat]: Degrees) => lng >= 72.004 && lng <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;

/** GCJ-02 of a WGS-84 point, by the published approximation (a few metres). */
export function toGcj02([lng, lat]: Degrees): Degrees {
  if (!isShifted([lng, lat])) return [lng, lat];
  const x = lng - 105;
  const y = lat - 35;
  const waves = (20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * (2 / 3);
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * Math.sqrt(Math.abs(x)) +
    waves +
    (20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI)) * (2 / 3) +
    (160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * (2 / 3);
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * Math.sqrt(Math.abs(x)) +
    waves +
    (20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI)) * (2 / 3) +
    (150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * (2 / 3);
  const radians = (lat / 180) * Math.PI;
  const magic = 1 - eccentricitySquared * Math.sin(radians) ** 2;
  const metresNorth = ((semiMajorAxis * (1 - eccentricitySquared)) / (magic * Math.sqrt(magic))) * (Math.PI / 180);
  const metresEast = (semiMajorAxis / Math.sqrt(magic)) * Math.cos(radians) * (Math.PI / 180);
  return [lng + east / metresEast, lat + north / metresNorth];
}

/** WGS-84 of a GCJ-02 point: the shift has no inverse in closed form, so it is approached until it fits (a millimetre). */
export function fromGcj02(point: Degrees): Degrees {
  if (!isShifted(point)) return point;
  let [lng, lat] = point;
  for (let round = 0; round < 8; round++) {
    const [shiftedLng, shiftedLat] = toGcj02([lng, lat]);
    lng += point[0] - shiftedLng;
    lat += point[1] - shiftedLat;
  }
  return [lng, lat];
}

export function gcj02ToBd09([lng, lat]: Degrees): Degrees {
  const radius = Math.hypot(lng, lat) + 0.00002 * Math.sin(lat * bdPi);
  const angle = Math.atan2(lat, lng) + 0.000003 * Math.cos(lng * bdPi);
  return [radius * Math.cos(angle) + 0.0065, radius * Math.sin(angle) + 0.006];
}

function bd09ToGcj02(point: Degrees): Degrees {
  let lng = point[0] - 0.0065;
  let lat = point[1] - 0.006;
  for (let round = 0; round < 8; round++) {
    const [shiftedLng, shiftedLat] = gcj02ToBd09([lng, lat]);
    lng += point[0] - shiftedLng;
    lat += point[1] - shiftedLat;
  }
  return [lng, lat];
}

/** WGS-84 degrees of a point in any of the systems, to seven decimals (a centimetre). */
export function toWgs84(point: Degrees, system: CoordinateSystem): Degrees {
  const [lng, lat] = system === 'WGS84' ? point : fromGcj02(system === 'GCJ02' ? point : bd09ToGcj02(point));
  return [Math.round(lng * 1e7) / 1e7, Math.round(lat * 1e7) / 1e7];
}

/** Great-circle distance in metres of two WGS-84 points (haversine, mean radius 6,371,008.8 m). */
export function distanceMetres(lng1: number, lat1: number, lng2: number, lat2: number): number {
  const radians = Math.PI / 180;
  const dLat = (lat2 - lat1) * radians;
  const dLng = (lng2 - lng1) * radians;
  const a = Math.sin(dLat / 2) ** 2 + Math.cos(lat1 * radians) * Math.cos(lat2 * radians) * Math.sin(dLng / 2) ** 2;
  return 2 * 6_371_008.8 * Math.asin(Math.min(1, Math.sqrt(a)));
}
