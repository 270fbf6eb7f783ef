import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { findWrongValues } from "./find-manifest-problems.js";
import {
  containerOf,
  containersOf,
  kubernetesFolder,
  parseManifest,
  podOf,
  readManifest,
} from "./read-manifest.js";

const manifest = await readManifest();
const workers = await podOf("codex-worker");
const web = await podOf("codex-web");
const programs = [
  ["worker.ts", containerOf(workers, "worker")],
  ["web.ts", containerOf(web, "web")],
] as const;

test("has the values that Kubernetes takes", () => {
  expect(parseManifest(manifest)).toHaveLength(5);
  expect(findWrongValues(manifest)).toEqual([]);
});

test.each([
  ["replicas: 3", "replicas: three", "replicas must be integer"],
  [
    "  selector:\n    matchLabels:\n      app: codex-web",
    "",
    "must have required property selector",
  ],
  ["kind: Service", "kind: Servant", "v1 Servant is no kind that is known"],
  ["port: 80,", "port: web,", "port must be integer"],
])("a manifest with %j made %j is noticed", (right, wrong, complaint) => {
  expect(manifest).toContain(right);
  expect(findWrongValues(manifest.replace(right, wrong))).toEqual([
    expect.stringContaining(complaint),
  ]);
});

test.each(programs)("%s gets the variables that it reads, and no others", async (file, given) => {
  const code = await readFile(kubernetesFolder + file, "utf8");
  const statements = [...code.matchAll(/const \{(.*)\} = process\.env/g)].join();
  const read = new Set(statements.match(/\b[A-Z]+(_[A-Z]+)*\b/g));
  read.delete("HOST"); // is for tests

  const readByCodex = ["CODEX_HOME", "CODEX_EXEC_SERVER_URL"];
  const names = given.env?.map(({ name }) => name) ?? [];
  expect(names.filter((name) => !readByCodex.includes(name)).sort()).toEqual([...read].sort());
});

test("secrets come from a secret, and stand in no command line", () => {
  const containers = [workers, web].flatMap(containersOf);
  const secrets = containers
    .flatMap(({ env = [] }) => env)
    .filter(({ name }) => /_KEY$|^REDIS_URL$/.test(name));

  expect(secrets).toHaveLength(3);
  for (const { value, valueFrom } of secrets) {
    expect([value, valueFrom?.secretKeyRef?.name]).toEqual([undefined, "codex"]);
  }
  const words = containers.flatMap(({ command = [], args = [] }) => [...command, ...args]);
  expect(words.filter((word) => /\$\((\w+)\)/.test(word))).toEqual([]);
});

test("what runs the commands has no secret, and no volume of the worker", () => {
  const hands = containerOf(workers, "hands");
  const worker = containerOf(workers, "worker");
  const volumes = hands.volumeMounts?.map(({ name }) => name) ?? [];

  expect(hands.env?.map(({ name }) => name)).toEqual(["CODEX_HOME"]);
  expect(volumes).toContain("work");
  for (const { name } of worker.volumeMounts ?? []) expect(volumes).not.toContain(name);
  // Else one container could read the environment of the other's processes.
  expect(workers.shareProcessNamespace).toBeUndefined();
});

test("a worker may drain before it is killed", () => {
  const { env = [] } = containerOf(workers, "worker");
  const drainSeconds = Number(env.find(({ name }) => name === "DRAIN_SECONDS")?.value);

  expect(drainSeconds).toBeGreaterThan(0);
  expect(workers.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(drainSeconds + 30);
});

test("docs/scaling.md says what stands here", async () => {
  const page = await readFile(
    new URL("../../../codex-app-server-sdk/docs/scaling.md", import.meta.url),
    "utf8",
  );
  const facts = [
    ...(manifest.match(/(terminationGracePeriodSeconds: \d|minReadySeconds: )\d\d+/g) ?? []),
    ...(manifest.match(/(?<=name: DRAIN_SECONDS\n +value: ")\d+/g) ?? []),
  ];

  expect(facts).toHaveLength(3);
  for (const fact of facts) expect(page).toContain(fact);
});

test("no pod has a volume that another one has", () => {
  const volumes = [...(workers.volumes ?? []), ...(web.volumes ?? [])];

  expect(volumes.length).toBeGreaterThan(0);
  for (const volume of volumes) expect(Object.keys(volume).sort()).toEqual(["emptyDir", "name"]);
});
