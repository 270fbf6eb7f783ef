export type * from "./generated/methods.js";
export type * from "./generated/types.js";
