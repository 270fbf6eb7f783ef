/** The numbers of the architectures in executables' headers. */
export const machines = {
  elfX64: 0x3e,
  elfArm64: 0xb7,
  machX64: 0x01000007,
  machArm64: 0x0100000c,
  peX64: 0x8664,
  peArm64: 0xaa64,
} as const;
