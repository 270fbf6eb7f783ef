/** A request of the server that this client is answering. */
export interface OpenRequest {
  /** What users know it by: no other request has this id, of whichever server. */
  readonly id: string;
  readonly method: string;
  /** As its handler gets them. */
  readonly params: unknown;
  readonly threadId: string | null;
  readonly turnId: string | null;
  readonly itemId: string | null;
  /** Whether the server asks for a decision: of a person, or of a rule in a person's place. */
  readonly isDecision: boolean;
  /** Whether this client has accepted; null until then, and where nobody waits for its answer. */
  readonly isAccepted: boolean | null;
  /** An answer is of no use any more, for this reason. */
  cancel(reason: Error): void;
}
