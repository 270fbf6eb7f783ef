/** What a thread with tools needs, loaded with the first one. */
export { ToolSet } from "./tool-set.js";
