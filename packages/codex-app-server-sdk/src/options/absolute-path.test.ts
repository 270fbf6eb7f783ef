import { describe, expect, onTestFinished, test, vi } from "vitest";
import { OptionsError } from "../errors/index.js";
import { absolutePath } from "./absolute-path.js";

function onPlatform(platform: NodeJS.Platform): void {
  const real = process.platform;
  Object.defineProperty(process, "platform", { value: platform });
  onTestFinished(() => void Object.defineProperty(process, "platform", { value: real }));
}

describe("a path", () => {
  test.each<[NodeJS.Platform, string]>([
    ["linux", "/project"],
    ["linux", "/project/../x/"],
    ["win32", "C:\\project"],
    ["win32", "c:/project"],
    ["win32", "\\\\host\\share"],
    ["win32", "\\project"],
  ])("that is absolute on %s stays as it is: %s", (platform, path) => {
    onPlatform(platform);

    expect(absolutePath(path, "cwd", "/elsewhere")).toBe(path);
  });

  test.each(["project", "./project", "a/../project", "C:\\project"])(
    "that is relative counts from the folder: %s",
    (path) => {
      onPlatform("linux");

      expect(absolutePath(path, "cwd", "/home")).toBe(
        `/home/${path === "C:\\project" ? path : "project"}`,
      );
    },
  );

  test.each(["project", "./project", "C:project"])("of Windows may be relative too: %s", (path) => {
    onPlatform("win32");

    expect(absolutePath(path, "cwd", "/home")).not.toBe(path);
  });

  test("that is relative counts from this process's folder where there is no other", () => {
    expect(absolutePath("project", "cwd")).toBe(
      `${process.cwd()}${process.platform === "win32" ? "\\" : "/"}project`,
    );
  });

  test("that is relative is refused where that folder is gone", () => {
    const cwd = vi.spyOn(process, "cwd").mockImplementation(() => {
      throw new Error("ENOENT: uv_cwd");
    });
    onTestFinished(() => cwd.mockRestore());

    expect(() => absolutePath("project", "cwd")).toThrow(OptionsError);
    expect(() => absolutePath("project", "cwd")).toThrow('cwd is "project"');
    expect(absolutePath("/project", "cwd")).toBe("/project");
  });
});
