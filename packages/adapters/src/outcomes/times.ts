import { type Answer, amount, fields } from "./outcome.ts";

/**
 * The times that a provider measured itself, in seconds: `queue_time`, `prompt_time`, `completion_time`, `total_time`.
 * They leave out the way through the network, so what the host has measured goes before them. The total of some leaves
 * out the queue, too.
 */
export function timesOf(times: unknown, usage: unknown = times): Answer {
  const { queue_time, prompt_time, completion_time, total_time } = fields(times);
  const tokens = amount(fields(usage).completion_tokens);
  const [prompt, completion, total] = [prompt_time, completion_time, total_time].map(amount);
  const ttft = prompt === undefined ? undefined : prompt + (amount(queue_time) ?? 0);
  return {
    latency: total === undefined ? undefined : Math.max(total, (ttft ?? 0) + (completion ?? 0)),
    ttft,
    tpot: completion === undefined || tokens === undefined || tokens === 0 ? undefined : completion / tokens,
  };
}
