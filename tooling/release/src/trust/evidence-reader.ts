import { X509Certificate } from "node:crypto";
import pacote from "pacote";
import { describeError } from "../describe-error.js";
import type { TarballSource } from "../download/download-options.js";
import { asRecord } from "../json/is-record.js";
import { ToolError } from "../tool-error.js";
import type { PinRegistry } from "./choose-registry.js";
import { findTrustProblem } from "./find-trust-problem.js";
import { type RegistryKeys, readRegistryKeys } from "./registry-keys.js";

/** What a registry offers to prove that a tarball is the one that was published. */
export interface RegistryEvidence {
  /** What the registry's signature of the digest is worth. */
  signature: string;
  /** What the attestations of the release workflow are worth. */
  attestation: string;
}

export interface EvidenceOptions {
  /** Says why attestations cannot be checked, or null. Default: asks Sigstore's repository. */
  findTrustProblem?(): Promise<string | null>;
  /** Reads the registry's keys. Default: as npm does. */
  readKeys?(registry: PinRegistry): Promise<RegistryKeys>;
}

/** The repository whose workflows make upstream's packages. */
const upstream = "https://github.com/openai/codex/";

/**
 * Checks the signatures and attestations of packages with npm's own fetcher. What is wrong is an
 * integrity failure; what is not there, or cannot be checked, is said to be so.
 */
export class EvidenceReader {
  readonly #registry: PinRegistry;
  readonly #keys: RegistryKeys;
  readonly #findTrustProblem: () => Promise<string | null>;
  /** Asked for when there is the first attestation. */
  #trustProblem: Promise<string | null> | undefined;

  private constructor(registry: PinRegistry, keys: RegistryKeys, options: EvidenceOptions) {
    this.#registry = registry;
    this.#keys = keys;
    this.#findTrustProblem = options.findTrustProblem ?? findTrustProblem;
  }

  static async open(registry: PinRegistry, options: EvidenceOptions = {}): Promise<EvidenceReader> {
    const { readKeys = readRegistryKeys } = options;
    return new EvidenceReader(registry, await readKeys(registry), options);
  }

  /** Reads the evidence for a tarball whose digest is known. */
  async read({ spec, integrity }: TarballSource): Promise<RegistryEvidence> {
    const stated = asRecord((await this.#readManifest(spec, {})).dist);
    const isSigned = Array.isArray(stated.signatures) && stated.signatures.length > 0;
    const isAttested = stated.attestations !== undefined;
    if (!isSigned && this.#keys.state === "known") throw unsigned(spec);
    if (isAttested) this.#trustProblem ??= this.#findTrustProblem();
    const trustProblem = (await this.#trustProblem) ?? null;
    const verifySignatures = isSigned && this.#keys.state === "known";
    const verifyAttestations = isAttested && trustProblem === null;
    const manifest = await this.#readManifest(spec, { verifySignatures, verifyAttestations });
    checkDigest(manifest, { spec, integrity });
    return {
      signature: describeSignature(isSigned, this.#keys),
      attestation: describeAttestation({ isAttested, trustProblem, manifest, spec }),
    };
  }

  async #readManifest(
    spec: string,
    verify: { verifySignatures?: boolean; verifyAttestations?: boolean },
  ): Promise<Record<string, unknown>> {
    const { url, npmOptions } = this.#registry;
    const { host, pathname } = new URL(url);
    const keys = this.#keys.state === "known" ? this.#keys.keys : [];
    const known = { [`//${host}${pathname}:_keys`]: keys };
    try {
      const options = { ...npmOptions, ...known, ...verify, fullMetadata: true };
      return asRecord(await pacote.manifest(spec, options));
    } catch (cause) {
      const reason = describeError(cause);
      if (isWrong(cause)) throw new ToolError("integrity", `${spec}: ${reason}`, { cause });
      throw new ToolError("network", `The registry does not answer for ${spec}: ${reason}`, {
        cause,
      });
    }
  }
}

/** What was signed is the digest that the registry states now, which may be another one. */
function checkDigest(
  { _integrity }: Record<string, unknown>,
  { spec, integrity }: Pick<TarballSource, "spec" | "integrity">,
): void {
  if (String(_integrity).split(/\s+/).includes(integrity)) return;
  throw new ToolError(
    "integrity",
    `The registry states ${_integrity} as the integrity of ${spec}, but its tarball has ${integrity}`,
  );
}

/** A registry that has keys signs every package, so one without a signature was put there. */
function unsigned(spec: string): ToolError {
  return new ToolError("integrity", `The registry has keys, but no signature of ${spec}`);
}

function describeSignature(isSigned: boolean, keys: RegistryKeys): string {
  if (!isSigned) return "not available: the registry states none";
  if (keys.state === "unknown") return `not checked: ${keys.reason}`;
  return `valid, with a key from ${keys.from}`;
}

function describeAttestation(found: {
  isAttested: boolean;
  trustProblem: string | null;
  manifest: Record<string, unknown>;
  spec: string;
}): string {
  const { isAttested, trustProblem, manifest, spec } = found;
  if (!isAttested) return "not available: the registry states none";
  if (trustProblem !== null) return `not checked: ${trustProblem}`;
  const bundles = Array.isArray(manifest._attestationBundles) ? manifest._attestationBundles : [];
  const makers = bundles.flatMap(({ bundle }) => makerOf(bundle) ?? []);
  const stranger = makers.find((maker) => !maker.startsWith(upstream));
  if (stranger !== undefined) {
    throw new ToolError("integrity", `${spec} was made by ${stranger}, not by ${upstream}`);
  }
  return makers.length > 0 ? `valid, made by ${makers.join(", ")}` : "valid, of the upload only";
}

/**
 * The workflow that a certificate in an attestation was given to; null for an attestation that the
 * registry signed with its own key.
 */
export function makerOf(bundle: unknown): string | null {
  const { certificate, x509CertificateChain } = asRecord(asRecord(bundle).verificationMaterial);
  const chain = asRecord(x509CertificateChain).certificates;
  const { rawBytes } = asRecord(certificate ?? (Array.isArray(chain) ? chain[0] : undefined));
  if (typeof rawBytes !== "string") return null;
  const { subjectAltName = "" } = new X509Certificate(Buffer.from(rawBytes, "base64"));
  return /(?:^|, )URI:([^,]+)/.exec(subjectAltName)?.[1] ?? "a workflow without a name";
}

/** The codes with which npm's fetcher refuses a signature or an attestation. */
function isWrong(error: unknown): boolean {
  const { code } = asRecord(error);
  return /^(?:EINTEGRITY|EMISSINGSIGNATUREKEY|EEXPIREDSIGNATUREKEY|EATTESTATION|EMANIFESTMISMATCH)/.test(
    String(code),
  );
}
