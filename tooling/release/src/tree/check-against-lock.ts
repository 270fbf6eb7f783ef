import { runtimeFolder } from "../runtime-folder.js";
import type { LockedFile } from "../runtime-lock.js";
import type { RuntimeManifest } from "../runtime-package.js";
import { ToolError } from "../tool-error.js";

/** Throws unless the files are exactly the locked ones, with the same digests, sizes and modes. */
export function checkAgainstLock(manifest: RuntimeManifest, locked: readonly LockedFile[]): void {
  const wanted = new Map(locked.map((file) => [`${runtimeFolder}/${file.path}`, file]));
  const wrong = manifest.files.filter((file) => {
    const lockedFile = wanted.get(file.path);
    wanted.delete(file.path);
    return (
      file.sha256 !== lockedFile?.sha256 ||
      file.size !== lockedFile.size ||
      file.mode !== lockedFile.mode
    );
  });
  if (wrong.length === 0 && wanted.size === 0) return;
  const names = [...wrong.map(({ path }) => path), ...wanted.keys()].join(", ");
  throw new ToolError("integrity", `${manifest.platform} differs from the lock in ${names}`);
}
