import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TarballSource } from "../download/download-options.js";
import { integrityOf, TestRegistry } from "../testing/test-registry.js";
import { chooseRegistry } from "./choose-registry.js";
import { EvidenceReader, makerOf } from "./evidence-reader.js";
import { findTrustProblem } from "./find-trust-problem.js";

const tarball = Buffer.from("a tarball");
const name = "@openai/codex";
const version = "1.3.0-linux-x64";
const source = { spec: `${name}@${version}`, integrity: integrityOf(tarball), size: 9 };

let registry: TestRegistry;
beforeEach(async () => {
  registry = await TestRegistry.start();
});
afterEach(() => registry.close());

describe("a registry's signature", () => {
  it("is checked with the registry's key", async () => {
    registry.signPackages();
    registry.publish({ name, version, tarball });
    expect(await read()).toEqual({
      signature: "valid, with a key from the registry",
      attestation: "not available: the registry states none",
    });
  });

  it("is said to be missing where the registry has no keys", async () => {
    registry.publish({ name, version, tarball });
    expect((await read()).signature).toBe("not available: the registry states none");
  });

  it("is said to be unchecked where there is one and no key", async () => {
    registry.publish({ name, version, tarball, dist: { signatures: [{ keyid: "a", sig: "b" }] } });
    expect((await read()).signature).toBe("not checked: the registry has no keys");
  });

  it("must be there if the registry has keys", async () => {
    registry.signPackages();
    registry.publish({ name, version, tarball, dist: { signatures: [] } });
    await refused(/has keys, but no signature/);
  });

  it("of other bytes is refused", async () => {
    registry.signPackages();
    const integrity = integrityOf(Buffer.from("swapped"));
    registry.publish({ name, version, tarball, dist: { integrity } });
    await refused(/invalid registry signature/, { ...source, integrity });
  });

  it("of another registry's key is refused", async () => {
    registry.signPackages();
    registry.publish({ name, version, tarball, dist: { signatures: [{ keyid: "a", sig: "b" }] } });
    await refused(/no corresponding public key/);
  });

  it("must be of the digest that is pinned", async () => {
    registry.signPackages();
    registry.publish({ name, version, tarball });
    await refused(/but its tarball has/, { ...source, integrity: integrityOf(Buffer.from("x")) });
  });

  it("cannot be read from a registry that does not answer", async () => {
    registry.files.clear();
    await expect(read()).rejects.toMatchObject({ kind: "network" });
  });
});

describe("an attestation", () => {
  const dist = { attestations: { url: "http://127.0.0.1/-/attestations" } };

  it("is said to be unchecked when Sigstore does not answer", async () => {
    registry.publish({ name, version, tarball, dist });
    expect((await read({ problem: "no answer" })).attestation).toBe("not checked: no answer");
  });

  it.each([
    ["another package", { name: "pkg:npm/evil@1.3.0", digest: {} }],
    ["other bytes", { name: `pkg:npm/%40openai/codex@${version}`, digest: { sha512: "00" } }],
  ])("of %s is refused", async (_, subject) => {
    registry.publish({ name, version, tarball, dist });
    registry.files.set("-/attestations", attest(subject));
    await refused(/doesn't match what was signed/);
  });

  it("names the workflow that its certificate was given to", () => {
    const rawBytes = certificate.join("");
    const workflow = "https://github.com/openai/codex/.github/workflows/rust-release.yml";
    for (const verificationMaterial of [
      { certificate: { rawBytes } },
      { x509CertificateChain: { certificates: [{ rawBytes }] } },
    ]) {
      expect(makerOf({ verificationMaterial })).toBe(`${workflow}@refs/tags/rust-v1.3.0`);
    }
    expect(makerOf({ verificationMaterial: { publicKey: { hint: "a" } } })).toBeNull();
  });
});

it("says why Sigstore's certificates are not there", async () => {
  const cachePath = await mkdtemp(join(tmpdir(), "tuf-"));
  const problem = await findTrustProblem({ mirrorUrl: registry.url, cachePath });
  await rm(cachePath, { recursive: true });
  expect(problem).toMatch(/^Sigstore's repository does not answer: ./);
});

async function read({
  problem = null,
  from = source,
}: {
  problem?: string | null;
  from?: TarballSource;
} = {}): ReturnType<EvidenceReader["read"]> {
  const chosen = chooseRegistry(registry.url, { fetchRetries: 0 });
  const reader = await EvidenceReader.open(chosen, { findTrustProblem: async () => problem });
  return reader.read(from);
}

async function refused(message: RegExp, from?: TarballSource): Promise<void> {
  await expect(read({ from })).rejects.toMatchObject({
    kind: "integrity",
    message: expect.stringMatching(message),
  });
}

/** The answer of a registry about one attestation without a key. */
function attest(subject: object): Buffer {
  const payload = Buffer.from(JSON.stringify({ subject: [subject] })).toString("base64");
  const dsseEnvelope = { payload, signatures: [{ sig: "" }] };
  const attestation = { predicateType: "p", bundle: { dsseEnvelope } };
  return Buffer.from(JSON.stringify({ attestations: [attestation] }));
}

/** A certificate for a workflow, as DER in base64. */
const certificate = [
  "MIIBjDCCATOgAwIBAgIUBbof4oOU1R9X/FQPurL3U31LX48wCgYIKoZIzj0EAwIwADAeFw0yNjExMjYwMzAxMjFa",
  "Fw0yNjExMjcwMzAxMjFaMAAwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAT8b7tctCOPDxVjWSzl7VUqE6Su0HmO",
  "n0i5o7yJHbzQwrQ41bktDMsaRpcNmIGROF9egw49sMXsixulj2gusCWSo4GKMIGHMGYGA1UdEQEB/wRcMFqGWGh0",
  "dHBzOi8vZ2l0aHViLmNvbS9vcGVuYWkvY29kZXgvLmdpdGh1Yi93b3JrZmxvd3MvcnVzdC1yZWxlYXNlLnltbEBy",
  "ZWZzL3RhZ3MvcnVzdC12MS4zLjAwHQYDVR0OBBYEFPEQSq0vWHof79kK5WZmSsmsIXEnMAoGCCqGSM49BAMCA0cA",
  "MEQCIDK8Xc4/D6w4Eq+AqYaTNz+GAyuJ/VTIy3kPLYyD4tXXAiANGWAUkFKvuTw+sMnnnZ9sAyDl3O81mRsVq0Dk",
  "WUcGHg==",
];
