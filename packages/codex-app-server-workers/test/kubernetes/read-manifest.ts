import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { IDeployment } from "kubernetes-models/apps/v1/Deployment";
import type { IContainer } from "kubernetes-models/v1/Container";
import type { IPodSpec } from "kubernetes-models/v1/PodSpec";
import { parseAllDocuments } from "yaml";

/** An object of Kubernetes, of whichever kind. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

/** The folder of what is shown for Kubernetes. */
export const kubernetesFolder = fileURLToPath(new URL("../../kubernetes/", import.meta.url));

/** The objects of a manifest. Throws for text that is no YAML. */
export function parseManifest(text: string): KubernetesObject[] {
  return parseAllDocuments(text).map((document) => {
    for (const problem of [...document.errors, ...document.warnings]) throw problem;
    return document.toJS() as KubernetesObject;
  });
}

/** The manifest that is shown. */
export function readManifest(): Promise<string> {
  return readFile(`${kubernetesFolder}fleet.yaml`, "utf8");
}

/** What each pod of a deployment is to be. */
export async function podOf(name: string): Promise<IPodSpec> {
  const objects = parseManifest(await readManifest());
  const isIt = ({ kind, metadata }: KubernetesObject): boolean =>
    kind === "Deployment" && metadata.name === name;
  const pod = (objects.find(isIt) as IDeployment | undefined)?.spec?.template.spec;
  if (!pod) throw new Error(`The manifest has no deployment ${name}.`);
  return pod;
}

/** All containers of a pod. */
export function containersOf({ initContainers = [], containers }: IPodSpec): IContainer[] {
  return [...initContainers, ...containers];
}

/** A container of a pod by its name. */
export function containerOf(pod: IPodSpec, name: string): IContainer {
  const found = containersOf(pod).find((container) => container.name === name);
  if (!found) throw new Error(`The pod has no container ${name}.`);
  return found;
}
