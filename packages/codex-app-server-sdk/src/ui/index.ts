export {
  type ApprovalHandlers,
  type Approvals,
  type ApprovalsOptions,
  createApprovals,
} from "./create-approvals.js";
export type {
  ApprovalDecision,
  ApprovalKind,
  ApprovalOutcome,
  ApprovalParams,
  PendingApproval,
} from "./pending-approval.js";
export { toUIMessageResponse, type UIMessageResponseOptions } from "./to-ui-message-response.js";
export {
  toUIMessageStream,
  type UIMessageStreamOptions,
  type UITurn,
} from "./to-ui-message-stream.js";
export { toUIMessages, type UIMessagesOptions, type UIThread } from "./to-ui-messages.js";
export type {
  UIDataPart,
  UIFilePart,
  UIMessage,
  UIToolPart,
  UIWrittenPart,
} from "./ui-message.js";
export type {
  UIApprovalResponseChunk,
  UIDataChunk,
  UIDataParts,
  UIJson,
  UIMessageChunk,
  UIMessageMetadata,
  UIPartMetadata,
  UIProviderMetadata,
} from "./ui-message-chunk.js";
