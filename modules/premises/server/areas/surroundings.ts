interface Spot {
  x: number;
  y: number;
}

/** Cells across the positions; the widest gap that is bridged has this many on either side. */
const across = 48;
const widest = 30;

const extentOf = (values: readonly number[]) => {
  const low = Math.min(...values);
  return { low, size: Math.max(...values) - low };
};

/** Offsets of the cells within a radius. */
const disc = (radius: number): [number, number][] => {
  const offsets: [number, number][] = [];
  for (let dy = -radius; dy <= radius; dy++)
    for (let dx = -radius; dx <= radius; dx++) if (dx * dx + dy * dy <= radius * radius) offsets.push([dx, dy]);
  return offsets;
};

const beside = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
] as const;

/** A frame of cells; what is looked at has room enough around it. */
function frameOf(columns: number, rows: number) {
  /** Cells at these offsets that lie in the frame. */
  const around = (cell: number, offsets: readonly (readonly [number, number])[]): number[] => {
    const [column, row] = [cell % columns, Math.floor(cell / columns)];
    return offsets.flatMap(([dx, dy]) => {
      const isIn = column + dx >= 0 && column + dx < columns && row + dy >= 0 && row + dy < rows;
      return isIn ? [(row + dy) * columns + column + dx] : [];
    });
  };
  return {
    /** With the cells within the radius of any of these. */
    grown(cells: ReadonlySet<number>, radius: number): Set<number> {
      const offsets = disc(radius);
      const found = new Set(cells);
      // What lies around an inner cell lies nearer to the edge.
      for (const cell of cells)
        if (around(cell, beside).some((next) => !cells.has(next)))
          for (const next of around(cell, offsets)) found.add(next);
      return found;
    },
    /** Cells that can be reached from one, edge by edge. */
    reached(from: number, mayEnter: (cell: number) => boolean): Set<number> {
      const found = new Set([from]);
      for (const cell of found) for (const next of around(cell, beside)) if (mayEnter(next)) found.add(next);
      return found;
    },
  };
}

/**
 * Spots around positions: those that bound their ground on the outside, and those of the ground that no position is near to.
 * The ground ends a little beyond the outermost positions, and spans gaps and bays as wide as it takes to be one piece, where
 * that can be.
 */
export function surroundings(sites: readonly Spot[]): { outside: Spot[]; gaps: Spot[] } {
  const [x, y] = [extentOf(sites.map((site) => site.x)), extentOf(sites.map((site) => site.y))];
  const step = Math.max(x.size, y.size, 0.01) / across;
  const margin = widest + 2;
  const columns = Math.ceil(x.size / step) + 2 * margin + 1;
  const rows = Math.ceil(y.size / step) + 2 * margin + 1;
  const frame = frameOf(columns, rows);
  const cells = new Set(
    sites.map(
      (site) => (Math.round((site.y - y.low) / step) + margin) * columns + Math.round((site.x - x.low) / step) + margin,
    ),
  );

  // As far around a position as positions lie apart.
  const apart = Math.sqrt((x.size * y.size) / sites.length) / step;
  const near = Math.min(4, Math.max(2, Math.ceil(1.5 * apart)));
  let outside = new Set<number>();
  for (let bridge = near; bridge <= widest; bridge += 4) {
    // Grown until the gaps close, and then back to what lies near: bays fill, the coast stays where it was.
    const taken = frame.grown(cells, bridge);
    const open = frame.reached(0, (cell) => !taken.has(cell));
    outside = bridge > near ? frame.grown(open, bridge - near) : open;
    const [first] = cells;
    const piece = frame.reached(first as number, (cell) => !outside.has(cell));
    if ([...cells].every((cell) => piece.has(cell))) break;
  }
  const spotOf = (cell: number): Spot => ({
    x: x.low + ((cell % columns) - margin) * step,
    y: y.low + (Math.floor(cell / columns) - margin) * step,
  });
  const close = frame.grown(cells, near);
  const gaps = Array.from({ length: columns * rows }, (_, cell) => cell).filter(
    (cell) => !outside.has(cell) && !close.has(cell),
  );
  return { outside: [...outside].map(spotOf), gaps: gaps.map(spotOf) };
}
