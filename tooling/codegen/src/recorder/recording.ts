import { gunzipSync, gzipSync } from "node:zlib";
import type { RecordedMessage } from "./raw-app-server.js";

/** A recorded message and whether the experimental API was on. */
export interface RecordedTraffic extends RecordedMessage {
  experimental: boolean;
}

/** Where the recording was made, which is nobody's business and differs each time. */
export interface Places {
  /** Folder that held everything, which `/recorded` stands for afterwards. */
  root: string;
  /** Address of the model, as in `127.0.0.1:4711`. */
  model: string;
}

/** Lines of JSON, compressed. */
export function packRecording(traffic: RecordedTraffic[], { root, model }: Places): Buffer {
  const text = traffic.map((entry) => `${JSON.stringify(entry)}\n`).join("");
  const neutral = text.replaceAll(root, "/recorded").replaceAll(model, "127.0.0.1:80");
  return gzipSync(neutral, { level: 9 });
}

export function unpackRecording(packed: Uint8Array): RecordedTraffic[] {
  const lines = gunzipSync(packed).toString("utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as RecordedTraffic);
}
