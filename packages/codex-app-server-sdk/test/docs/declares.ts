/** Whether a program declares a name by `const` or `let`, alone or in braces. */
export function declares(code: string, name: string): boolean {
  return new RegExp(`\\b(?:const|let) (?:${name}\\b|\\{[^}]*\\b${name}\\b)`).test(code);
}
