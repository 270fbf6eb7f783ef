/**
 * How many types a compiler may make of the four lines with the SDK, and how often it may fill in
 * type parameters: a tenth above what stands.
 */
export const compileLimits = {
  types: 183,
  instantiations: 13,
};
