import { fileURLToPath } from "node:url";
import ts from "typescript";

export const packageFolder = fileURLToPath(new URL("../../", import.meta.url));

const entries = {
  sdk: "index",
  protocol: "protocol/index",
  store: "store/index",
  testing: "testing/index",
  ui: "ui/index",
} as const;

/** The public names according to TypeScript, including types. */
export interface PublicApi {
  /** The names that an entry exports. */
  exportsOf(entry: keyof typeof entries): string[];
  /** The names that an entry exports and that exist at run time. */
  valuesOf(entry: keyof typeof entries): string[];
  /** The members of an export that this package declares; not those of the protocol's types. */
  membersOf(name: string): string[];
  /** Whether a name exists: `Codex.threadStart`, `CodexOptions.cwd`, `wire.Turn.status`. */
  has(path: string): boolean;
  /** Every `CodexErrorCode`. */
  errorCodes(): string[];
}

/** The compiler options of this package. */
export function compilerOptions(): ts.CompilerOptions {
  const path = `${packageFolder}tsconfig.json`;
  const { config } = ts.readConfigFile(path, ts.sys.readFile);
  return ts.parseJsonConfigFileContent(config, ts.sys, packageFolder).options;
}

export function readPublicApi(): PublicApi {
  const files = Object.values(entries).map((entry) => `${packageFolder}src/${entry}.ts`);
  const program = ts.createProgram(files, compilerOptions());
  const checker = program.getTypeChecker();
  const symbolsOf = (entry: keyof typeof entries): ts.Symbol[] => {
    const source = program.getSourceFile(`${packageFolder}src/${entries[entry]}.ts`);
    const module = source && checker.getSymbolAtLocation(source);
    if (!module) throw new Error(`There is no entry ${entry}.`);
    return checker.getExportsOfModule(module).map((symbol) => unaliased(checker, symbol));
  };
  const tables = {
    sdk: symbolsOf("sdk"),
    protocol: symbolsOf("protocol"),
    store: symbolsOf("store"),
    testing: symbolsOf("testing"),
    ui: symbolsOf("ui"),
  };
  const find = (table: ts.Symbol[], name: string): ts.Symbol | undefined =>
    table.find((symbol) => symbol.name === name);
  const findIn = (places: readonly (keyof typeof tables)[], name: string): ts.Symbol | undefined =>
    places.map((place) => find(tables[place], name)).find((symbol) => symbol !== undefined);
  const members = (symbol: ts.Symbol): ts.Symbol[] =>
    checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol));
  return {
    exportsOf: (entry) => tables[entry].map(({ name }) => name),
    valuesOf: (entry) =>
      tables[entry].filter(({ flags }) => flags & ts.SymbolFlags.Value).map(({ name }) => name),
    membersOf(name): string[] {
      const symbol = findIn(["sdk", "store", "ui"], name);
      if (!symbol) throw new Error(`There is no ${name}.`);
      return members(symbol)
        .filter(isOwn)
        .map((member) => member.name);
    },
    has(path): boolean {
      const [first = "", ...rest] = path.split(".");
      const isWire = first === "wire";
      const [name, member, ...deeper] = isWire ? rest : [first, ...rest];
      if (name === undefined || deeper.length > 0) return false;
      const symbol = isWire
        ? find(tables.protocol, name)
        : findIn(["sdk", "testing", "store", "ui"], name);
      if (!symbol || member === undefined) return symbol !== undefined;
      return members(symbol).some((property) => property.name === member);
    },
    errorCodes(): string[] {
      const symbol = find(tables.sdk, "CodexErrorCode");
      const type = symbol && checker.getDeclaredTypeOfSymbol(symbol);
      if (!type?.isUnion()) throw new Error("CodexErrorCode is no union.");
      return type.types.flatMap((part) => (part.isStringLiteral() ? [part.value] : []));
    },
  };
}

function unaliased(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/**
 * Whether a member is written by hand in this package, and neither private nor named by a symbol.
 */
function isOwn(member: ts.Symbol): boolean {
  if (!/^[a-z]\w*$/i.test(member.name)) return false;
  return (member.declarations ?? []).some((declaration) => {
    const { fileName } = declaration.getSourceFile();
    return fileName.startsWith(`${packageFolder}src/`) && !fileName.includes("/generated/");
  });
}
