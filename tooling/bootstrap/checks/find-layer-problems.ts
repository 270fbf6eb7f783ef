import type { Edge } from "./build-import-graph.js";

/**
 * From what a user holds down to the bytes. A layer imports the ones after it, never one before.
 */
const layers = [
  "index",
  "codex",
  "thread",
  "turn",
  "client",
  "server-requests",
  "notifications",
  "rpc",
  "transport",
];

/** Carry `unknown`, so that a new protocol leaves them alone. */
const protocolBlind = ["rpc", "transport"];

/** Everything below them gets its transport from them, whichever binary that is. */
const runtimeUsers = ["index", "codex"];

/**
 * The ways in which the SDK's own imports break its order of layers; one sentence each.
 *
 * A part is a file or folder directly under src/. The parts that are no layer serve the objects a
 * user holds and know none of those; a layer that imports one answers for what comes with it.
 */
export function findLayerProblems(edges: readonly Edge[]): string[] {
  const context = { topmost: topmostLayers(edges), withRuntime: partsWithRuntime(edges) };
  return edges.flatMap((edge) => {
    const problem = edge.to === undefined ? undefined : problemOf(edge, partOf(edge.to), context);
    return problem ? [`${edge.from} imports ${edge.specifier}: ${problem}`] : [];
  });
}

interface Context {
  /** For a part the topmost layer that comes with it. */
  readonly topmost: ReadonlyMap<string, number>;
  /** The parts that the runtime comes with. */
  readonly withRuntime: ReadonlySet<string>;
}

function problemOf({ from }: Edge, used: string, context: Context): string | undefined {
  const user = partOf(from);
  if (user === used) {
    return undefined;
  }
  if (user === "errors") {
    return "errors is a leaf and imports nothing";
  }
  if (used === "testing") {
    return "what ships does not use the test kit";
  }
  if (used === "protocol" && protocolBlind.includes(user)) {
    return `${user} carries unknown and does not know the protocol`;
  }
  if (isLayer(user) && !runtimeUsers.includes(user) && context.withRuntime.has(used)) {
    return "only codex looks for the runtime";
  }
  const reached = context.topmost.get(used) ?? layers.length;
  return reached < placeOf(user) ? `${user} is below ${layers[reached]}` : undefined;
}

/** `src/rpc/messages.ts` → `rpc` */
function partOf(path: string): string {
  return (path.split("/")[1] ?? path).replace(/\.ts$/, "");
}

function isLayer(part: string): boolean {
  return layers.includes(part);
}

function placeOf(part: string): number {
  return layers.indexOf(isLayer(part) ? part : "client");
}

function topmostLayers(edges: readonly Edge[]): Map<string, number> {
  const topmost = new Map(layers.map((layer, place) => [layer, place]));
  spread(edges, (user, used) => {
    const reached = topmost.get(used);
    const known = topmost.get(user) ?? layers.length;
    if (reached === undefined || reached >= known) {
      return false;
    }
    topmost.set(user, reached);
    return true;
  });
  return topmost;
}

function partsWithRuntime(edges: readonly Edge[]): Set<string> {
  const found = new Set(["runtime"]);
  const loading = edges.filter(({ typeOnly }) => !typeOnly);
  spread(loading, (user, used) => found.has(used) && !found.has(user) && Boolean(found.add(user)));
  return found;
}

/**
 * Passes on what comes with a part to the parts without a place that import it, until nothing
 * changes.
 */
function spread(edges: readonly Edge[], pass: (user: string, used: string) => boolean): void {
  const pairs = edges.flatMap(({ from, to }) => (to ? [[partOf(from), partOf(to)] as const] : []));
  const others = pairs.filter(([user]) => !isLayer(user));
  while (others.filter(([user, used]) => pass(user, used)).length > 0) {
    // Once more: what was passed on may now come with further parts.
  }
}
