import type { Method } from "../read/read-methods.js";
import type { Protocol } from "../read/read-protocol.js";
import { findOmissions } from "./find-omissions.js";
import type { RecordedTraffic } from "./pack-recording.js";

/**
 * Every field that the recorded server left out although its types say that it always writes it.
 */
export function findRecordedOmissions(traffic: RecordedTraffic[], protocol: Protocol): string[] {
  const { clientRequests, serverRequests, serverNotifications } = protocol.methods;
  const results = new Map(clientRequests.map(({ name, result }) => [name, result]));
  const params = new Map([...serverRequests, ...serverNotifications].map(typeOfParams));
  const asked = new Map<string, string>();
  const omissions = traffic.flatMap(({ direction, experimental, message }) => {
    const key = `${experimental} ${message.id}`;
    const { method } = message;
    if (direction === "send") {
      if (method !== undefined) asked.set(key, method);
      return [];
    }
    const type = method === undefined ? results.get(asked.get(key) ?? "") : params.get(method);
    const value = method === undefined ? message.result : message.params;
    return type === undefined ? [] : findOmissions(type, value, protocol);
  });
  return [...new Set(omissions)].sort();
}

function typeOfParams({ name, params }: Method): [string, string | undefined] {
  return [name, params];
}
