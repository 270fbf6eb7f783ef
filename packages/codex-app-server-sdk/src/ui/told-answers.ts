import { inputOf, requestOf, responseOf, type ToolPart } from "./tool-chunks.js";
import type { ToolEnd } from "./tool-of-item.js";
import type { SentChunk } from "./ui-message-chunk.js";

/** What a page is told of the answers to approvals, which the parts of its message keep. */
export class ToldAnswers {
  readonly #hasResponses: boolean;

  /** `hasResponses`: whether the page knows a chunk for an answer. */
  constructor(hasResponses: boolean) {
    this.#hasResponses = hasResponses;
  }

  /** The tool waits no more. Where an answer can't be told, it is as before it has asked. */
  goOn(part: ToolPart): SentChunk[] {
    const isAccepted = part.approval?.isAccepted ?? null;
    const told = isAccepted === null ? [] : this.#tell(part, isAccepted);
    return told.length === 0 ? [inputOf(part)] : told;
  }

  /**
   * The end of a tool tells how it was answered, where only another client knows. A page takes it
   * that what is declined has asked, also where it came too late to see that.
   */
  settle(part: ToolPart, { kind }: ToolEnd): SentChunk[] {
    if (kind === "over") return [];
    if (kind !== "declined") return part.approval?.told === undefined ? this.#tell(part, true) : [];
    const asked = part.approval === undefined ? [this.#askedBefore(part)] : [];
    return [...asked, ...this.#tell(part, false)];
  }

  #askedBefore(part: ToolPart): SentChunk {
    part.approval = { id: `declined-${part.callId}` };
    return requestOf(part, part.approval.id);
  }

  #tell(part: ToolPart, isAccepted: boolean): SentChunk[] {
    const { approval } = part;
    if (!approval || !this.#hasResponses || approval.told === isAccepted) return [];
    approval.told = isAccepted;
    return [responseOf(part, approval.id, isAccepted)];
  }
}
