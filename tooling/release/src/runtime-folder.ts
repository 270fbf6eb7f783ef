/** Name of the folder inside a platform package that holds the upstream tree. */
export const runtimeFolder = "runtime";
