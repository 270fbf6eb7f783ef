/** One thing that is wrong with a value. It never contains the value itself or a part of it. */
export interface ValidationIssue {
  /** The keys and indices that lead to the wrong part; empty when the whole value is wrong. */
  path: readonly (string | number)[];
  /** What was expected there, and what kind of value was found. */
  message: string;
}
