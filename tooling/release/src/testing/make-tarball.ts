import { gzipSync } from "node:zlib";
import { Header, type types } from "tar";

export interface TarballEntry {
  path: string;
  content?: Buffer | string;
  mode?: number;
  type?: types.EntryTypeName;
  linkpath?: string;
}

/** A gzipped tar file of exactly these entries, valid or not. */
export function makeTarball(entries: readonly TarballEntry[]): Buffer {
  const blocks = entries.flatMap((entry) => entryBlocks(entry));
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1_024)]));
}

function entryBlocks({
  path,
  content = "",
  mode = 0o644,
  type = "File",
  linkpath,
}: TarballEntry): Buffer[] {
  const body = Buffer.from(content);
  const header = Buffer.alloc(512);
  new Header({ path, mode, type, linkpath, size: body.length, mtime: new Date(0) }).encode(header);
  return [header, body, Buffer.alloc((512 - (body.length % 512)) % 512)];
}
