import ts from "typescript";

/** An import, an export from elsewhere, or an `import("…")` of a module. */
export interface Import {
  readonly specifier: string;
  /** The compiler erases it, so it loads nothing. */
  readonly typeOnly: boolean;
}

/**
 * Every module that a TypeScript or JavaScript text names, in order. In JavaScript this includes
 * the types in documentation comments.
 */
export function readImports(text: string, path = "module.ts"): Import[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const one = importOf(node);
    if (one) {
      found.push(one);
    }
    for (const child of childrenOf(node, file)) {
      visit(child);
    }
  };
  visit(file);
  return found;
}

/**
 * The nodes inside a node; in JavaScript also the documentation comments, which contain the types.
 */
function childrenOf(node: ts.Node, file: ts.SourceFile): readonly ts.Node[] {
  if (/js$/.test(file.fileName)) {
    return node.getChildren(file);
  }
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    children.push(child);
  });
  return children;
}

function importOf(node: ts.Node): Import | undefined {
  if (ts.isImportDeclaration(node)) {
    return named(node.moduleSpecifier, { typeOnly: isTypeImport(node.importClause) });
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
    const typeOnly = node.isTypeOnly || namesOnlyTypes(node.exportClause);
    return named(node.moduleSpecifier, { typeOnly });
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return named(node.argument.literal, { typeOnly: true });
  }
  if (ts.isCallExpression(node) && isLoader(node.expression)) {
    return named(node.arguments[0], { typeOnly: false });
  }
  return undefined;
}

function named(
  specifier: ts.Node | undefined,
  { typeOnly }: Pick<Import, "typeOnly">,
): Import | undefined {
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
