#!/usr/bin/env node
import { launchCodex } from "../dist/launch-codex.js";

launchCodex(process.argv.slice(2));
