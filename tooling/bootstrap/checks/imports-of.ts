import ts from "typescript";

/** An import, an export from elsewhere, or an `import("…")` of a module. */
export interface Import {
  readonly specifier: string;
  /** Erased by the compiler: nothing is loaded because of it. */
  readonly typeOnly: boolean;
}

/** Every module that a TypeScript or JavaScript text names, in order. */
export function importsOf(text: string): Import[] {
  const file = ts.createSourceFile("module.ts", text, ts.ScriptTarget.Latest);
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const one = importOf(node);
    if (one) {
      found.push(one);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function importOf(node: ts.Node): Import | undefined {
  if (ts.isImportDeclaration(node)) {
    return named(node.moduleSpecifier, isTypeImport(node.importClause));
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
    return named(node.moduleSpecifier, node.isTypeOnly || namesOnlyTypes(node.exportClause));
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return named(node.argument.literal, true);
  }
  if (ts.isCallExpression(node) && isLoader(node.expression)) {
    return named(node.arguments[0], false);
  }
  return undefined;
}

function named(specifier: ts.Node | undefined, typeOnly: boolean): Import | undefined {
  return specifier && ts.isStringLiteralLike(specifier)
    ? { specifier: specifier.text, typeOnly }
    : undefined;
}

function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (!clause) {
    return false;
  }
  return (
    clause.phaseModifier === ts.SyntaxKind.TypeKeyword ||
    (!clause.name && namesOnlyTypes(clause.namedBindings))
  );
}

/** `{ type A, type B }`; an empty list still loads the module. */
function namesOnlyTypes(names: ts.Node | undefined): boolean {
  return (
    names !== undefined &&
    (ts.isNamedImports(names) || ts.isNamedExports(names)) &&
    names.elements.length > 0 &&
    names.elements.every((element) => element.isTypeOnly)
  );
}

/** `import(…)` and `require(…)`. */
function isLoader(callee: ts.Expression): boolean {
  return (
    callee.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(callee) && callee.text === "require")
  );
}
