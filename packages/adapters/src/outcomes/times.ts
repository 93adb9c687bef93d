import { type Answer, amount, fields } from "./outcome.ts";

/**
 * The times that a provider measured itself, in seconds: `queue_time`, `prompt_time`, `completion_time`, `total_time`.
 * They leave out the way through the network, so what the host has measured goes before them.
 */
export function timesOf(times: unknown, usage: unknown = times): Answer {
  const { queue_time, prompt_time, completion_time, total_time } = fields(times);
  const tokens = amount(fields(usage).completion_tokens);
  const [prompt, completion] = [amount(prompt_time), amount(completion_time)];
  return {
    latency: amount(total_time),
    ttft: prompt === undefined ? undefined : prompt + (amount(queue_time) ?? 0),
    tpot: completion === undefined || tokens === undefined || tokens === 0 ? undefined : completion / tokens,
  };
}
