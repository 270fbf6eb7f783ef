import type { Edge } from "./build-import-graph.js";

/**
 * For every place (a file or a room), the places that it imports, each with the imports in
 * question.
 */
type Arrows = ReadonlyMap<string, ReadonlyMap<string, readonly Edge[]>>;

/**
 * The circles among the files of a package. One sentence each, which names imports that close it.
 */
export function findFileCircles(edges: readonly Edge[]): string[] {
  return findCircles(edges, (path) => path);
}

/**
 * The circles among the rooms of a package. One sentence each, which names imports that close it. A
 * folder directly under `src` is a room; a file beside the folders is a room of its own.
 */
export function findRoomCircles(edges: readonly Edge[]): string[] {
  return findCircles(edges, roomOf);
}

/** `src/rpc/messages.ts` → `rpc`, `src/index.ts` → `index.ts` */
function roomOf(path: string): string {
  const [room = path] = path.replace(/^src\//, "").split("/");
  return room;
}

function findCircles(edges: readonly Edge[], placeOf: (path: string) => string): string[] {
  const arrows = arrowsAmong(edges, placeOf);
  return componentsOf(arrows).map((component) => sentenceFor(component, arrows));
}

function arrowsAmong(edges: readonly Edge[], placeOf: (path: string) => string): Arrows {
  const arrows = new Map<string, Map<string, Edge[]>>();
  for (const edge of edges) {
    const from = placeOf(edge.from);
    const to = edge.to === undefined ? from : placeOf(edge.to);
    if (from !== to) {
      const outgoing = arrows.get(from) ?? new Map<string, Edge[]>();
      arrows.set(from, outgoing.set(to, [...(outgoing.get(to) ?? []), edge]));
    }
  }
  return arrows;
}

/** The sets of places that all reach each other, each set sorted by name. */
function componentsOf(arrows: Arrows): string[][] {
  const reached = new Map([...arrows.keys()].map((place) => [place, reachableFrom(place, arrows)]));
  const inCircles = [...arrows.keys()].filter((place) => reached.get(place)?.has(place)).sort();
  const components = new Map<string, string[]>();
  for (const place of inCircles) {
    const others = inCircles.filter(
      (other) => reached.get(place)?.has(other) && reached.get(other)?.has(place),
    );
    components.set(others.join(), others);
  }
  return [...components.values()];
}

/**
 * Every place that can be reached by imports. Contains the start only if a circle leads back to it.
 */
function reachableFrom(start: string, arrows: Arrows): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [start];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    for (const next of arrows.get(place)?.keys() ?? []) {
      if (!reached.has(next)) {
        reached.add(next);
        open.push(next);
      }
    }
  }
  return reached;
}

/** `a, b import each other in a circle: src/a.ts imports ./b.js; src/b.ts imports ./a.js` */
function sentenceFor(component: readonly string[], arrows: Arrows): string {
  const way = shortestWayRound(component, arrows);
  const steps = way.map((place, index) => {
    const [first, ...more] = arrows.get(place)?.get(way[index + 1] ?? way[0] ?? "") ?? [];
    const others = more.length > 0 ? ` (and ${more.length} more)` : "";
    return `${first?.from} imports ${first?.specifier}${others}`;
  });
  return `${component.join(", ")} import each other in a circle: ${steps.join("; ")}`;
}

function shortestWayRound(component: readonly string[], arrows: Arrows): string[] {
  const ways = component.map((place) => wayBackTo(place, arrows));
  const [shortest = []] = ways.sort((a, b) => a.length - b.length);
  return shortest;
}

/** The places on the shortest way from a place back to itself, starting with it. */
function wayBackTo(start: string, arrows: Arrows): string[] {
  const seen = new Set<string>();
  let ways = [[start]];
  while (ways.length > 0) {
    const found = ways.find((way) => arrows.get(way.at(-1) ?? "")?.has(start));
    if (found) {
      return found;
    }
    ways = ways.flatMap((way) => {
      const next = [...(arrows.get(way.at(-1) ?? "")?.keys() ?? [])];
      return next
        .filter((place) => seen.size < seen.add(place).size)
        .map((place) => [...way, place]);
    });
  }
  return [];
}
