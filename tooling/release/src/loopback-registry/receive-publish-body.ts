import { AttachmentFile } from "./attachment-file.js";
import { BodyScanner } from "./body-scanner.js";

/** A received upload. The tarball is in a file. */
export interface ReceivedBody {
  /** The JSON document without the attachment's data. */
  document: Record<string, unknown>;
  integrity: string;
  shasum: string;
  /** Size of the tarball, in bytes. */
  size: number;
}

/**
 * Reads the body of `PUT /name` and writes its base64 attachment to `file` as it arrives: the
 * largest one does not fit into a JavaScript string. Throws a `SyntaxError` if the body is
 * malformed.
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
