/** Inserted by the build, which reads it from package.json. */
declare const sdkVersion: string | undefined;

/** The version of this package; source code that was not built has no version. */
export const packageVersion: string = typeof sdkVersion === "string" ? sdkVersion : "0.0.0-source";
