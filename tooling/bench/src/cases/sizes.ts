import type { BenchCase, BenchResult } from "../bench-case.js";
import { measureSizes } from "../measure-sizes.js";

export const sizes: BenchCase = {
  name: "sizes",
  description: "bytes that users load (the tests enforce the limits)",
  async run(): Promise<BenchResult[]> {
    const { protocol, protocolGzip, client, declarations } = await measureSizes();
    const kilobytes = (bytes: number): number => bytes / 1000;
    return [
      { name: "protocol + zod, minified", value: kilobytes(protocol), unit: "KB", limit: 125 },
      { name: "protocol + zod, gzip", value: kilobytes(protocolGzip), unit: "KB", limit: 32 },
      { name: "client code, minified", value: kilobytes(client), unit: "KB", limit: 60 },
      { name: "protocol.d.ts", value: kilobytes(declarations), unit: "KB", limit: 330 },
    ];
  },
};
