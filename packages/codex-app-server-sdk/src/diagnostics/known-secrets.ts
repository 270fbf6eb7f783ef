import { redacted } from "./credentials.js";

/** Replacing shorter values, such as `1`, would also remove much harmless text. */
const minLength = 4;

/** Nor are these secret, though a variable may have them that is named like one. */
const literals = /^(?:true|false|null|none|undefined)$/i;

/**
 * A secret is recognised by so many of its first characters; what follows is replaced up to its
 * length. It bounds the cost of each character of a text, and the memory for each secret. Tokens
 * of one issuer begin alike, so that many of them are known as one.
 */
const maxKnownLength = 64;

/** Far more than any client learns. Beyond it no text can be trusted to be free of secrets. */
const maxSecrets = 10_000;

/**
 * Secrets that are recognised wherever they stand in a text. The cost of that does not depend on
 * how many there are.
 */
export class KnownSecrets {
  /**
   * The secrets as a tree of characters: the node that follows a node and a character. One map for
   * all nodes takes a fraction of the memory of a map for each.
   */
  readonly #next = new Map<number, number>();
  /** By node: the length of the longest secret that is recognised there, or 0. */
  readonly #lengths = [0];
  /** Whether a secret begins with a character of this low byte. It saves most look-ups. */
  readonly #starts = new Uint8Array(256);
  #count = 0;

  /** Whether there have been more secrets than can be remembered. */
  get isFull(): boolean {
    return this.#count > maxSecrets;
  }

  /** Remembers a secret, also as it stands in JSON, in JSON within JSON, and in URLs. */
  add(secret: string): void {
    const trimmed = secret.trim();
    if (trimmed.length < minLength || literals.test(trimmed)) return;
    const json = inJson(trimmed);
    for (const form of [trimmed, json, inJson(json), inUrl(trimmed)]) this.#insert(form);
  }

  /** Returns the text without the secrets. Parts of secrets that overlap are replaced as well. */
  removeFrom(text: string): string {
    if (this.#count === 0) return text;
    let clean = "";
    let end = 0;
    for (let at = 0; at < text.length; at += 1) {
      const length = this.#lengthAt(text, at);
      if (length === 0) continue;
      if (at >= end) clean += text.slice(end, at) + redacted;
      end = Math.max(end, at + length);
    }
    return clean + text.slice(end);
  }

  #insert(secret: string): void {
    let node = 0;
    for (let at = 0; at < Math.min(secret.length, maxKnownLength); at += 1) {
      const edge = edgeOf(node, secret, at);
      const known = this.#next.get(edge);
      if (known === undefined && this.isFull) return;
      node = known ?? this.#append(edge);
    }
    const length = this.#lengths[node] ?? 0;
    if (length === 0) this.#count += 1;
    this.#lengths[node] = Math.max(length, secret.length);
    this.#starts[secret.charCodeAt(0) & 0xff] = 1;
  }

  #append(edge: number): number {
    const node = this.#lengths.push(0) - 1;
    this.#next.set(edge, node);
    return node;
  }

  /** The length of the longest secret that begins at this place, or 0. */
  #lengthAt(text: string, start: number): number {
    if (this.#starts[text.charCodeAt(start) & 0xff] === 0) return 0;
    let length = 0;
    let node: number | undefined = 0;
    for (let at = start; at < text.length; at += 1) {
      node = this.#next.get(edgeOf(node, text, at));
      if (node === undefined) break;
      length = Math.max(length, this.#lengths[node] ?? 0);
    }
    return length;
  }
}

function edgeOf(node: number, text: string, at: number): number {
  return node * 0x10000 + text.charCodeAt(at);
}

function inJson(secret: string): string {
  return JSON.stringify(secret).slice(1, -1);
}

function inUrl(secret: string): string {
  // A lone surrogate has no form in a URL.
  return encodeURIComponent(Buffer.from(secret).toString());
}
