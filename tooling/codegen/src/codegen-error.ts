/** The protocol contains something this generator does not understand. Nothing has been written. */
export class CodegenError extends Error {
  override readonly name = "CodegenError";
}
