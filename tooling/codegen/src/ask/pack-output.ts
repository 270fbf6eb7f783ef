import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import type { CodexOutput, ProtocolOutput } from "./run-codex.js";

/** `CodexOutput` with its maps as lists, which JSON can hold. */
interface PlainOutput {
  version: string;
  experimental: PlainProtocol;
  stable: PlainProtocol;
}

interface PlainProtocol {
  schema: string;
  declarations: [path: string, text: string][];
}

/**
 * Wide enough to find what the four outputs repeat of each other; takes them from 3 MB to 120 KB.
 */
const window = { [constants.BROTLI_PARAM_LGWIN]: 24 };

/** Everything a binary said, to be generated from where that binary is not at hand. */
export function packOutput({ version, experimental, stable }: CodexOutput): Buffer {
  const plain: PlainOutput = {
    version,
    experimental: plainFrom(experimental),
    stable: plainFrom(stable),
  };
  return brotliCompressSync(JSON.stringify(plain), { params: window });
}

export function unpackOutput(packed: Uint8Array): CodexOutput {
  const plain = JSON.parse(brotliDecompressSync(packed).toString("utf8")) as PlainOutput;
  return {
    version: plain.version,
    experimental: protocolFrom(plain.experimental),
    stable: protocolFrom(plain.stable),
  };
}

function plainFrom({ schema, declarations }: ProtocolOutput): PlainProtocol {
  return { schema, declarations: [...declarations] };
}

function protocolFrom({ schema, declarations }: PlainProtocol): ProtocolOutput {
  return { schema, declarations: new Map(declarations) };
}
