import type { TurnEvent } from "../../src/index.js";

/** Yields the events of a response that is a stream of server-sent events. */
export async function* eventsIn<Event = TurnEvent>(
  response: Response,
): AsyncGenerator<Event, void, undefined> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const messages = text.split("\n\n");
    text = messages.pop() ?? "";
    for (const message of messages) {
      const data = /^data: (.*)$/m.exec(message)?.[1];
      if (data === "[DONE]") return;
      if (data !== undefined) yield JSON.parse(data) as Event;
    }
  }
}
