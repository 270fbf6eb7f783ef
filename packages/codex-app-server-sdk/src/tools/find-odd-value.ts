import { findUnsendable } from "../errors/find-unsendable.js";

/**
 * Describes the first part of a result that JSON would lose: what it can't represent at all, and
 * streams, maps, buffers and other objects of which nothing but `{}` would be left. Undefined when
 * there is none.
 */
export function findOddValue(value: unknown, name: string): string | undefined {
  // As a whole first: a stream has functions in it, which say less.
  return describeOdd(value, name) ?? findUnsendable(value, name) ?? search(value, name);
}

function describeOdd(value: unknown, name: string): string | undefined {
  const isLost = typeof value === "object" && value !== null && isOdd(value);
  return isLost ? `${name} is a ${kindOf(value)}, which JSON can't represent` : undefined;
}

function search(value: unknown, name: string): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const odd = describeOdd(value, name);
  if (odd) return odd;
  if ("toJSON" in value) return undefined;
  for (const [key, part] of Object.entries(value)) {
    const problem = search(part, Array.isArray(value) ? `${name}[${key}]` : `${name}.${key}`);
    if (problem) return problem;
  }
  return undefined;
}

function isOdd(value: object): boolean {
  if (Array.isArray(value)) return false;
  if (ArrayBuffer.isView(value)) return true;
  if (marks.some((mark) => mark in value)) return true;
  return !isPlain(value) && !("toJSON" in value) && Object.keys(value).length === 0;
}

/** What iterables, streams and promises have. */
const marks = [Symbol.iterator, Symbol.asyncIterator, "getReader", "pipe", "then"];

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function kindOf(value: object): string {
  const name: unknown = value.constructor?.name;
  return typeof name === "string" && name !== "" ? name : "object";
}
