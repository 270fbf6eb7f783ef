import { expect, test } from "vitest";
import { tomlStrings } from "./toml-strings.js";

test("the texts in a TOML file are found by their dotted names, also in a broken one", () => {
  const toml = `
model = "x" # a comment
api_key = 'literal'
[model_providers.m.http_headers]
X-Own = "in a table"
[mcp_servers.s]
env = { TOKEN = "inline", "quoted key" = "say \\"hi\\"" }
http_headers = { A = "b" }
broken =
url = "`;

  expect(tomlStrings(toml)).toEqual([
    ["model", "x"],
    ["api_key", "literal"],
    ["model_providers.m.http_headers.X-Own", "in a table"],
    ["mcp_servers.s.env.TOKEN", "inline"],
    ["mcp_servers.s.env.quoted key", 'say \\"hi\\"'],
    ["mcp_servers.s.http_headers.A", "b"],
  ]);
});
