import type { RecordedTraffic } from "./pack-recording.js";

/** Where the recording was made, which is nobody's business and differs each time. */
export interface Places {
  /** Folder that held everything, which `/recorded` stands for afterwards. */
  root: string;
  /** Address of the model, as in `127.0.0.1:4711`. */
  model: string;
}

/** The same traffic, as if it had been recorded in other places. */
export function hidePlaces(traffic: RecordedTraffic[], { root, model }: Places): RecordedTraffic[] {
  const text = JSON.stringify(traffic);
  const neutral = text.replaceAll(root, "/recorded").replaceAll(model, "127.0.0.1:80");
  return JSON.parse(neutral) as RecordedTraffic[];
}
