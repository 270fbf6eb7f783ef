module.exports = {
  // Any transformer from TypeScript will do: ts-jest, @swc/jest, babel-jest.
  transform: { "\\.ts$": "./transform.cjs" },
  // TypeScript imports "../agent.js" and means agent.ts.
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  // A real server is started; 5 seconds are little on a busy machine.
  testTimeout: 30_000,
};
