/** The folder in a platform package that contains upstream's tree. */
export const runtimeFolder = "runtime";
