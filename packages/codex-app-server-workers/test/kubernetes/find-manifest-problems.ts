import { fileURLToPath } from "node:url";
import { Deployment } from "kubernetes-models/apps/v1/Deployment";
import { PodDisruptionBudget } from "kubernetes-models/policy/v1/PodDisruptionBudget";
import { Service } from "kubernetes-models/v1/Service";
import ts from "typescript";
import { type KubernetesObject, parseManifest } from "./read-manifest.js";

interface Model {
  new (object: never): { validate(): void };
}

/** The kinds that are known, each with the class that has its schema. */
const models: Readonly<Record<string, Model>> = {
  "apps/v1 Deployment": Deployment,
  "policy/v1 PodDisruptionBudget": PodDisruptionBudget,
  "v1 Service": Service,
};

/** What the schemas of Kubernetes say against the values of a manifest, a sentence each. */
export function findWrongValues(manifest: string): string[] {
  return parseManifest(manifest).flatMap((object) => {
    const { apiVersion, kind, metadata } = object;
    const KnownModel = models[`${apiVersion} ${kind}`];
    if (!KnownModel) return [`${apiVersion} ${kind} is no kind that is known.`];
    try {
      new KnownModel(object as never).validate();
      return [];
    } catch (error) {
      return [`${kind} ${metadata.name}: ${(error as Error).message}`];
    }
  });
}

/**
 * What the types of Kubernetes say against a manifest. Its schemas let fields pass that they don't
 * know, and the types don't.
 */
export function findUnknownFields(manifest: string): string[] {
  const name = fileURLToPath(new URL("manifest-as-typescript.ts", import.meta.url));
  const code = parseManifest(manifest).map(asTypeScript).join("\n");
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (file) => file === name || fileExists(file);
  host.getSourceFile = (file, target, ...rest) =>
    file === name ? ts.createSourceFile(file, code, target) : getSourceFile(file, target, ...rest);
  const program = ts.createProgram([name], options, host);
  const source = program.getSourceFile(name);
  const found = [...program.getGlobalDiagnostics(), ...program.getSemanticDiagnostics(source)];
  return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

function asTypeScript(object: KubernetesObject, index: number): string {
  const { apiVersion, kind } = object;
  const type = `import("kubernetes-models/${apiVersion}/${kind}").I${kind}`;
  return `export const object${index}: ${type} = ${JSON.stringify(object)};`;
}
