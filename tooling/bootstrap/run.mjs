// An unsupported Node runs this file: it must not import anything with newer syntax statically.
import { explainUnsupportedNode } from "./src/explain-unsupported-node.mjs";

const complaint = explainUnsupportedNode(process.versions.node);
if (complaint) {
  console.error(complaint);
  process.exitCode = 1;
} else {
  import("./src/main.mjs").then(({ main }) => main(process.argv.slice(2)));
}
