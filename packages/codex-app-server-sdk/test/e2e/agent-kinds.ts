/** How sub-agents are offered to the model and told of, which depends on the model. */
export const agentKinds = {
  "as tool calls": { namespace: "multi_agent_v1", config: "", more: "send_input" },
  "as activities": {
    namespace: "collaboration",
    config: "[features]\nmulti_agent_v2 = true\n",
    more: "followup_task",
  },
} as const;

export type AgentKind = keyof typeof agentKinds;
