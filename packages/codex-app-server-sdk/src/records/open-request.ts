/** A request of the server that this client is answering. */
export interface OpenRequest {
  readonly threadId: string | null;
  readonly turnId: string | null;
  /** An answer is of no use any more, for this reason. */
  cancel(reason: Error): void;
}
