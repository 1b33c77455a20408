import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceMetres, fromGcj02, gcj02ToBd09, toGcj02, toWgs84 } from './coordinates.ts';

const inChina = fc.tuple(fc.double({ min: 75, max: 134, noNaN: true }), fc.double({ min: 18, max: 53, noNaN: true }));

describe('coordinates of other maps', () => {
  it('shifts Tiananmen as the known conversions do', () => {
    const [lng, lat] = toGcj02([116.391349, 39.907375]);
    expect(distanceMetres(lng, lat, 116.3975919, 39.9087771)).toBeLessThan(3);
    const [bdLng, bdLat] = gcj02ToBd09([116.404, 39.915]);
    expect(bdLng).toBeCloseTo(116.41036949371029, 5);
    expect(bdLat).toBeCloseTo(39.92133699351021, 5);
  });

  it('brings GCJ-02 back within a centimetre anywhere in China', () => {
    fc.assert(
      fc.property(inChina, (point) => {
        const [lng, lat] = fromGcj02(toGcj02(point));
        expect(distanceMetres(lng, lat, ...point)).toBeLessThan(0.01);
      }),
    );
  });

  it('brings BD-09 back within five centimetres and never leaves it where it was', () => {
    fc.assert(
      fc.property(inChina, (point) => {
        const baidu = gcj02ToBd09(toGcj02(point));
        const [lng, lat] = toWgs84(baidu, 'BD09');
        expect(distanceMetres(lng, lat, ...point)).toBeLessThan(0.05);
        expect(distanceMetres(...baidu, ...point)).toBeGreaterThan(100);
      }),
    );
  });

  it('leaves WGS-84 and places abroad alone', () => {
    expect(toWgs84([120.6887, 30.5107], 'WGS84')).toEqual([120.6887, 30.5107]);
    expect(toWgs84([2.3522, 48.8566], 'GCJ02')).toEqual([2.3522, 48.8566]);
  });
});
