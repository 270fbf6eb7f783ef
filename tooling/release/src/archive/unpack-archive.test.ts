import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeTarball, type TarballEntry } from "../testing/make-tarball.js";
import { integrityOf } from "../testing/test-registry.js";
import { defaultArchiveLimits } from "./entry-policy.js";
import { type UnpackedArchive, type UnpackOptions, unpackArchive } from "./unpack-archive.js";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "unpack-test-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe("unpacking", () => {
  it("writes files with their digests, and 0755 or 0644 whatever else the archive and the umask say", async () => {
    const umask = process.umask(0o077);
    try {
      const unpacked = await unpack([
        { path: "a/", type: "Directory", mode: 0o700 },
        { path: "a/program", content: "run", mode: 0o4751 },
        { path: "a/b/data", content: "abc", mode: 0o666 },
      ]);
      expect(unpacked.files).toEqual([
        { path: "a/program", size: 3, sha256: expect.any(String), mode: 0o755 },
        {
          path: "a/b/data",
          size: 3,
          sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
          mode: 0o644,
        },
      ]);
      // Windows has no file modes.
      if (process.platform === "win32") return;
      expect((await stat(join(root, "out", "a", "program"))).mode & 0o7777).toBe(0o755);
      expect((await stat(join(root, "out", "a", "b", "data"))).mode & 0o7777).toBe(0o644);
    } finally {
      process.umask(umask);
    }
  });

  it("gives back every byte of every file", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 3_000 }), { minLength: 1, maxLength: 5 }),
        async (contents) => {
          await rm(join(root, "out"), { recursive: true, force: true });
          const entries = contents.map((bytes, index) => ({
            path: `f${index}`,
            content: Buffer.from(bytes),
          }));
          const { files } = await unpack(entries);
          expect(files.map(({ path }) => path)).toEqual(entries.map(({ path }) => path));
          for (const { path, content } of entries) {
            expect(await readFile(join(root, "out", path))).toEqual(content);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it("handles a file larger than any buffer on the way", async () => {
    const content = Buffer.alloc(9 * 1024 * 1024, "0123456789");
    const { files } = await unpack([
      { path: "big", content },
      { path: "small", content: "s" },
    ]);
    expect(files.map(({ size }) => size)).toEqual([content.length, 1]);
    expect((await readFile(join(root, "out", "big"))).equals(content)).toBe(true);
  });
});

describe("an archive is refused", () => {
  const file = { path: "ok", content: "fine" };
  const attacks: Record<string, TarballEntry[]> = {
    "with an absolute path": [file, { path: "/etc/evil" }],
    "with a drive letter": [file, { path: "C:/evil" }],
    "with .. at the start": [file, { path: "../evil" }],
    "with .. in the middle": [file, { path: "a/../../evil" }],
    "with . as a part": [file, { path: "./evil" }],
    "with a backslash": [file, { path: "a\\..\\evil" }],
    "with a control character": [file, { path: "a\nb" }],
    "with a name that ends in a dot": [file, { path: "evil." }],
    "with the name of a device of Windows": [file, { path: "a/nul" }],
    "with a device's name and an extension": [file, { path: "AUX.txt" }],
    "with characters that turn the reading direction": [file, { path: "a\u202etxt.exe" }],
    "with an invisible character": [file, { path: "rg\u200b" }],
    "with a letter that some systems take for another": [{ path: "s" }, { path: "\u017f" }],
    "with a symbolic link": [file, { path: "link", type: "SymbolicLink", linkpath: "/etc/passwd" }],
    "with a symbolic link inside": [file, { path: "link", type: "SymbolicLink", linkpath: "ok" }],
    "with a hard link": [file, { path: "link", type: "Link", linkpath: "ok" }],
    "with a character device": [file, { path: "null", type: "CharacterDevice" }],
    "with a block device": [file, { path: "sda", type: "BlockDevice" }],
    "with a fifo": [file, { path: "pipe", type: "FIFO" }],
    "with a duplicate": [file, file],
    "with names that differ by case alone": [file, { path: "OK" }],
    "with folders that differ by case alone": [{ path: "a/x" }, { path: "A/y" }],
    "with names that differ by Unicode form alone": [{ path: "\u00e9" }, { path: "e\u0301" }],
    "with a file where a folder is": [{ path: "a/x" }, { path: "a" }],
    "with a folder where a file is": [{ path: "a" }, { path: "a/x" }],
    "with a sparse or otherwise odd entry": [file, { path: "odd", type: "GNUDumpDir" }],
  };

  it.each(Object.entries(attacks))("%s", async (_, entries) => {
    await expect(unpack(entries)).rejects.toMatchObject({ kind: "check" });
    expect(await readdir(root)).toEqual(["archive.tgz", "out"]);
  });

  it("when it holds too many entries", async () => {
    const entries = Array.from({ length: 11 }, (_, index) => ({ path: `f${index}` }));
    const limits = { ...defaultArchiveLimits, maxEntries: 10 };
    await expect(unpack(entries, { limits })).rejects.toThrowError(/more than 10 entries/);
  });

  it("when it unpacks to too much, before writing the file that would", async () => {
    const content = Buffer.alloc(100_000);
    const limits = { ...defaultArchiveLimits, maxBytes: 99_999 };
    await expect(unpack([{ path: "bomb", content }], { limits })).rejects.toThrowError(
      /more than 99999 bytes/,
    );
    expect(await readdir(join(root, "out"))).toEqual([]);
  });

  it("when it unpacks to a hundred times its size, whatever the limits allow", async () => {
    const bomb = makeTarball([{ path: "bomb", content: Buffer.alloc(64 * 1024 * 1024) }]);
    await expect(unpackBytes(bomb)).rejects.toThrowError(/bytes unpacked/);
  });

  it("when there is more behind its end than a little padding", async () => {
    const good = gunzipSync(makeTarball([file]));
    const padded = (bytes: Buffer): Buffer => gzipSync(Buffer.concat([good, bytes]));
    await unpackBytes(padded(Buffer.alloc(9 * 1024)));
    await rm(join(root, "out"), { recursive: true });
    await expect(unpackBytes(padded(Buffer.alloc(65 * 1024)))).rejects.toThrowError(
      /more than 65536 bytes behind its end/,
    );
    await rm(join(root, "out"), { recursive: true });
    await expect(unpackBytes(padded(Buffer.from("more")))).rejects.toThrowError(
      /data behind its end/,
    );
  });

  it("when it is compressed twice, before the inner one is unpacked", async () => {
    const bomb = gzipSync(makeTarball([{ path: "bomb", content: Buffer.alloc(100_000) }]));
    await expect(unpackBytes(bomb)).rejects.toThrowError(/is not a tar file/);
    expect(await readdir(join(root, "out"))).toEqual([]);
  });

  it("with its reason, however much of it there is", async () => {
    const big = { path: "big", content: randomBytes(8 * 1024 * 1024) };
    const tooMuch = unpack([big, file, file, { ...big, path: "bigger" }]);
    await expect(tooMuch).rejects.toThrowError(/a second entry for ok/);
  });

  it("before it is unpacked when its bytes are known not to be the expected ones", async () => {
    const bytes = makeTarball([file]);
    const refused = unpackBytes(bytes, { integrity: integrityOf(Buffer.from("other")) });
    await expect(refused).rejects.toMatchObject({ kind: "integrity" });
    expect(await readdir(join(root, "out"))).toEqual([]);
  });

  it("with the system's reason when a file cannot be written", async () => {
    const content = randomBytes(8 * 1024 * 1024);
    await mkdir(join(root, "out"));
    await writeFile(join(root, "out", "taken"), "");
    const refused = unpack([{ path: "taken" }, { path: "big", content }]);
    await expect(refused).rejects.toThrowError(/EEXIST/);
  });

  it.each([
    ["cut off in the compressed data", (bytes: Buffer) => bytes.subarray(0, bytes.length - 30)],
    ["not compressed at all", () => Buffer.from("plain text")],
    ["empty", () => Buffer.alloc(0)],
    ["cut off inside the tar", () => gzipSync(Buffer.alloc(700, 1))],
    ["without its end", (bytes: Buffer) => gzipSync(gunzipSync(bytes).subarray(0, -1_024))],
  ])("when it is %s", async (_, damage) => {
    const bytes = damage(makeTarball([{ path: "a", content: "x".repeat(2_000) }]));
    await expect(unpackBytes(bytes)).rejects.toMatchObject({ kind: "check" });
  });

  it("as an integrity failure when its bytes are not the expected ones, damaged or not", async () => {
    const good = makeTarball([file]);
    const integrity = integrityOf(good);
    const other = makeTarball([{ ...file, content: "evil" }]);
    for (const bytes of [other, good.subarray(0, 40)]) {
      await expect(unpackBytes(bytes, { integrity })).rejects.toMatchObject({ kind: "integrity" });
      await rm(join(root, "out"), { recursive: true });
    }
    expect((await unpackBytes(good, { integrity })).integrity).toBe(integrity);
  });
});

type Options = Partial<UnpackOptions>;

function unpack(entries: readonly TarballEntry[], options?: Options): Promise<UnpackedArchive> {
  return unpackBytes(makeTarball(entries), options);
}

async function unpackBytes(bytes: Buffer, options: Options = {}): Promise<UnpackedArchive> {
  const file = join(root, "archive.tgz");
  await writeFile(file, bytes);
  await mkdir(join(root, "out"), { recursive: true });
  return unpackArchive({ file, into: join(root, "out"), integrity: null, ...options });
}
