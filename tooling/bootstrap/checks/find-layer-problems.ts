import type { Edge } from "./build-import-graph.js";

/**
 * The layers, from the command line, the test kit and the objects that users hold down to the
 * bytes. A layer may import those after it, never those before it.
 */
const layers = [
  "cli",
  "testing",
  "ui",
  "index",
  "codex",
  "exec",
  "mcp",
  "config",
  "skills",
  "session",
  "thread",
  "turn",
  "server-requests",
  "records",
  "client",
  "notifications",
  "rpc",
  "transport",
];

/** Layers that treat messages as `unknown`, so that a new protocol does not affect them. */
const protocolBlind = ["rpc", "transport"];

/**
 * The layers that may look for the runtime: the session, and what stands above it. Those below get
 * a transport from it and don't know the binary.
 */
const runtimeUsers = ["cli", "testing", "index", "codex", "session"];

/**
 * The SDK's imports that break its order of layers, one sentence each.
 *
 * A part is a file or folder directly under src/. Parts that are not layers are helpers: they don't
 * import the objects that users hold. When a layer imports a helper, everything that the helper
 * imports counts as imported by the layer.
 */
export function findLayerProblems(edges: readonly Edge[]): string[] {
  const context = { topmost: topmostLayers(edges), withRuntime: partsWithRuntime(edges) };
  return edges.flatMap((edge) => {
    const problem = edge.to === undefined ? undefined : problemOf(edge, partOf(edge.to), context);
    return problem ? [`${edge.from} imports ${edge.specifier}: ${problem}`] : [];
  });
}

interface Context {
  /** For each part, the topmost layer that it imports, directly or through other parts. */
  readonly topmost: ReadonlyMap<string, number>;
  /** The parts that load the runtime, directly or through other parts. */
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
  if (used === "testing" && user !== "cli") {
    return "what ships does not use the test kit";
  }
  if (used === "protocol" && protocolBlind.includes(user)) {
    return `${user} carries unknown and does not know the protocol`;
  }
  if (isLayer(user) && !runtimeUsers.includes(user) && context.withRuntime.has(used)) {
    return "only session looks for the runtime";
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
 * Passes what a part brings with it on to the helpers that import the part, until nothing changes.
 */
function spread(edges: readonly Edge[], pass: (user: string, used: string) => boolean): void {
  const pairs = edges.flatMap(({ from, to }) => (to ? [[partOf(from), partOf(to)] as const] : []));
  const others = pairs.filter(([user]) => !isLayer(user));
  while (others.filter(([user, used]) => pass(user, used)).length > 0) {
    // Repeat: what was passed on may have to be passed on again.
  }
}
