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

/** A window large enough to span all four outputs, which repeat each other: 3 MB become 120 KB. */
const window = { [constants.BROTLI_PARAM_LGWIN]: 24 };

/** Everything a binary wrote, compressed, so that types can be generated without the binary. */
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
