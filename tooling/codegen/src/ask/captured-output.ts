import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import type { CodexOutput, ProtocolOutput } from "./run-codex.js";

/** Wide enough to find what the four outputs repeat of each other; takes them from 3 MB to 120 KB. */
const window = { [constants.BROTLI_PARAM_LGWIN]: 24 };

/** Everything a binary said, to be generated from where that binary is not at hand. */
export function packOutput({ version, experimental, stable }: CodexOutput): Buffer {
  const plain = ({ schema, declarations }: ProtocolOutput) => ({
    schema,
    declarations: [...declarations],
  });
  const text = JSON.stringify({
    version,
    experimental: plain(experimental),
    stable: plain(stable),
  });
  return brotliCompressSync(text, { params: window });
}

export function unpackOutput(packed: Uint8Array): CodexOutput {
  const output = JSON.parse(brotliDecompressSync(packed).toString("utf8")) as PlainOutput;
  const rich = ({ schema, declarations }: PlainProtocol) => ({
    schema,
    declarations: new Map(declarations),
  });
  return {
    version: output.version,
    experimental: rich(output.experimental),
    stable: rich(output.stable),
  };
}

interface PlainOutput {
  version: string;
  experimental: PlainProtocol;
  stable: PlainProtocol;
}

interface PlainProtocol {
  schema: string;
  declarations: [path: string, text: string][];
}
