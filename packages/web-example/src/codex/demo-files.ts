/** A small project with a fault in it. */
export const demoFiles: Readonly<Record<string, string>> = {
  "prices.mjs": `/** The price with tax, in cents. */
export function withTax(cents, percent) {
  return cents + cents * percent;
}
`,
  "check.mjs": `import { setTimeout } from "node:timers/promises";
import { withTax } from "./prices.mjs";

const cases = [
  [1000, 0, 1000],
  [1000, 19, 1190],
  [250, 20, 300],
];
let failed = 0;
for (const [cents, percent, wanted] of cases) {
  await setTimeout(400);
  const got = withTax(cents, percent);
  if (got !== wanted) failed++;
  console.log(\`\${got === wanted ? "ok  " : "FAIL"} \${cents} + \${percent} % = \${got}\`);
}
console.log(failed === 0 ? "all good" : \`\${failed} failed\`);
process.exitCode = failed === 0 ? 0 : 1;
`,
};
