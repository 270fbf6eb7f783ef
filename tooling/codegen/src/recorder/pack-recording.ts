import { gunzipSync, gzipSync } from "node:zlib";
import type { RecordedMessage } from "./raw-app-server.js";

/** A recorded message and whether the experimental API was on. */
export interface RecordedTraffic extends RecordedMessage {
  experimental: boolean;
}

/** Lines of JSON, compressed. */
export function packRecording(traffic: RecordedTraffic[]): Buffer {
  const text = traffic.map((entry) => `${JSON.stringify(entry)}\n`).join("");
  return gzipSync(text, { level: 9 });
}

export function unpackRecording(packed: Uint8Array): RecordedTraffic[] {
  const lines = gunzipSync(packed).toString("utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as RecordedTraffic);
}
