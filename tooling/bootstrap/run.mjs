// The only file an unsupported Node ever gets past: no import here may load newer syntax.
import { unsupportedNode } from "./src/unsupported-node.mjs";

const complaint = unsupportedNode(process.versions.node);
if (complaint) {
  console.error(complaint);
  process.exitCode = 1;
} else {
  import("./src/main.mjs").then(({ main }) => main(process.argv.slice(2)));
}
