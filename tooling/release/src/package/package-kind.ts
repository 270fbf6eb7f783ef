import { platforms } from "../runtime-package.js";

/** The kinds of packages, in publishing order: each depends on the kind before it. */
export const packageKinds = ["platform", "meta", "sdk", "workers"] as const;

export type PackageKind = (typeof packageKinds)[number];

/** The packages of which a release has one. */
export const packageNames = {
  meta: "openai-codex-cli-bin",
  sdk: "codex-app-server-sdk",
  workers: "codex-app-server-workers",
} as const satisfies Record<Exclude<PackageKind, "platform">, string>;

/** The names of all packages of a release, in publishing order. */
export const releaseNames: readonly string[] = [
  ...platforms.map(({ packageName }) => packageName),
  ...packageKinds.flatMap((kind) => (kind === "platform" ? [] : packageNames[kind])),
];

/** Null for a name that is not part of a release. */
export function findPackageKind(name: string): PackageKind | null {
  if (!releaseNames.includes(name)) return null;
  return (
    packageKinds.find((kind) => kind !== "platform" && packageNames[kind] === name) ?? "platform"
  );
}
