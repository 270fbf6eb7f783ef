import { access, readFile } from "node:fs/promises";

/** What decides whether programs may make user namespaces. */
export interface HostFacts {
  readonly isContainer: boolean;
  /** Whether AppArmor keeps them from programs without a profile, as Ubuntu does since 23.10. */
  readonly isRestricted: boolean;
}

export async function readHostFacts(): Promise<HostFacts> {
  const setting = "/proc/sys/kernel/apparmor_restrict_unprivileged_userns";
  const [docker, podman, restricted] = await Promise.all([
    exists("/.dockerenv"),
    exists("/run/.containerenv"),
    readFile(setting, "utf8").catch(() => "0"),
  ]);
  return { isContainer: docker || podman, isRestricted: restricted.trim() === "1" };
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
