import { Enums, Models, Serialize, Spec } from "@cyclonedx/cyclonedx-library";
import { sourceRepository } from "../manifests/source-repository.js";
import { type Component, components } from "../review/components.js";
import { findOwner } from "../review/find-components.js";
import { joinLicenses } from "../review/join-licenses.js";
import { runtimeFolder } from "../runtime-folder.js";
import type { Platform, RuntimeManifest } from "../runtime-package.js";

/** The bill of materials in every platform package. */
export const sbomName = "sbom.cdx.json";

/**
 * Lists the parts of a platform package, with their licences and files, in the format CycloneDX. It
 * has no time and no random number, so that the package can be made again with the same bytes.
 */
export function renderSbom(platform: Platform, manifest: RuntimeManifest): string {
  const bom = new Models.Bom();
  bom.metadata.component = describePackage(platform, manifest);
  for (const component of components) {
    const files = manifest.files.filter(({ path }) => findOwner(inTree(path)) === component);
    if (files.length > 0) bom.components.add(describePart(component, files, manifest));
  }
  const factory = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  const options = { sortLists: true, space: 2 };
  return `${new Serialize.JsonSerializer(factory).serialize(bom, options)}\n`;
}

function describePackage({ packageName }: Platform, manifest: RuntimeManifest): Models.Component {
  const { version, files } = manifest;
  const held = components.filter((component) =>
    files.some(({ path }) => findOwner(inTree(path)) === component),
  );
  const described = new Models.Component(Enums.ComponentType.Library, packageName, {
    version,
    bomRef: packageName,
  });
  described.licenses.add(
    new Models.LicenseExpression(joinLicenses(held.map(({ license }) => license))),
  );
  described.externalReferences.add(
    new Models.ExternalReference(sourceRepository, Enums.ExternalReferenceType.VCS),
  );
  return described;
}

type RuntimeFile = RuntimeManifest["files"][number];

function describePart(
  { name, license }: Component,
  files: readonly RuntimeFile[],
  { version, source }: RuntimeManifest,
): Models.Component {
  const isCodex = name === "codex";
  const part = new Models.Component(Enums.ComponentType.Application, name, {
    bomRef: `part:${name}`,
    ...(isCodex && { version, description: `from ${source.kind} ${source.spec}` }),
  });
  part.licenses.add(new Models.LicenseExpression(license));
  for (const { path, sha256 } of files) {
    const file = new Models.Component(Enums.ComponentType.File, path, { bomRef: `file:${path}` });
    file.hashes.set(Enums.HashAlgorithm["SHA-256"], sha256);
    part.components.add(file);
  }
  return part;
}

function inTree(path: string): string {
  return path.slice(runtimeFolder.length + 1);
}
