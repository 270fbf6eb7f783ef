import { AttachmentFile } from "./attachment-file.js";
import { BodyScanner } from "./body-scanner.js";

/** An upload as it was received: what the client said, and the tarball's bytes in a file. */
export interface ReceivedBody {
  /** The JSON document, with the attachment's data left out. */
  document: Record<string, unknown>;
  integrity: string;
  shasum: string;
  /** Bytes of the tarball. */
  size: number;
}

/**
 * Reads the body of `PUT /name`, whose base64 attachment goes to `file` while it arrives: a string
 * of JavaScript could not hold the largest one. Throws a `SyntaxError` for anything that is not
 * such a body.
 */
export async function receivePublishBody(
  body: AsyncIterable<Buffer>,
  file: string,
): Promise<ReceivedBody> {
  const attachment = new AttachmentFile(file);
  const scanner = new BodyScanner();
  try {
    for await (const chunk of body) {
      for (const data of scanner.scan(chunk)) await attachment.write(data);
    }
  } finally {
    await attachment.close();
  }
  return { document: scanner.document(), ...attachment.digests() };
}
