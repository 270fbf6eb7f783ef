import type { RecordedTraffic } from "./pack-recording.js";

/** Where the recording was made. Private, and different each time, so it is replaced. */
export interface Places {
  /** The folder that held everything; `/recorded` takes its place. */
  root: string;
  /** Address of the model, such as `127.0.0.1:4711`. */
  model: string;
}

/** The same traffic with neutral places instead of the real ones. */
export function hidePlaces(traffic: RecordedTraffic[], { root, model }: Places): RecordedTraffic[] {
  const text = JSON.stringify(traffic);
  const neutral = text.replaceAll(root, "/recorded").replaceAll(model, "127.0.0.1:80");
  return JSON.parse(neutral) as RecordedTraffic[];
}
