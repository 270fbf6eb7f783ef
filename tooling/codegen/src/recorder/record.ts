import {
  createTestHome,
  MockResponsesServer,
} from "../../../../packages/codex-app-server-sdk/src/testing/index.js";
import { acceptEverything } from "./accept-everything.js";
import { hidePlaces } from "./hide-places.js";
import { packRecording, type RecordedTraffic } from "./pack-recording.js";
import { RawAppServer } from "./raw-app-server.js";
import { playScenario } from "./scenario/play-scenario.js";

/**
 * Plays the scenario twice, without and with the experimental API, and packs the traffic of both.
 */
export async function record(codexPath: string): Promise<Buffer> {
  const traffic: RecordedTraffic[] = [];
  for (const experimental of [false, true]) {
    traffic.push(...(await recordMode(codexPath, experimental)));
  }
  return packRecording(traffic);
}

/** Without it the model is not offered `update_plan`, which the scenario has it call. */
const offeringPlans = "[tools.update_plan]\nenabled = true\n";

async function recordMode(codexPath: string, experimental: boolean): Promise<RecordedTraffic[]> {
  const model = await MockResponsesServer.start();
  const home = await createTestHome({ responses: model, config: offeringPlans });
  const { env, cwd, root } = home;
  const server = new RawAppServer({ codexPath, env, cwd, answer: acceptEverything });
  try {
    await playScenario({ server, model, cwd, experimental });
  } finally {
    await server.close();
    await model.close();
    await home.dispose();
  }
  const traffic = server.recorded.map((entry) => ({ experimental, ...entry }));
  return hidePlaces(traffic, { root, model: new URL(model.baseUrl).host });
}
