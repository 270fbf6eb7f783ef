export type * from "./generated/methods.js";
export type * from "./generated/named-types.js";
export type * from "./generated/types.js";
export type * from "./parse.js";
export { parse, safeParse } from "./parse.js";
export type { ValidationIssue } from "./validation-issue.js";
