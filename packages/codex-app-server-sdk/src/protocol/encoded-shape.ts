/**
 * A shape as the generated table writes it. Enums are plain strings there, and what may be missing
 * and be anything is left out, so that a newer server's values pass.
 */
export type EncodedShape =
  | EncodedPrimitive
  /** The shape on that line of the table. */
  | number
  /** The shape, or null. */
  | ["?", EncodedShape]
  /** A list. */
  | ["a", EncodedShape]
  /** An object with any keys. */
  | ["r", EncodedShape]
  /** One of several. */
  | ["|", ...EncodedShape[]]
  /** Objects told apart by the value of one field, which they themselves leave out. */
  | ["t", string, EncodedFields]
  /** A string, or an object told apart by its one key. */
  | ["k", EncodedFields]
  | EncodedFields;

/** Anything, a string, a number, a boolean, null; with `?` the same or null. */
export type EncodedPrimitive = "u" | "s" | "n" | "b" | "z" | "s?" | "n?" | "b?";

/** Shapes by key. In an object, a key that ends in `?` may be missing. */
export interface EncodedFields {
  [key: string]: EncodedShape;
}

/** Shapes of the params and the result of each method, by who sends it. */
export interface EncodedMethods {
  clientRequests: { [method: string]: [params: EncodedShape, result: EncodedShape] };
  serverRequests: { [method: string]: [params: EncodedShape, result: EncodedShape] };
  serverNotifications: { [method: string]: EncodedShape };
}
