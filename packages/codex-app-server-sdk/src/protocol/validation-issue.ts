/** One thing that is wrong with a value. It never holds a part of the value itself. */
export interface ValidationIssue {
  /** Keys and indices that lead to the wrong part; empty for the value as a whole. */
  path: readonly (string | number)[];
  /** What was expected there and what kind of value was found. */
  message: string;
}
