import type { Command } from "commander";
import type { Runner } from "./command-context.js";

interface DoctorFlags {
  json?: boolean;
}

export function addDoctorCommand(program: Command, run: Runner): void {
  program
    .command("doctor")
    .description("Check that Codex works here; say what is wrong, and how to mend it")
    .option("--json", "print { ok, checks: [{ name, ok, message, fix? }] } on stdout")
    .action(({ json = false }: DoctorFlags) =>
      run(async (context) => {
        const { runDoctor } = await import("../doctor/run-doctor.js");
        return runDoctor({ json }, context);
      }),
    );
}
