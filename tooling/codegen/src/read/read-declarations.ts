import ts from "typescript";
import { CodegenError } from "../codegen-error.js";

/** A field as generate-ts declares it. */
export interface DeclaredField {
  name: string;
  optional: boolean;
  deprecated?: string;
  type: ts.TypeNode;
}

/** The fields of one object type. A declared type has one such list for each object alternative. */
export type DeclaredObject = DeclaredField[];

/** The type declarations of generate-ts by name. */
export type Declarations = Map<string, ts.TypeNode>;

/** Nodes need their parents to give their text and their documentation tags. */
const setParentNodes = true;

/** Reads the files of `app-server generate-ts`. A name declared in `v2/` wins over the root. */
export function readDeclarations(files: Map<string, string>): Declarations {
  const declarations: Declarations = new Map();
  for (const [path, text] of [...files].sort(([a], [b]) => depth(a) - depth(b))) {
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, setParentNodes);
    for (const statement of source.statements.filter(ts.isTypeAliasDeclaration)) {
      declarations.set(statement.name.text, statement.type);
    }
  }
  if (declarations.size === 0) throw new CodegenError("generate-ts wrote no type declarations");
  return declarations;
}

/** The values of the `method` field of a declared type, one per alternative. */
export function declaredMethods(name: string, declarations: Declarations): string[] {
  const fields = declaredObjects(declarations.get(name), declarations).flatMap((object) =>
    object.filter((field) => field.name === "method"),
  );
  return fields.flatMap(({ type }) => literalOf(type) ?? []);
}

/** The string of a string literal type; undefined for other types. */
export function literalOf(node: ts.TypeNode): string | undefined {
  const literal = ts.isLiteralTypeNode(node) ? node.literal : undefined;
  return literal && ts.isStringLiteral(literal) ? literal.text : undefined;
}

/**
 * The object alternatives of a type. Unions are taken apart, intersections are combined with each
 * alternative, and named types are looked up, because generate-ts names some types that the schema
 * writes in place.
 */
export function declaredObjects(
  node: ts.TypeNode | undefined,
  declarations: Declarations,
): DeclaredObject[] {
  if (node === undefined) return [];
  const objectsIn = (inner: ts.TypeNode | undefined): DeclaredObject[] =>
    declaredObjects(inner, declarations);
  if (ts.isParenthesizedTypeNode(node)) return objectsIn(node.type);
  if (ts.isUnionTypeNode(node)) return node.types.flatMap(objectsIn);
  if (ts.isIntersectionTypeNode(node)) return multiplyOut(node.types.map(objectsIn));
  if (ts.isTypeLiteralNode(node)) return [node.members.flatMap(readDeclaredField)];
  if (ts.isMappedTypeNode(node)) return [[]];
  return ts.isTypeReferenceNode(node) ? objectsIn(declarations.get(node.typeName.getText())) : [];
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

function readDeclaredField(member: ts.TypeElement): DeclaredField[] {
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
