import type { BenchCase, BenchResult } from "../bench-case.js";
import { measureSizes } from "../measure-sizes.js";
import { sizeLimits } from "../size-limits.js";

export const sizes: BenchCase = {
  name: "sizes",
  description: "bytes that users load, with the limits that npm run check enforces",
  async run(): Promise<BenchResult[]> {
    const measured = await measureSizes();
    const result = (name: string, bytes: number, limit: number): BenchResult => ({
      name,
      value: bytes / 1000,
      unit: "KB",
      goal: { atMost: limit / 1000 },
    });
    return [
      result("protocol + zod, minified", measured.protocol, sizeLimits.protocol),
      result("protocol + zod, gzip", measured.protocolGzip, sizeLimits.protocolGzip),
      result("root entry, minified", measured.root, sizeLimits.root),
      result("started client, minified", measured.started, sizeLimits.started),
      ...[...measured.features].map(([room, bytes]) =>
        result(room, bytes, sizeLimits.features[room] ?? 0),
      ),
      result("protocol.d.ts", measured.declarations, sizeLimits.declarations),
      result("package, as downloaded", measured.download, sizeLimits.download),
      result("package, as installed", measured.installed, sizeLimits.installed),
    ];
  },
};
