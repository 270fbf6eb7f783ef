/**
 * A shape in the form that the generated table uses. Enums are plain strings in it, and fields that
 * may be missing and may hold anything are left out, so that values of a newer server pass.
 */
export type EncodedShape =
  | EncodedPrimitive
  /** The shape on the line of the table with this number. */
  | number
  /** The shape, or null. */
  | ["?", EncodedShape]
  /** A list. */
  | ["a", EncodedShape]
  /** An object with any keys. */
  | ["r", EncodedShape]
  /** One of several. */
  | ["|", ...EncodedShape[]]
  /**
   * Objects of several forms; the field of this name tells which one. The forms leave that field
   * out.
   */
  | ["t", string, EncodedFields]
  /** A string, or an object with one key, which tells its form. */
  | ["k", EncodedFields]
  | EncodedFields;

/** `u` anything, `s` string, `n` number, `b` boolean, `z` null; with `?` also null. */
export type EncodedPrimitive = "u" | "s" | "n" | "b" | "z" | "s?" | "n?" | "b?";

/** Shapes by key. In the shape of an object, a key that ends in `?` may be missing. */
export interface EncodedFields {
  [key: string]: EncodedShape;
}

/** The shapes of the params and the result of each method, grouped by who sends it. */
export interface EncodedMethods {
  clientRequests: { [method: string]: [params: EncodedShape, result: EncodedShape] };
  serverRequests: { [method: string]: [params: EncodedShape, result: EncodedShape] };
  serverNotifications: { [method: string]: EncodedShape };
}
