import { join } from "node:path";
import { packTarball } from "../package/pack-tarball.js";
import { jsonFile, textFile } from "../package/package-file.js";
import type { NpmSession } from "./npm-session.js";
import { type PublishOptions, publishPackage } from "./publish-package.js";
import { readPackument } from "./read-packument.js";
import type { PublishablePackage } from "./read-publishable.js";

const placeholderVersion = "0.0.0";

/**
 * Publishes an empty version 0.0.0 for each unknown name and returns those names. A registry gives
 * `latest` to the first version of a name, so this keeps `latest` from a prerelease.
 */
export async function bootstrapNames(
  packages: readonly PublishablePackage[],
  options: PublishOptions,
): Promise<string[]> {
  const opened: string[] = [];
  for (const { name, kind } of packages) {
    if (await readPackument(name, options.session)) continue;
    await publishPackage({ ...(await placeholder(name, options.session)), kind }, options);
    opened.push(name);
  }
  return opened;
}

async function placeholder(
  name: string,
  { folder }: NpmSession,
): Promise<Omit<PublishablePackage, "kind" | "manifest">> {
  const manifest = {
    name,
    version: placeholderVersion,
    description: "Placeholder: opens the name. Install a later version.",
    license: "Apache-2.0",
  };
  const file = `${name}-${placeholderVersion}.tgz`;
  const path = join(folder, file);
  const readme = `# ${name}\n\nThis version only opens the name. Install a later one.\n`;
  const files = [jsonFile("package.json", manifest), textFile("README.md", readme)];
  const packed = await packTarball(files, path);
  return { name, version: placeholderVersion, file, path, ...packed, tag: "latest", locked: true };
}
