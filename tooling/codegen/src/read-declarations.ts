import ts from "typescript";
import { CodegenError } from "./codegen-error.js";

/** A field as generate-ts declares it. */
export interface DeclaredField {
  name: string;
  optional: boolean;
  deprecated?: string;
  type: ts.TypeNode;
}

/** The alternatives of one declared type that are objects, each as its list of fields. */
export type DeclaredObject = DeclaredField[];

/** The type declarations of generate-ts by name. */
export type Declarations = Map<string, ts.TypeNode>;

/** Reads the files of `app-server generate-ts`. A name declared in `v2/` wins over the root. */
export function readDeclarations(files: Map<string, string>): Declarations {
  const declarations: Declarations = new Map();
  for (const [path, text] of [...files].sort(([a], [b]) => depth(a) - depth(b))) {
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
    for (const statement of source.statements.filter(ts.isTypeAliasDeclaration)) {
      declarations.set(statement.name.text, statement.type);
    }
  }
  if (declarations.size === 0) throw new CodegenError("generate-ts wrote no type declarations");
  return declarations;
}

/** Every string literal that the declaration gives a field called `method`, at its top level. */
export function declaredMethods(node: ts.TypeNode | undefined): string[] {
  const fields = declaredObjects(node).flatMap((object) =>
    object.filter(({ name }) => name === "method"),
  );
  return fields.flatMap(({ type }) => literalOf(type) ?? []);
}

/** The string that a literal type admits. */
export function literalOf(node: ts.TypeNode): string | undefined {
  const literal = ts.isLiteralTypeNode(node) ? node.literal : undefined;
  return literal && ts.isStringLiteral(literal) ? literal.text : undefined;
}

/** The object alternatives of a type: unions are spread, intersections multiplied out. */
export function declaredObjects(node: ts.TypeNode | undefined): DeclaredObject[] {
  if (node === undefined) return [];
  if (ts.isParenthesizedTypeNode(node)) return declaredObjects(node.type);
  if (ts.isUnionTypeNode(node)) return node.types.flatMap(declaredObjects);
  if (ts.isIntersectionTypeNode(node)) return multiplyOut(node.types.map(declaredObjects));
  if (ts.isTypeLiteralNode(node)) return [node.members.flatMap(readField)];
  return [];
}

/** The types inside a declared list or record, seen through unions and parentheses. */
export function declaredElements(node: ts.TypeNode | undefined): ts.TypeNode[] {
  if (node === undefined) return [];
  if (ts.isParenthesizedTypeNode(node)) return declaredElements(node.type);
  if (ts.isUnionTypeNode(node)) return node.types.flatMap(declaredElements);
  if (ts.isMappedTypeNode(node)) return node.type ? [node.type] : [];
  if (ts.isTypeReferenceNode(node)) return [...(node.typeArguments ?? [])].slice(-1);
  return [];
}

function multiplyOut(factors: DeclaredObject[][]): DeclaredObject[] {
  return factors.reduce<DeclaredObject[]>(
    (products, factor) =>
      products.flatMap((product) => factor.map((object) => [...product, ...object])),
    [[]],
  );
}

function readField(member: ts.TypeElement): DeclaredField[] {
  if (!ts.isPropertySignature(member) || member.type === undefined) return [];
  const name =
    ts.isIdentifier(member.name) || ts.isStringLiteral(member.name) ? member.name.text : "";
  const tag = ts.getJSDocDeprecatedTag(member);
  const deprecated = tag && (ts.getTextOfJSDocComment(tag.comment) ?? "");
  return [{ name, optional: member.questionToken !== undefined, deprecated, type: member.type }];
}

function depth(path: string): number {
  return path.split("/").length;
}
