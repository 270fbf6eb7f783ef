/** Put in by the build, which reads it from package.json. */
declare const sdkVersion: string | undefined;

/** The version of this package; source that was not built has none. */
export const packageVersion: string = typeof sdkVersion === "string" ? sdkVersion : "0.0.0-source";
